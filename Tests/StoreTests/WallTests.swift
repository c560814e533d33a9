import Database
import Scheduling
import Store
import Testing
import TimeZones

struct `The wall against double booking` {
    @Test(arguments: [(0, 60), (-30, 31), (59, 30), (10, 10), (-10, 200), (0, 1), (59, 1)])
    func `refuses a meeting that overlaps another of its host`(start: Int, minutes: Int) async throws {
        try await withStore { store in
            try await store.write { try $0.meet("first", "ann", stretch(0, 60)) }
            await #expect(throws: StoreError.overlap) {
                try await store.write { try $0.meet("second", "ann", stretch(start, minutes)) }
            }
            // Nothing of the loser stays.
            #expect(try await store.read { try $0.meeting(id: "second") } == nil)
        }
    }

    @Test(arguments: [(-30, 30), (60, 30), (-500, 100), (500, 100)])
    func `lets meetings touch`(start: Int, minutes: Int) async throws {
        try await withStore { store in
            try await store.write { try $0.meet("first", "ann", stretch(0, 60)) }
            try await store.write { try $0.meet("second", "ann", stretch(start, minutes)) }
            let taken = try await store.read { try $0.busyTimes(of: ["ann"], within: stretch(0, 60), at: now) }
            #expect(taken["ann"]?.count == 2)
        }
    }

    @Test func `is each host's own`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                for host in ["ann", "bob", "eve"] { try transaction.meet("with \(host)", host, stretch(0, 60)) }
            }
            let taken = try await store.read {
                try $0.busyTimes(of: ["ann", "bob", "eve"], within: stretch(0, 60), at: now)
            }
            #expect(taken.mapValues(\.count) == ["ann": 1, "bob": 1, "eve": 1])
        }
    }

    @Test func `is there for a change too`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                try transaction.meet("first", "ann", stretch(0, 60))
                try transaction.meet("second", "ann", stretch(60, 60))
                try transaction.meet("third", "bob", stretch(0, 60))
            }
            let changes = [
                ("starts_at = starts_at - 60000", "second"), ("ends_at = ends_at + 60000", "first"),
                ("owner_id = 'ann'", "third"),
            ]
            for (change, meeting) in changes {
                await #expect(throws: StoreError.overlap) {
                    try await store.write { transaction in
                        try transaction.connection.execute(
                            "UPDATE host_times SET \(change) WHERE meeting_id = ?", [meeting])
                    }
                }
            }
            let changed = try await store.write { transaction in
                try transaction.connection.changes(
                    "UPDATE host_times SET ends_at = ends_at - 60000 WHERE meeting_id = 'first'", [])
            }
            #expect(changed == 1)
        }
    }

    @Test func `lets a meeting move within its own time`() async throws {
        try await withStore { store in
            let changed = try await store.write { transaction in
                try transaction.meet("first", "ann", stretch(0, 60))
                return try transaction.connection.changes(
                    "UPDATE host_times SET starts_at = starts_at + 60000, ends_at = ends_at + 60000", [])
            }
            #expect(changed == 1)
        }
    }

    @Test func `opens when a meeting is released, whose record stays`() async throws {
        try await withStore { store in
            try await store.write { try $0.meet("first", "ann", stretch(0, 60)) }
            try await store.write { try $0.release(meeting: "first", at: now) }
            try await store.write { try $0.meet("second", "ann", stretch(30, 60)) }
            #expect(try await store.read { try $0.meeting(id: "first")?.interval } == stretch(0, 60))
        }
    }

    @Test func `holds against 40 who want the same time at once`() async throws {
        try await withStore { store in
            let winners = await withTaskGroup { group in
                for number in 0..<40 {
                    group.addTask {
                        let wanted = stretch(number % 4, 60)
                        return (try? await store.write { try $0.meet("meeting \(number)", "ann", wanted) }) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(winners == 1)
            let taken = try await store.read { try $0.busyTimes(of: ["ann"], within: stretch(0, 60), at: now) }
            #expect(taken["ann"]?.count == 1)
        }
    }

    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func `agrees with a naive model over random bookings, changes and releases`(seed: UInt64) async throws {
        try await withStore { store in
            let wrong = try await NaiveWall.disagreements(seed: seed, in: store)
            #expect(wrong.isEmpty, "\(wrong.prefix(3))")
        }
    }
}

/// A list of what is taken, searched from end to end.
private struct NaiveWall {
    struct Taken: Sendable {
        let meeting: String
        let host: String
        let interval: Interval
    }

    static func disagreements(seed: UInt64, in store: UsherStore) async throws -> [String] {
        var random = SeededGenerator(seed: seed)
        var taken: [Taken] = []
        var wrong: [String] = []
        for step in 0..<400 {
            let host = ["ann", "bob"][Int.random(in: 0...1, using: &random)]
            let interval = stretch(
                Int.random(in: 0...600, using: &random),
                Int.random(in: 1...(step % 5 == 0 ? 200 : 20), using: &random))
            let chosen = taken.indices.randomElement(using: &random)
            let wish: Taken
            let sql: (String, [any SQLConvertible])?
            switch (step % 4, chosen) {
            case (0, let index?):
                let gone = taken.remove(at: index)
                try await store.write { try $0.release(meeting: gone.meeting, at: now) }
                continue
            case (1, let index?):
                wish = Taken(meeting: taken[index].meeting, host: host, interval: interval)
                sql = (
                    "UPDATE host_times SET owner_id = ?, starts_at = ?, ends_at = ? WHERE meeting_id = ?",
                    [host, interval.start.milliseconds, interval.end.milliseconds, wish.meeting]
                )
            default:
                wish = Taken(meeting: "meeting \(step)", host: host, interval: interval)
                sql = nil
            }
            let others = taken.filter { $0.meeting != wish.meeting }
            let isFree = !others.contains { $0.host == wish.host && $0.interval.overlaps(wish.interval) }
            let isTaken = try await take(wish, sql, in: store)
            if isTaken != isFree { wrong.append("step \(step): \(wish) was \(isTaken ? "taken" : "refused")") }
            if isTaken { taken = others + [wish] }
        }
        return wrong
    }

    private static func take(
        _ wish: Taken, _ sql: (String, [any SQLConvertible])?, in store: UsherStore
    ) async throws -> Bool {
        do {
            try await store.write { transaction in
                if let sql {
                    try transaction.connection.execute(sql.0, sql.1)
                } else {
                    try transaction.meet(wish.meeting, wish.host, wish.interval)
                }
            }
            return true
        } catch StoreError.overlap {
            return false
        }
    }
}
