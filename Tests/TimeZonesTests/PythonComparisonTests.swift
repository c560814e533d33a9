import Testing

@testable import TimeZones

struct `Every zone of the system agrees with Python's zoneinfo` {
    @Test func `in both directions, around every change from 1975 to 2080`() async throws {
        let groups = try await PythonReadings.all()
        #expect(groups.flatMap(\.names).count > 400)
        var differences: [String] = []
        for group in groups {
            for name in group.names {
                let zone = try systemZones.zone(name)
                // An alias is the same file: that it opens, and one look at it, are enough.
                let step = name == group.names[0] ? 1 : 40
                differences += moments(of: group, in: zone, step: step)
                differences += readings(of: group, in: zone, step: step)
            }
            await Task.yield()
        }
        #expect(differences.isEmpty, "\(differences.count) differ, such as \(differences.prefix(5))")
    }

    private func moments(of group: PythonReadings, in zone: Zone, step: Int) -> [String] {
        stride(from: 0, to: group.moments.count, by: 2 * step).compactMap { index in
            let second = group.moments[index]
            let offset = zone.offset(at: Instant(seconds: second))
            guard offset != Int(group.moments[index + 1]) else { return nil }
            return "\(zone.identifier) at \(second): \(offset), not \(group.moments[index + 1])"
        }
    }

    private func readings(of group: PythonReadings, in zone: Zone, step: Int) -> [String] {
        stride(from: 0, to: group.readings.count, by: 3 * step).compactMap { index in
            let wall = group.readings[index]
            let (first, second) = (group.readings[index + 1], group.readings[index + 2])
            let found = zone.resolve(CivilDateTime(localSeconds: wall))
            guard !agrees(found, wall: wall, first: first, second: second, zone) else { return nil }
            return "\(zone.identifier) reading \(wall): \(found), not offsets \(first) and \(second)"
        }
    }

    /// Python knows no gaps: it gives the offset before the jump for fold 0, and the one after it for fold 1.
    private func agrees(_ found: LocalTime, wall: Int64, first: Int64, second: Int64, _ zone: Zone) -> Bool {
        switch found {
        case .unique(let instant):
            return first == second && instant.seconds == wall - first
        case .overlap(let earlier, let later):
            return first > second && earlier.seconds == wall - first && later.seconds == wall - second
        case .gap(let jump):
            let skips = jump.seconds + first <= wall && wall < jump.seconds + second
            return first < second && skips && zone.offset(at: jump.adding(seconds: -1)) == Int(first)
                && zone.offset(at: jump) == Int(second)
        }
    }
}
