import Database
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

/// Calendars and hosts' time are kept in memory: nobody may ever notice.
struct `What is kept in memory` {
    private static let month = Interval(start: TestClock.usual, minutes: 31 * 1440)

    private func slots(_ house: TestHouse, _ calendar: String) async throws -> [Slot] {
        try await house.verbs.slots(SlotsAsk(account: "harbor", calendar: calendar)) { _ in Self.month }.slots
    }

    /// Compares what a process answers that has been asked before with what one answers that has just been started.
    private func compare(_ house: TestHouse, after what: String) async throws {
        let fresh = TestHouse(database: house.database, clock: house.clock, zoom: house.zoom)
        for calendar in ["intro", "pair"] {
            #expect(try await slots(house, calendar) == slots(fresh, calendar), "\(calendar) after: \(what)")
        }
    }

    @Test func `is what is in the database, whatever changes there`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 3) { $0.hosts.removeLast() }
            let (ada, milo, rhea) = (practice.hosts[0], practice.hosts[1], practice.hosts[2])
            try await house.addCalendar("pair", hosts: [ada, milo], to: practice) { $0.kind = "collective" }
            let nine = "2026-12-08T09:00:00Z"
            try await compare(house, after: "nothing")
            let first = try await house.book(nine)
            try await compare(house, after: "a booking")
            let moved = try await house.move(first, to: "2026-12-09T09:00:00Z")
            try await compare(house, after: "a move")
            _ = try await house.hold(nine)
            try await compare(house, after: "a hold")
            house.clock.advance(minutes: 11)
            try await compare(house, after: "the end of the hold")
            _ = try await house.cancel(moved)
            try await compare(house, after: "a cancellation")
            let block = try await house.block(ada.id, "2026-12-10", "2026-12-11", in: practice)
            try await compare(house, after: "a block")
            try await house.verbs.deleteBlock(block.id, in: practice.account)
            try await compare(house, after: "no block any more")
            try await house.change(practice) { $0.bufferAfter = "30" }
            try await compare(house, after: "another buffer")
            try await house.change(practice) { $0.hosts = [HostForm(userID: rhea.id)] }
            try await compare(house, after: "another host")
            let office = try await house.officeHours(of: practice)
            try await house.change(practice) { $0.scheduleID = office.id }
            try await compare(house, after: "hours of its own")
            try await house.verbs.setLimits(
                LimitsForm(day: "1", week: "", month: ""), of: rhea.id, in: practice.account)
            _ = try await house.book("2026-12-14T10:00:00Z", guest: "omar")
            try await compare(house, after: "a limit of a user")
            try await house.database.write {
                try $0.execute("UPDATE connections SET state = 'broken' WHERE user_id = ?", [rhea.id])
            }
            try await compare(house, after: "a broken connection")
            try await house.change(practice) { ($0.slug, $0.isOpen) = ("other", true) }
            try await house.addCalendar("intro", hosts: [milo], to: practice)
            try await compare(house, after: "another calendar of that name")
        }
    }

    @Test func `does not outlive a change that was undone`() async throws {
        struct Undone: Error {}
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            try await house.addCalendar("pair", hosts: practice.hosts, to: practice)
            try await compare(house, after: "nothing")
            await #expect(throws: Undone.self) {
                try await house.verbs.store.write { transaction in
                    for calendar in try transaction.calendars(of: practice.account.id) {
                        var changed = calendar
                        changed.rules.durations = [55]
                        try transaction.update(changed, at: house.clock.now)
                    }
                    throw Undone()
                }
            }
            try await compare(house, after: "a change that was undone")
            try await house.change(practice) { $0.durations = "45" }
            try await compare(house, after: "one that was not")
        }
    }

    @Test func `stays right while many book and look`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2)
            try await house.addCalendar("pair", hosts: practice.hosts, to: practice) { $0.kind = "collective" }
            let start = try house.moment("2026-12-08T09:00:00Z")
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<24 {
                    group.addTask {
                        let at = start.adding(minutes: 30 * (number % 8)).rfc3339
                        _ = try? await house.book(at, guest: "g\(number)")
                        _ = try? await slots(house, number.isMultiple(of: 2) ? "intro" : "pair")
                    }
                }
            }
            try await compare(house, after: "a crowd")
        }
    }
}
