import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `A held slot` {
    private let nine = "2026-12-08T09:00:00Z"

    @Test func `is nobody else's, and becomes the booking of whom it is kept for`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let held = try await house.hold(nine)
            #expect(held.expiresAt == house.clock.now.adding(minutes: 10))
            #expect(try await house.slots(nine).map(\.start.rfc3339) == ["2026-12-08T09:30:00Z"])
            #expect(try await code { try await house.book(nine, guest: "omar") } == "slot_taken")
            #expect(try await code { try await house.hold(nine, visitor: "other") } == "slot_taken")
            let why = try await house.verbs.explain(
                calendarID: practice.calendar.id, of: practice.account, start: house.moment(nine))
            #expect(why.explanation.hosts.map(\.codes) == [[.held]])
            let booked = try await house.book(nine) { $0.holdID = held.id }
            #expect(booked.meeting.interval == held.interval)
            #expect(booked.meeting.hostReason == "The only host free at this time.")
            house.clock.advance(minutes: 30)
            await house.work()
            let view = try await house.current(booked)
            #expect(view.room?.state == .ready)
            #expect(view.meeting.title == "Introductory call: Nora")
            #expect(try await house.zoomMeetings().map(\.topic) == ["Introductory call: Nora"])
            #expect(try await code { try await house.book(nine, guest: "omar") } == "slot_taken")
            #expect(try await house.verbs.store.read { try $0.workCount(dueBy: house.clock.now) } == 0)
        }
    }

    @Test func `is free again when its time is over, whether or not anybody has looked`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let held = try await house.hold(nine)
            house.clock.advance(minutes: 9)
            #expect(try await code { try await house.book(nine, guest: "omar") } == "slot_taken")
            house.clock.advance(minutes: 1)
            // No work has been done yet: whoever comes sweeps it away.
            #expect(try await house.slots(nine).first?.start.rfc3339 == nine)
            _ = try await house.book(nine, guest: "omar")
            #expect(try await code { try await house.book(nine) { $0.holdID = held.id } } == "slot_taken")
            await house.work()
            #expect(try await house.takenTimes() == 1)
            _ = try await house.hold("2026-12-09T09:00:00Z")
            house.clock.advance(minutes: 10)
            await house.work()
            #expect(try await house.takenTimes() == 1)
            #expect(try await house.verbs.store.read { try $0.workCount(dueBy: house.clock.now) } == 0)
        }
    }

    @Test func `that has run out unnoticed can still be booked by whom it was kept for`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let held = try await house.hold(nine)
            house.clock.advance(minutes: 12)
            let booked = try await house.book(nine) { $0.holdID = held.id }
            await house.work()
            #expect(try await house.current(booked).appointment.status == .confirmed)
            #expect(try await house.takenTimes() == 1)
        }
    }

    @Test func `takes the place of the one its visitor held before`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            try await house.addCalendar("second", hosts: practice.hosts, to: practice)
            let first = try await house.hold(nine)
            _ = try await house.hold("2026-12-08T09:30:00Z")
            #expect(try await house.slots(nine).map(\.start.rfc3339) == [nine])
            let error = await #expect(throws: OperationError.self) {
                try await house.verbs.releaseHold(first.id, visitor: "visitor")
            }
            #expect(error?.code == "not_found")
            // Another calendar is another matter, and so is another visitor.
            _ = try await house.hold(nine, calendar: "second")
            _ = try await house.hold("2026-12-08T10:00:00Z", visitor: "other")
            #expect(try await house.takenTimes() == 3)
            // One that cannot be had leaves the former one.
            #expect(try await code { try await house.hold("2026-12-08T10:00:00Z") } == "slot_taken")
            #expect(try await house.takenTimes() == 3)
        }
    }

    @Test func `is given back by its visitor and by nobody else`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let held = try await house.hold(nine)
            #expect(try await code { try await house.verbs.releaseHold(held.id, visitor: "other") } == "not_found")
            #expect(try await house.takenTimes() == 1)
            try await house.verbs.releaseHold(held.id, visitor: "visitor")
            #expect(
                try await code { try await house.verbs.releaseHold(held.id, visitor: "visitor") } == "not_found")
            _ = try await house.book(nine, guest: "omar")
        }
    }

    @Test func `of another time than the booking is free at once`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1) { $0.durations = "30, 60" }
            let held = try await house.hold(nine)
            // It stood in the way of the longer one until they changed their mind.
            let longer = try await house.book(nine) { request in
                request.holdID = held.id
                request.duration = 60
            }
            #expect(longer.appointment.interval.end.rfc3339 == "2026-12-08T10:00:00Z")
            let second = try await house.hold("2026-12-08T11:00:00Z")
            _ = try await house.book("2026-12-08T12:00:00Z", guest: "omar") { $0.holdID = second.id }
            _ = try await house.book("2026-12-08T11:00:00Z", guest: "pia")
            #expect(try await house.appointments(of: practice).count == 3)
            #expect(try await house.takenTimes() == 3)
        }
    }

    @Test func `with too few seats for the booking takes more, as long as there are any`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { form in
                (form.kind, form.seats, form.maxGuests) = ("class", "3", "3")
            }
            func book(_ held: HeldSlot, guests: Int) async throws -> AppointmentView {
                try await house.book(nine) { request in
                    request.holdID = held.id
                    request.guests = (0..<guests).map { .init(name: "G\($0)", email: "g\($0)@example.com") }
                }
            }
            let held = try await house.hold(nine)
            #expect(try await code { try await book(held, guests: 3) } == "no_seats")
            #expect(try await house.slots(nine).first?.seatsLeft == 2)
            #expect(try await book(held, guests: 1).appointment.seats == 2)
            #expect(try await house.slots(nine).first?.seatsLeft == 1)
            let many = try await house.hold("2026-12-08T10:00:00Z") { $0.seats = 3 }
            #expect(try await house.slots("2026-12-08T10:00:00Z").first?.start.rfc3339 == "2026-12-08T10:30:00Z")
            _ = try await house.book("2026-12-08T10:00:00Z") { $0.holdID = many.id }
            #expect(try await house.slots("2026-12-08T10:00:00Z").first?.seatsLeft == 2)
        }
    }

    @Test func `changes nobody's turn until it is booked`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { $0.distribution = "equal" }
            func standings() async throws -> [Int64] {
                let open = try await house.verbs.calendar(id: practice.calendar.id, of: practice.account)
                #expect((open.hosts[0].lastBooked == nil) == (open.calendar.turn == 0))
                #expect(open.hosts[1].lastBooked == nil)
                return [open.calendar.turn] + open.hosts.map(\.paid)
            }
            for number in 0..<3 { _ = try await house.hold(nine, visitor: "v\(number % 2)") }
            house.clock.advance(minutes: 10)
            await house.work()
            #expect(try await standings() == [0, 0, 0])
            let held = try await house.hold(nine)
            let booked = try await house.book(nine) { $0.holdID = held.id }
            #expect(booked.host?.id == practice.hosts[0].id)
            let unit: Int64 = 1_000_000_000
            #expect(try await standings() == [unit / 2, unit, 0])
        }
    }

    @Test func `is refused as a booking would be`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { $0.minimumNotice = "60" }
            let taken = try await house.book(nine)
            let refused = await #expect(throws: OperationError.self) { try await house.hold(nine) }
            #expect(refused?.code == "slot_taken")
            #expect(refused?.nearest.count == 5)
            #expect(try await code { try await house.hold("2026-11-30T06:30:00Z") } == "notice")
            #expect(try await code { try await house.hold("2026-12-08T09:10:00Z") } == "off_grid")
            #expect(
                try await code { try await house.hold("2026-12-08T10:00:00Z") { $0.duration = 45 } } == "duration")
            #expect(
                try await code { try await house.hold("2026-12-08T10:00:00Z") { $0.seats = 0 } } == "out_of_range")
            #expect(try await code { try await house.hold(nine, calendar: "nothing") } == "not_found")
            #expect(try await house.takenTimes() == 1)
            _ = try await house.cancel(taken)
            _ = try await house.hold(nine)
        }
    }
}
