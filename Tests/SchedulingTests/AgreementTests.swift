import Scheduling
import Testing
import TimeZones

struct `What is listed and what is accepted` {
    private func accepted(_ start: Instant, _ example: RandomCase) -> Bool {
        (try? example.finder.hosts(free: start, among: example.hosts)) != nil
    }

    /// The starts of which one way of asking says yes and the other no.
    private func disagreements(_ example: RandomCase, asking starts: [Instant]) -> [Instant] {
        let listed = Set(example.finder.starts(of: example.hosts, within: example.day))
        return starts.filter { listed.contains($0) != accepted($0, example) }
    }

    @Test func `are the same at every minute of random days`() async throws {
        var random = SeededGenerator(seed: 20_261_120)
        var listed = 0
        for _ in 0..<40 {
            let example = try RandomCase(using: &random)
            let minutes = (0..<1440).map { example.day.start.adding(minutes: $0) }
            let wrong = disagreements(example, asking: minutes)
            #expect(wrong.isEmpty, "\(wrong.prefix(3).map(\.rfc3339)) in \(example)")
            listed += example.finder.starts(of: example.hosts, within: example.day).count
            await Task.yield()
        }
        #expect(listed > 500)
    }

    @Test func `are the same around every listed start of many random days`() async throws {
        var random = SeededGenerator(seed: 47)
        for _ in 0..<400 {
            let example = try RandomCase(using: &random)
            let listed = example.finder.starts(of: example.hosts, within: example.day)
            #expect(zip(listed, listed.dropFirst()).allSatisfy { $0 < $1 })
            #expect(listed.allSatisfy { example.day.contains($0) })
            let limits = [
                example.finder.now, example.finder.rules.earliestStart(now: example.finder.now),
                example.finder.rules.latestStart(now: example.finder.now),
            ]
            let near = (listed.prefix(20) + limits).flatMap { start in
                [-1, 0, 1].map { Instant(milliseconds: (start.seconds / 60 + $0) * 60_000) }
            }
            let wrong = disagreements(example, asking: near.filter { example.day.contains($0) })
            #expect(wrong.isEmpty, "\(wrong.prefix(3).map(\.rfc3339)) in \(example)")
            await Task.yield()
        }
    }

    @Test func `do not depend on how the days are cut`() throws {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<150 {
            let example = try RandomCase(using: &random)
            let whole = example.finder.starts(of: example.hosts, within: example.day)
            let cut = example.day.start.adding(minutes: Int.random(in: 1...1439, using: &random))
            let parts =
                example.finder.starts(of: example.hosts, within: Interval(start: example.day.start, end: cut))
                + example.finder.starts(of: example.hosts, within: Interval(start: cut, end: example.day.end))
            #expect(parts == whole, "\(example)")
        }
    }
}

struct `Slots that are booked one after another` {
    @Test func `keep the buffers between one host's meetings until nothing is left`() async throws {
        var random = SeededGenerator(seed: 300)
        for _ in 0..<120 {
            let example = try RandomCase(hostCount: 1...1, using: &random)
            let rules = example.finder.rules
            var ann = example.hosts[0]
            let before = ann.busy.count
            while true {
                let listed = example.finder.starts(of: [ann], within: example.day)
                guard !listed.isEmpty, ann.busy.count < before + 60 else { break }
                let taken = BusyTime(
                    interval: Interval(start: random.pick(listed), minutes: rules.duration),
                    bufferBefore: rules.bufferBefore, bufferAfter: rules.bufferAfter)
                ann = HostTime(hostID: ann.hostID, hours: ann.hours, busy: ann.busy + [taken])
            }
            let booked = ann.busy.dropFirst(before).map(\.interval)
            let quiet = max(rules.bufferBefore, rules.bufferAfter)
            let ordered = booked.sorted { $0.start < $1.start }
            #expect(zip(ordered, ordered.dropFirst()).allSatisfy { $0.end.adding(minutes: quiet) <= $1.start })
            let theirs = ann.busy.prefix(before).map(\.interval)
            #expect(booked.allSatisfy { slot in !theirs.contains { $0.overlaps(slot) } }, "\(example)")
            await Task.yield()
        }
    }

    @Test func `are as many as a naive search finds`() throws {
        let ann = HostTime(
            hostID: "ann", hours: try hours("Europe/Berlin", "09:00-17:00", on: [.monday]), busy: [])
        let rules = BookingRules(duration: 30, interval: 30, bufferAfter: 15, windowDays: 30)
        let finder = SlotFinder(rules: rules, now: try moment("2026-12-01T00:00:00Z"))
        let week = try window("2026-12-06T00:00:00Z", "2026-12-13T00:00:00Z")
        var busy: [BusyTime] = []
        while let first = finder.starts(
            of: [HostTime(hostID: "ann", hours: ann.hours, busy: busy)], within: week
        ).first {
            busy.append(BusyTime(interval: Interval(start: first, minutes: 30), bufferAfter: 15))
        }
        // Half an hour and a quarter of quiet take an hour of the half-hourly grid.
        #expect(busy.count == 8)
    }
}
