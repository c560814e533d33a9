import Database
import Foundation
import Messaging
import Operations
import Scheduling
import Store
import TestDatabases
import TestSupport
import Testing
import TimeZones

/// Several Ushers on one database, as several processes are: each with sessions, locks and signals of its own.
@Suite(.enabled(if: TestDatabases.engines.contains(.postgres)))
struct `Several processes on one database` {
    private func withHouses(_ count: Int, _ body: ([TestHouse]) async throws -> Void) async throws {
        try await TestDatabases.withAddress(.postgres) { address in
            let databases = try (0..<count).map { _ in try address.open(connections: 6) }
            let clock = TestClock(TestClock.usual)
            do {
                try await RunningSandbox.with(clock: clock) { zoom in
                    _ = try await UsherStore.migrate(databases[0])
                    try await body(databases.map { TestHouse(database: $0, clock: clock, zoom: zoom) })
                }
            } catch {
                for database in databases { try? database.close() }
                throw error
            }
            for database in databases { try database.close() }
        }
    }

    /// Runs the work of all houses side by side.
    private func work(_ houses: [TestHouse]) async {
        await withDiscardingTaskGroup { group in
            for house in houses { group.addTask { await house.work() } }
        }
    }

    @Test func `lay the schema once when they start together`() async throws {
        try await TestDatabases.withAddress(.postgres) { address in
            let ran = try await withThrowingTaskGroup { group in
                for _ in 0..<4 {
                    group.addTask {
                        let database = try address.open(connections: 3)
                        let steps = try await UsherStore.migrate(database)
                        try database.close()
                        return steps
                    }
                }
                return try await group.reduce(into: [String]()) { $0 += $1 }
            }
            #expect(ran.count == Set(ran).count)
            #expect(ran.contains("accounts"))
        }
    }

    @Test func `give a slot of one host to one of sixty guests`() async throws {
        try await withHouses(3) { houses in
            _ = try await houses[0].practice(hosts: 1)
            let winners = await withTaskGroup { group in
                for number in 0..<60 {
                    group.addTask {
                        let house = houses[number % houses.count]
                        return (try? await house.book("2026-12-08T09:00:00Z", guest: "guest\(number)")) != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(winners == 1)
        }
    }

    @Test func `make one appointment of a submission that comes to all of them at once`() async throws {
        try await withHouses(3) { houses in
            _ = try await houses[0].practice(hosts: 3)
            let ids = try await withThrowingTaskGroup { group in
                for number in 0..<30 {
                    group.addTask {
                        try await houses[number % houses.count].book(
                            "2026-12-08T09:00:00Z", submission: .init(key: "the same key")
                        ).appointment.id
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(ids.count == 1)
        }
    }

    @Test func `do each piece of work once`() async throws {
        try await withHouses(3) { houses in
            _ = try await houses[0].practice(hosts: 3)
            for number in 0..<20 {
                let hour = String(format: "%02d", number)
                _ = try await houses[number % 3].book("2026-12-08T\(hour):00:00Z", guest: "guest\(number)")
            }
            await work(houses)
            #expect(try await houses[0].zoom.meetings().count == 20)
            let mails = houses.flatMap(\.mail.taken)
            #expect(mails.count == 40)
            #expect(Set(mails.map(\.messageID)).count == 40)
            #expect(try await houses[0].verbs.store.read { try $0.workCount(dueBy: houses[0].clock.now) } == 0)
        }
    }

    @Test func `keep one room when one of them has stood still for longer than its lease`() async throws {
        try await withHouses(2) { houses in
            _ = try await houses[0].practice(hosts: 1)
            let booked = try await houses[0].book("2026-12-08T09:00:00Z")
            try await houses[0].zoom.fault(
                "POST /v2/users/me/meetings", kind: "delay", count: 1, delayMilliseconds: 1500)
            let slow = Task { await houses[0].work() }
            while try await houses[0].current(booked).room?.createSentAt == nil { await Task.yield() }
            // The answer is still to come when another one takes over.
            try await houses[1].endLeases()
            houses[1].clock.advance(seconds: 31)
            await houses[1].work()
            let room = try #require(try await houses[1].current(booked).room)
            #expect(room.state == .ready)
            await slow.value
            let live = try await houses[0].zoom.meetings().filter { !$0.deleted }
            #expect(live.map { String($0.id) } == [room.zoomID])
            #expect(try await houses[0].current(booked).room == room)
        }
    }

    @Test func `refresh a Zoom token one at a time`() async throws {
        try await withHouses(3) { houses in
            _ = try await houses[0].practice(hosts: 1)
            for hour in 10..<22 {
                _ = try await houses[hour % 3].book("2026-12-08T\(hour):00:00Z", guest: "guest\(hour)")
            }
            houses[0].clock.advance(minutes: 70)
            let before = try await houses[0].zoom.calls("POST /oauth/token")
            await work(houses)
            #expect(try await houses[0].zoom.calls("POST /oauth/token") == before + 1)
            #expect(try await houses[0].zoom.meetings().count == 12)
        }
    }

    @Test func `leave the refresh to another when the one that was at it has died`() async throws {
        try await withHouses(2) { houses in
            let practice = try await houses[0].practice(hosts: 1)
            let booked = try await houses[0].book("2026-12-08T09:00:00Z")
            houses[0].clock.advance(minutes: 70)
            let userID = practice.hosts[0].id
            let isClaimed = try await houses[0].verbs.store.write {
                try $0.claimRefresh(of: .user(userID), lease: "dead", seconds: 0)
            }
            #expect(isClaimed)
            await houses[1].work()
            #expect(try await houses[1].current(booked).room?.state == .ready)
        }
    }

    @Test func `tell each other's open pages what has changed`() async throws {
        try await withHouses(2) { houses in
            _ = try await houses[0].practice(hosts: 1)
            let booked = try await houses[0].book("2026-12-08T09:00:00Z")
            try await withThrowingTaskGroup { group in
                for house in houses { group.addTask { try await SignalExchange(verbs: house.verbs).run() } }
                var changes = houses[0].verbs.live.changes(of: booked.appointment.id).makeAsyncIterator()
                // The first says that listening has begun.
                await changes.next()
                _ = try await houses[1].verbs.cancel(booked, reason: "", by: "guest")
                await changes.next()
                #expect(try await houses[0].current(booked).appointment.status == .cancelled)
                group.cancelAll()
            }
        }
    }

    @Test func `count a visitor's attempts together`() async throws {
        try await withHouses(2) { houses in
            var answers: [Bool] = []
            for number in 0..<6 {
                do {
                    try await houses[number % 2].verbs.count(.signIn, of: "192.0.2.1", perMinute: 4)
                    answers.append(true)
                } catch let error as OperationError {
                    #expect(error.code == "too_many")
                    answers.append(false)
                }
            }
            #expect(answers == [true, true, true, true, false, false])
            try await houses[0].verbs.count(.signIn, of: "192.0.2.2", perMinute: 4)
            try await houses[0].verbs.count(.booking, of: "192.0.2.1", perMinute: 4)
            // A quarter of a minute gives one back.
            houses[0].clock.advance(seconds: 15)
            try await houses[1].verbs.count(.signIn, of: "192.0.2.1", perMinute: 4)
            await #expect(throws: OperationError.self) {
                try await houses[0].verbs.count(.signIn, of: "192.0.2.1", perMinute: 4)
            }
        }
    }

    @Test func `cancel an appointment once, however many ask for it at once`() async throws {
        try await withHouses(2) { houses in
            _ = try await houses[0].practice(hosts: 1)
            let booked = try await houses[0].book("2026-12-08T09:00:00Z")
            await work(houses)
            try await withThrowingTaskGroup { group in
                for number in 0..<10 {
                    group.addTask {
                        _ = try await houses[number % 2].verbs.cancel(booked, reason: "ill", by: "guest")
                    }
                }
                try await group.waitForAll()
            }
            await work(houses)
            let subjects = houses.flatMap { $0.mail.to("nora@example.com").map(\.subject) }
            #expect(subjects.filter { $0.hasPrefix("Cancelled") }.count == 1)
            #expect(try await houses[0].current(booked).appointment.sequence == 1)
        }
    }

    @Test func `keep one of a move and a cancellation that come at once, and no time taken for nothing`()
        async throws
    {
        try await withHouses(2) { houses in
            _ = try await houses[0].practice(hosts: 1)
            for day in 10..<16 {
                let booked = try await houses[0].book("2026-12-\(day)T09:00:00Z", guest: "guest\(day)")
                let start = try Instant.bookingStart(
                    "2026-12-\(day)T15:00:00Z", in: houses[0].verbs.zones.zone("UTC"))
                await withDiscardingTaskGroup { group in
                    group.addTask {
                        _ = try? await houses[0].verbs.move(booked, to: start, zone: "UTC", by: "guest")
                    }
                    group.addTask { _ = try? await houses[1].verbs.cancel(booked, reason: "", by: "guest") }
                }
                #expect(try await houses[0].current(booked).appointment.status == .cancelled)
            }
            let taken = try await houses[0].verbs.store.read { snapshot in
                try snapshot.connection.row("SELECT count(*) AS number FROM host_times")?.integer("number")
            }
            #expect(taken == 0)
            await work(houses)
            #expect(try await houses[0].zoom.meetings().filter { !$0.deleted }.isEmpty)
        }
    }
}
