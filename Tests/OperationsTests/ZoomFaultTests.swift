import Foundation
import Operations
import Scheduling
import Store
import TestDatabases
import TestSupport
import Testing
import TimeZones

/// A Zoom that fails one call in five, in every way that it can, and processes that die.
struct `A Zoom out of order` {
    /// So many bookings, moves and cancellations.
    private static let deeds = 2000

    @Test
    func `holds in the end what is wanted and nothing else, and each guest's link leads there`() async throws {
        try await TestHouse.with { first in
            _ = try await first.practice(hosts: 3, zone: "UTC") {
                ($0.windowDays, $0.minimumNotice, $0.onMove) = ("120", "0", "reassign")
            }
            try await first.zoom.fault("*", kind: "any", share: 20)
            var chaos = Chaos(seed: 11)
            try await chaos.happen(Self.deeds, beginning: first)
            try await first.zoom.clearFaults()
            let house = chaos.restarted(first)
            try await first.endLeases()
            // Longer than the longest pause between two tries.
            for _ in 0..<8 {
                house.clock.advance(minutes: 11)
                await house.work()
            }
            try await chaos.requireOrder(house)
            try await chaos.requireExplanations(house)
        }
    }
}

private struct Chaos {
    private var generator: SeededGenerator
    private var standing: [AppointmentView] = []

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// Another process with the same database, clock and Zoom: what the former had in memory is lost.
    func restarted(_ house: TestHouse) -> TestHouse {
        TestHouse(database: house.database, clock: house.clock, zoom: house.zoom)
    }

    mutating func happen(_ count: Int, beginning first: TestHouse) async throws {
        var house = first
        for number in 0..<count {
            try await deed(number, house)
            guard number % 25 == 24 else { continue }
            house.clock.advance(seconds: 20)
            if number % 250 == 249 { try await die(house) }
            await house.work()
            if number % 250 == 249 {
                try await house.endLeases()
                house = restarted(house)
            }
        }
    }

    private mutating func deed(_ number: Int, _ house: TestHouse) async throws {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0..<3 where !standing.isEmpty:
            let index = Int.random(in: 0..<standing.count, using: &generator)
            guard let start = try await freeStart(house) else { return }
            standing[index] = try await house.move(standing[index], to: start, isStaff: true)
        case 3..<5 where !standing.isEmpty:
            let view = standing.remove(at: Int.random(in: 0..<standing.count, using: &generator))
            _ = try await house.cancel(view)
        case 5 where !standing.isEmpty:
            let index = Int.random(in: 0..<standing.count, using: &generator)
            let others = try await house.verbs.otherHosts(of: standing[index])
            guard let other = others.randomElement(using: &generator) else { return }
            do {
                standing[index] = try await house.verbs.reassign(standing[index], to: other.id, by: "Ada")
            } catch let error as OperationError where error.code == "slot_taken" {
                // They are in another meeting then, and it stays where it was.
            }
        default:
            guard let start = try await freeStart(house) else { return }
            standing.append(try await house.book(start, guest: "guest\(number)", zone: "UTC"))
        }
    }

    /// A random half hour within a hundred days that somebody is free in.
    private mutating func freeStart(_ house: TestHouse) async throws -> String? {
        let first = house.clock.now.adding(minutes: 2 * 1440).milliseconds / 86_400_000
        for _ in 0..<20 {
            let day = first + Int64.random(in: 0..<100, using: &generator)
            let start = Instant(milliseconds: day * 86_400_000)
                .adding(minutes: 30 * Int.random(in: 0..<48, using: &generator))
            let taken = standing.filter { $0.meeting.interval.start == start }.count
            if taken < 3 { return start.rfc3339 }
        }
        return nil
    }

    /// A process claims work and is never heard of again.
    private func die(_ house: TestHouse) async throws {
        _ = try await house.verbs.store.write {
            try $0.claimWork(.reconcileRoom, limit: 10, lease: "dead", seconds: 120, at: house.clock.now)
        }
    }

    /// Every request that Zoom has seen stands in the ledger of calls, with what it was about and what Zoom called it.
    func requireExplanations(_ house: TestHouse) async throws {
        let calls = try await house.zoomCalls()
        let writes = calls.filter { !$0.name.hasPrefix("GET") && $0.name.contains("/meetings") }
        #expect(writes.allSatisfy { $0.meeting != nil && $0.user != nil })
        #expect(calls.filter { $0.status >= 200 }.allSatisfy { $0.tracking != nil })
        for name in ["POST /v2/users/me/meetings", "GET /v2/users/me/meetings"] {
            let made = calls.filter { $0.name == name }
            let seen = try await house.zoom.calls(name)
            #expect(seen > 0 && seen <= made.count)
            // Whatever Zoom has not seen was not answered either.
            #expect(made.filter { $0.status > 0 }.count <= seen)
        }
        for kind in ["PATCH", "DELETE", "GET"] {
            let seen = try await house.zoom.calls("\(kind) /v2/meetings/{id}")
            let made = calls.filter { $0.name.wholeMatch(of: #/\w+ \/v2\/meetings\/\d+/#) != nil }
                .filter { $0.name.hasPrefix("\(kind) ") }
            #expect(seen <= made.count)
            #expect(made.filter { $0.status > 0 }.count <= seen)
        }
    }

    /// Zoom holds exactly the rooms that are wanted, at their times, and every guest's link leads into theirs.
    func requireOrder(_ house: TestHouse) async throws {
        let held = try await house.zoom.meetings().filter { !$0.deleted }
        var wanted: Set<String> = []
        for view in standing {
            let now = try await house.current(view)
            let zoomID = try #require(now.room?.zoomID)
            wanted.insert(zoomID)
            let meeting = try #require(held.first { String($0.id) == zoomID })
            #expect(meeting.startTime == now.meeting.interval.start.rfc3339)
            #expect(meeting.hostEmail == now.host?.email)
            guard case .zoom(let link) = try await house.verbs.wayIn(now) else {
                Issue.record("No way into \(zoomID).")
                continue
            }
            #expect(link.contains(zoomID))
        }
        #expect(wanted.count == standing.count)
        let stray = Set(held.map { String($0.id) }).symmetricDifference(wanted)
        #expect(stray.isEmpty)
    }
}
