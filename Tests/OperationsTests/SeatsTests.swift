import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `Seats of one meeting` {
    private let nine = "2026-12-08T09:00:00Z"

    private func practice(
        _ house: TestHouse, seats: String = "3", adjust: (inout CalendarForm) -> Void = { _ in }
    ) async throws -> Practice {
        try await house.practice(hosts: 1) { form in
            (form.kind, form.seats, form.maxGuests) = ("class", seats, "2")
            adjust(&form)
        }
    }

    private func zoomLink(_ view: AppointmentView, _ house: TestHouse) async throws -> String? {
        guard case .zoom(let link) = try await house.verbs.wayIn(house.current(view)) else { return nil }
        return link
    }

    @Test func `are taken one by one, in one Zoom meeting for all, until there are none`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house)
            #expect(try await house.slots(nine).map(\.seatsLeft) == [3, 3])
            var views: [AppointmentView] = []
            for guest in ["nora", "omar", "pia"] {
                views.append(try await house.book(nine, guest: guest))
                let left = try await house.slots(nine).first { $0.start.rfc3339 == nine }?.seatsLeft
                #expect(left == (views.count == 3 ? nil : 3 - views.count))
            }
            #expect(Set(views.map(\.meeting.id)).count == 1)
            let full = await #expect(throws: OperationError.self) { try await house.book(nine, guest: "quinn") }
            #expect(full?.code == "no_seats")
            #expect(full?.kind == .conflict)
            #expect(full?.nearest.count == 5)
            #expect(full?.nearest.contains { $0.start.rfc3339 == nine } == false)
            await house.work()
            #expect(try await house.zoomMeetings().count == 1)
            var links: Set<String> = []
            for view in views { links.insert(try #require(try await zoomLink(view, house))) }
            // One meeting, and a way of their own into it for each.
            #expect(links.count == 3)
            #expect(Set(links.compactMap { $0.firstMatch(of: /\/w\/(\d+)/)?.1 }).count == 1)
            #expect(Set(views.map { house.verbs.joinURL($0.appointment) }).count == 3)
        }
    }

    @Test func `are free again when given back, and the room goes with the last`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house, seats: "2")
            let first = try await house.book(nine, guest: "nora")
            let second = try await house.book(nine, guest: "omar")
            await house.work()
            _ = try await house.cancel(first)
            await house.work()
            #expect(try await house.zoomMeetings().count == 1)
            #expect(try await zoomLink(first, house) == nil)
            #expect(try await zoomLink(second, house) != nil)
            let third = try await house.book(nine, guest: "pia")
            #expect(third.meeting.id == second.meeting.id)
            _ = try await house.cancel(second)
            _ = try await house.cancel(third)
            await house.work()
            #expect(try await house.zoomMeetings().isEmpty)
            #expect(try await house.takenTimes() == 0)
            let fresh = try await house.book(nine, guest: "quinn")
            #expect(fresh.meeting.id != second.meeting.id)
            await house.work()
            #expect(try await zoomLink(fresh, house) != nil)
        }
    }

    @Test func `can be moved alone, into another meeting that is there or a new one`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house, seats: "2")
            let stays = try await house.book(nine, guest: "nora")
            let goes = try await house.book(nine, guest: "omar")
            let other = try await house.book("2026-12-08T10:00:00Z", guest: "pia")
            await house.work()
            let joined = try await house.move(goes, to: "2026-12-08T10:00:00Z")
            #expect(joined.meeting.id == other.meeting.id)
            #expect(try await house.slots(nine).map(\.seatsLeft) == [1, 2])
            let alone = try await house.move(stays, to: "2026-12-08T11:00:00Z")
            await house.work()
            #expect(
                try await house.zoomMeetings().map(\.startTime).sorted() == [
                    "2026-12-08T10:00:00Z", "2026-12-08T11:00:00Z",
                ])
            #expect(try await zoomLink(alone, house) != nil)
            #expect(try await code { try await house.move(alone, to: "2026-12-08T10:00:00Z") } == "no_seats")
            #expect(try await zoomLink(alone, house) != nil)
        }
    }

    @Test func `are taken by the guests who are brought, each with a way in of their own`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house)
            func bring(_ names: [String], _ guest: String) async throws -> AppointmentView {
                try await house.book(nine, guest: guest) { request in
                    request.guests = names.map { .init(name: $0, email: "\($0.lowercased())@example.com") }
                }
            }
            _ = try await house.book(nine, guest: "pia")
            #expect(try await code { try await bring(["Ben", "Cleo"], "nora") } == "no_seats")
            let view = try await bring(["Ben"], "nora")
            #expect(view.appointment.seats == 2)
            #expect(view.guests.map(\.name) == ["Ben"])
            #expect(try await code { try await house.book(nine, guest: "omar") } == "no_seats")
            await house.work()
            let mail = try #require(house.mail.to("ben@example.com").first)
            let own = house.verbs.joinURL(guestID: try #require(view.guests.first).id)
            #expect(mail.text.contains(own))
            #expect(!mail.text.contains(house.verbs.manageURL(view.appointment)))
            #expect(own != house.verbs.joinURL(view.appointment))
            let token = try #require(own.split(separator: "/").last)
            let found = try await house.verbs.appointment(token: String(token), .join)
            #expect(found.appointment.id == view.appointment.id)
            _ = try await house.cancel(view)
            await house.work()
            #expect(house.mail.to("ben@example.com").map(\.calendar?.method) == ["REQUEST", "CANCEL"])
            #expect(try await house.slots(nine).first?.seatsLeft == 2)
        }
    }

    @Test func `are not needed for guests where a meeting has one place, but there are only so many`() async throws
    {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { $0.maxGuests = "1" }
            let view = try await house.book(nine) { $0.guests = [.init(name: "Ben", email: "ben@example.com")] }
            #expect(view.appointment.seats == 1)
            let many = await #expect(throws: OperationError.self) {
                try await house.book("2026-12-08T10:00:00Z") { request in
                    request.guests = ["a", "b"].map { .init(name: $0, email: "\($0)@example.com") }
                }
            }
            #expect(many?.fields.map { "\($0.name) \($0.code)" } == ["guests too_many"])
            let odd = await #expect(throws: OperationError.self) {
                try await house.book("2026-12-08T10:00:00Z") { $0.guests = [.init(name: "", email: "b@@example")] }
            }
            #expect(odd?.fields.map(\.name) == ["guests.0.name", "guests.0.email"])
            // Who is there twice would have somebody else's messages.
            let twice = await #expect(throws: OperationError.self) {
                try await house.book("2026-12-08T10:00:00Z") {
                    $0.guests = [.init(name: "Nora too", email: "NORA@example.com")]
                }
            }
            #expect(twice?.fields.map { "\($0.name) \($0.code)" } == ["guests.0.email repeated"])
        }
    }

    @Test func `of several hosts are filled one meeting after the other`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { $0.seats = "2" }
            var meetings: [String] = []
            for number in 0..<4 { meetings.append(try await house.book(nine, guest: "guest\(number)").meeting.id) }
            #expect(meetings[0] == meetings[1] && meetings[2] == meetings[3] && meetings[0] != meetings[2])
            #expect(try await code { try await house.book(nine, guest: "late") } == "slot_taken")
            let why = try await house.verbs.explain(
                calendarID: practice.calendar.id, of: practice.account, start: house.moment(nine))
            #expect(why.explanation.hosts.map(\.codes) == [[.slotMax], [.slotMax]])
        }
    }

    @Test func `are as many as the calendar has now, in meetings that were there before`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house, seats: "1")
            let first = try await house.book(nine, guest: "nora")
            try await house.change(practice) { $0.seats = "2" }
            let second = try await house.book(nine, guest: "omar")
            #expect(second.meeting.id == first.meeting.id)
            #expect(try await code { try await house.book(nine, guest: "pia") } == "no_seats")
            // Who is in stays in.
            try await house.change(practice) { $0.seats = "1" }
            #expect(try await house.current(second).appointment.isActive)
            _ = try await house.cancel(first)
            #expect(try await code { try await house.book(nine, guest: "pia") } == "slot_taken")
        }
    }

    @Test func `booked beside one that is only kept stay booked when that one is given back`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house) { $0.limitDay = "1" }
            try await house.addCalendar("second", hosts: practice.hosts, to: practice)
            _ = try await house.hold(nine)
            let booked = try await house.book(nine, guest: "omar")
            house.clock.advance(minutes: 11)
            #expect(
                try await house.slots(nine, calendar: "second").map(\.start.rfc3339) == ["2026-12-08T09:30:00Z"])
            await house.work()
            #expect(
                try await house.slots(nine, calendar: "second").map(\.start.rfc3339) == ["2026-12-08T09:30:00Z"])
            #expect(try await house.slots(nine).map(\.seatsLeft) == [2])
            #expect(try await house.current(booked).room?.state == .ready)
            #expect(try await code { try await house.book("2026-12-08T12:00:00Z") } == "day_limit")
        }
    }

    @Test func `kept beside others are kept for their own time`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            try await house.addCalendar("second", hosts: practice.hosts, to: practice)
            _ = try await house.hold(nine, visitor: "first")
            house.clock.advance(minutes: 6)
            let later = try await house.hold(nine, visitor: "second")
            house.clock.advance(minutes: 6)
            await house.work()
            #expect(try await house.slots(nine).first?.seatsLeft == 2)
            #expect(
                try await house.slots(nine, calendar: "second").map(\.start.rfc3339) == ["2026-12-08T09:30:00Z"])
            let booked = try await house.book(nine) { $0.holdID = later.id }
            #expect(booked.appointment.interval == later.interval)
            #expect(try await house.slots(nine).first?.seatsLeft == 2)
        }
    }
}
