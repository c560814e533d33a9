import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

/// Zoom lets a host make or change a hundred meetings a UTC day.
struct BudgetTests {
    private let create = "POST /v2/users/me/meetings"

    /// Fills the host's month: the calendar's notice and hours allow any half hour.
    private func practice(_ house: TestHouse) async throws -> Practice {
        try await house.practice(hosts: 1, zone: "UTC") {
            ($0.windowDays, $0.minimumNotice) = ("70", "0")
        }
    }

    private func book(_ house: TestHouse, day: Int, halfHour: Int) async throws -> AppointmentView {
        let start = house.clock.now.adding(minutes: day * 1440 + halfHour * 30)
        return try await house.book(start.rfc3339, guest: "guest\(day)x\(halfHour)", zone: "UTC")
    }

    @Test func `what is far off waits once the day's writes run low, and is made in the days before`() async throws
    {
        try await TestHouse.with(dailyWrites: 10) { house in
            _ = try await practice(house)
            var booked: [AppointmentView] = []
            for day in 10..<20 { booked.append(try await book(house, day: day, halfHour: 4)) }
            await house.work()
            // Two of ten by day: another app may use some, and what is for today comes first.
            #expect(try await house.zoom.calls(create) == 2)
            let last = try await house.current(booked[9])
            #expect(last.room?.state == .pending)
            #expect(last.room?.problem == nil)
            #expect(last.room?.plannedAt?.rfc3339.hasPrefix("2026-11-30T20:00") == true)
            let close = try await book(house, day: 0, halfHour: 4)
            await house.work()
            #expect(try await house.current(close).room?.state == .ready)
            house.clock.advance(minutes: 14 * 60 + 1)
            await house.work()
            // What is left of the day would be lost at midnight.
            #expect(try await house.zoom.calls(create) == 4)
            #expect(try await house.current(booked[2]).room?.state == .ready)
            house.clock.advance(minutes: 18 * 1440 + 4 * 60)
            await house.work()
            #expect(try await house.current(booked[9]).room?.state == .ready)
        }
    }

    @Test func `a guest who wants in before the room is made gets it at once`() async throws {
        try await TestHouse.with(dailyWrites: 5) { house in
            _ = try await practice(house)
            var booked: [AppointmentView] = []
            for day in 10..<16 { booked.append(try await book(house, day: day, halfHour: 4)) }
            await house.work()
            let last = try await house.current(booked[5])
            #expect(last.room?.plannedAt != nil)
            guard case .waiting = try await house.verbs.wayIn(last) else {
                Issue.record("There is a way in already.")
                return
            }
            await house.work()
            guard case .zoom = try await house.verbs.wayIn(try await house.current(last)) else {
                Issue.record("There is no way in.")
                return
            }
        }
    }

    @Test func `what has no room yet moves and goes without asking Zoom`() async throws {
        try await TestHouse.with(dailyWrites: 5) { house in
            _ = try await practice(house)
            var booked: [AppointmentView] = []
            for day in 10..<16 { booked.append(try await book(house, day: day, halfHour: 4)) }
            await house.work()
            let before = try await house.zoom.calls(create)
            let moved = try await house.move(
                booked[5], to: house.clock.now.adding(minutes: 30 * 1440).rfc3339)
            await house.work()
            _ = try await house.cancel(moved)
            await house.work()
            #expect(try await house.zoom.calls(create) == before)
            #expect(try await house.zoom.calls("DELETE /v2/meetings/{id}") == 0)
        }
    }

    @Test func `writes that another app has used are noticed, told, and waited for`() async throws {
        try await TestHouse.with(dailyWrites: 10) { house in
            _ = try await practice(house)
            try await house.zoom.useWrites(10, of: "ada@harbor.example")
            let later = try await book(house, day: 2, halfHour: 4)
            let today = try await book(house, day: 0, halfHour: 4)
            await house.work()
            #expect(try await house.current(later).room?.plannedAt != nil)
            #expect(try await house.current(later).room?.problem == nil)
            // Today's meeting is at stake, so its host is told why.
            #expect(try await house.current(today).room?.problemCode == Room.dailyLimit)
            let outlook = try await house.verbs.zoomOutlook(of: later.host?.id ?? "")
            #expect(outlook.left == 0)
            #expect(outlook.today.spentAt != nil)
            #expect(outlook.waiting.count == 2)
            house.clock.advance(minutes: 1)
            await house.work()
            let warnings = house.mail.to("ada@harbor.example").filter { $0.subject.contains("few more changes") }
            #expect(warnings.count == 1)
            #expect(try await house.zoom.calls(create) <= 2)
        }
    }

    /// Five hundred bookings, three hundred moves and two hundred cancellations on one day, over sixty days ahead.
    @Test(arguments: [0, 50])
    func `no day has more than a hundred writes, and no meeting begins without its room`(
        usedByOthers: Int
    ) async throws {
        try await TestHouse.with(dailyWrites: 100) { house in
            _ = try await practice(house)
            if usedByOthers > 0 { try await house.zoom.useWrites(usedByOthers, of: "ada@harbor.example") }
            var day = Day(seed: 7)
            try await day.happen(in: house)
            #expect(try await house.zoom.writesToday(of: "ada@harbor.example") <= 100)
            try await day.pass(in: house)
        }
    }
}

/// A busy day, and the weeks that follow it.
private struct Day {
    private var generator: SeededGenerator
    private var meetings: [Int: AppointmentView] = [:]

    /// The half hours of sixty days, from nine to five.
    private static let slots = (0..<60).flatMap { day in (7..<23).map { day * 48 + $0 } }

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func happen(in house: TestHouse) async throws {
        let first = house.clock.now
        func start(_ slot: Int) -> String { first.adding(minutes: slot * 30).rfc3339 }
        var deeds =
            Array(repeating: 0, count: 500) + Array(repeating: 1, count: 300) + Array(repeating: 2, count: 200)
        deeds.shuffle(using: &generator)
        for (number, deed) in deeds.enumerated() {
            let free = Self.slots.filter { meetings[$0] == nil }
            let slot = free[Int.random(in: 0..<free.count, using: &generator)]
            let taken = meetings.keys.sorted().randomElement(using: &generator)
            switch deed {
            case 1:
                guard let taken, let view = meetings.removeValue(forKey: taken) else { continue }
                meetings[slot] = try await house.move(view, to: start(slot))
            case 2:
                guard let taken, let view = meetings.removeValue(forKey: taken) else { continue }
                _ = try await house.cancel(view)
            default:
                meetings[slot] = try await house.book(start(slot), guest: "guest\(number)", zone: "UTC")
            }
            // The day is not over when it ends: all of it happens within an hour.
            if number % 50 == 0 {
                house.clock.advance(minutes: 1)
                await house.work()
            }
        }
        await house.work()
    }

    /// Lets the weeks go by, meeting by meeting.
    func pass(in house: TestHouse) async throws {
        var dayBefore = ""
        for view in meetings.values.sorted(by: { $0.meeting.interval.start < $1.meeting.interval.start }) {
            let start = view.meeting.interval.start
            let ahead = house.clock.now.minutes(until: start)
            if start.rfc3339.prefix(10) != dayBefore {
                dayBefore = String(start.rfc3339.prefix(10))
                // Past midnight first, as the clock of a server would.
                house.clock.advance(minutes: max(0, ahead - 5 * 60))
                await house.work()
                let writes = try await house.zoom.writesToday(of: "ada@harbor.example")
                #expect(writes <= 100)
            }
            house.clock.advance(minutes: max(0, house.clock.now.minutes(until: start)))
            let room = try await house.current(view).room
            #expect(room?.state == .ready, "\(start.rfc3339): \(room?.problem ?? "no problem")")
        }
    }
}
