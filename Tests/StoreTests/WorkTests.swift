import Store
import Testing
import TimeZones

struct `Durable work` {
    private func promise(
        _ subject: String, _ store: UsherStore, due: Int = 0, at minute: Int = 0
    ) async throws {
        try await store.write {
            $0.promise(
                .reconcileRoom, subject, due: now.adding(minutes: due), at: now.adding(minutes: minute))
        }
    }

    /// Claims what is due at a minute.
    /// - Parameter seconds: how long the lease is, by the database's own clock.
    private func claim(
        _ store: UsherStore, _ kind: WorkItem.Kind = .reconcileRoom, at minute: Int, lease: String = "lease",
        seconds: Int = 600, limit: Int = 10
    ) async throws -> [WorkItem] {
        try await store.write {
            try $0.claimWork(kind, limit: limit, lease: lease, seconds: seconds, at: now.adding(minutes: minute))
        }
    }

    private func complete(_ item: WorkItem, _ store: UsherStore, at minute: Int) async throws {
        try await store.write { try $0.complete(item, at: now.adding(minutes: minute)) }
    }

    private func count(_ store: UsherStore) async throws -> Int {
        try await store.read { try $0.workCount(dueBy: now.adding(minutes: 1_000_000)) }
    }

    @Test func `promised twice is one row, due at the earlier time`() async throws {
        try await withStore { store in
            try await promise("room", store, due: 30)
            try await promise("room", store, due: 10)
            try await promise("room", store, due: 20)
            #expect(try await count(store) == 1)
            #expect(try await store.read { try $0.nextDue(.reconcileRoom) } == now.adding(minutes: 10))
            #expect(try await claim(store, at: 9).isEmpty)
            #expect(try await claim(store, at: 10).map(\.subjectID) == ["room"])
        }
    }

    @Test func `of another kind or subject is another row`() async throws {
        try await withStore { store in
            try await promise("one", store)
            try await promise("two", store)
            try await store.write { $0.promise(.sendMessage, "one", due: now, at: now) }
            #expect(try await count(store) == 3)
            let rooms = try await claim(store, at: 0)
            #expect(Set(rooms.map(\.key)) == ["reconcile_room:one", "reconcile_room:two"])
            #expect(try await claim(store, .sendMessage, at: 0).map(\.key) == ["send_message:one"])
        }
    }

    @Test func `is there only if its transaction was`() async throws {
        try await withStore { store in
            struct Undone: Error {}
            await #expect(throws: Undone.self) {
                try await store.write { transaction in
                    transaction.promise(.sendMessage, "mail", due: now, at: now)
                    throw Undone()
                }
            }
            let waiting = try await count(store)
            #expect(waiting == 0)
            #expect(try await store.read { try $0.nextDue(.reconcileRoom) } == nil)
        }
    }

    @Test func `is claimed by one, until the lease ends`() async throws {
        try await withStore { store in
            for subject in ["held", "dropped"] { try await promise(subject, store) }
            #expect(try await claim(store, at: 0, lease: "first", limit: 1).map(\.attempts) == [0])
            #expect(try await claim(store, at: 0, lease: "second", seconds: 0).map(\.attempts) == [0])
            // The second has died, and its lease is over; the first one's is not, whatever a caller's clock says.
            let third = try await claim(store, at: 600, lease: "third")
            #expect(third.map(\.attempts) == [1])
            #expect(try await store.read { try $0.nextDue(.reconcileRoom) } == nil)
        }
    }

    @Test func `is claimed once by many who ask at once`() async throws {
        try await withStore { store in
            for number in 0..<20 { try await promise("room \(number)", store) }
            let claimed = try await withThrowingTaskGroup { group in
                for number in 0..<10 {
                    group.addTask { try await claim(store, at: 0, lease: "lease \(number)", limit: 3) }
                }
                return try await group.reduce(into: [String]()) { $0 += $1.map(\.subjectID) }
            }
            #expect(claimed.count == 20)
            #expect(Set(claimed).count == 20)
        }
    }

    @Test func `is claimed in the order it is due, so much at a time`() async throws {
        try await withStore { store in
            for (subject, due) in [("c", 3), ("a", 1), ("d", 4), ("b", 2)] {
                try await promise(subject, store, due: due)
            }
            #expect(try await claim(store, at: 3, limit: 2).map(\.subjectID) == ["a", "b"])
            #expect(try await claim(store, at: 3, limit: 2).map(\.subjectID) == ["c"])
        }
    }

    @Test func `that is done is gone`() async throws {
        try await withStore { store in
            try await promise("room", store)
            let item = try #require(try await claim(store, at: 0).first)
            try await complete(item, store, at: 1)
            #expect(try await count(store) == 0)
            try await complete(item, store, at: 2)
            #expect(try await count(store) == 0)
        }
    }

    @Test func `promised again while under way is done once more`() async throws {
        try await withStore { store in
            try await promise("room", store)
            let item = try #require(try await claim(store, at: 0).first)
            try await promise("room", store, due: 1, at: 1)
            // Not meanwhile: two at once must not change the same room.
            #expect(try await claim(store, at: 2).isEmpty)
            try await complete(item, store, at: 3)
            #expect(try await count(store) == 1)
            let again = try #require(try await claim(store, at: 3).first)
            #expect(again.attempts == 0)
            try await complete(again, store, at: 4)
            #expect(try await count(store) == 0)
        }
    }

    @Test func `that is postponed waits, and counts its attempts`() async throws {
        try await withStore { store in
            try await promise("room", store)
            let item = try #require(try await claim(store, at: 0).first)
            try await store.write {
                try $0.postpone(
                    item, until: now.adding(minutes: 5), error: "no answer", at: now.adding(minutes: 1))
            }
            #expect(try await store.read { try $0.nextDue(.reconcileRoom) } == now.adding(minutes: 5))
            #expect(try await claim(store, at: 4).isEmpty)
            #expect(try await claim(store, at: 5).map(\.attempts) == [1])
        }
    }

    @Test func `that is postponed comes sooner if promised sooner, and at once if promised while under way`()
        async throws
    {
        try await withStore { store in
            try await promise("room", store)
            let first = try #require(try await claim(store, at: 0).first)
            try await store.write { try $0.postpone(first, until: now.adding(minutes: 60), error: "", at: now) }
            try await promise("room", store, due: 2, at: 2)
            let second = try #require(try await claim(store, at: 2).first)
            #expect(second.attempts == 0)
            try await promise("room", store, due: 3, at: 3)
            try await store.write {
                try $0.postpone(second, until: now.adding(minutes: 60), error: "", at: now.adding(minutes: 4))
            }
            #expect(try await claim(store, at: 4).count == 1)
        }
    }

    @Test func `is ours for as long as the lease, and no longer`() async throws {
        try await withStore { store in
            for subject in ["held", "late"] { try await promise(subject, store) }
            let held = try #require(try await claim(store, at: 0, limit: 1).first)
            let late = try #require(try await claim(store, at: 0, seconds: 0).first)
            try await store.write { try $0.requireLease(of: held) }
            await #expect(throws: LeaseLost.self) { try await store.write { try $0.requireLease(of: late) } }
            try await complete(held, store, at: 1)
            await #expect(throws: LeaseLost.self) { try await store.write { try $0.requireLease(of: held) } }
        }
    }

    @Test func `cannot be completed or postponed on a lease that another one holds now`() async throws {
        try await withStore { store in
            try await promise("room", store)
            let late = try #require(try await claim(store, at: 0, lease: "late", seconds: 0).first)
            let current = try #require(try await claim(store, at: 10, lease: "current").first)
            try await complete(late, store, at: 11)
            try await store.write {
                try $0.postpone(late, until: now, error: "late", at: now.adding(minutes: 11))
            }
            #expect(try await count(store) == 1)
            #expect(try await claim(store, at: 12, lease: "third").isEmpty)
            try await complete(current, store, at: 13)
            #expect(try await count(store) == 0)
        }
    }
}
