import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `A shared room` {
    private let nine = "2026-12-08T09:00:00Z"

    /// Ada's `intro` and Milo's `second`, in the same room.
    private func practice(
        _ house: TestHouse, adjust: (inout CalendarForm) -> Void = { _ in }
    ) async throws -> Practice {
        let practice = try await house.practice(hosts: 2)
        let room = try await house.verbs.saveResource("Room 1", of: practice.account)
        try await house.change(practice) { form in
            form.hosts.removeLast()
            form.resourceIDs = [room.id]
            adjust(&form)
        }
        try await house.addCalendar("second", hosts: [practice.hosts[1]], to: practice) { form in
            form.resourceIDs = [room.id]
            adjust(&form)
        }
        return practice
    }

    private func bookSecond(_ start: String, _ house: TestHouse, guest: String = "omar") async throws
        -> AppointmentView
    {
        try await house.book(start, guest: guest) { $0.calendar = "second" }
    }

    @Test func `is in one meeting at a time, whoever holds it`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            let booked = try await house.book(nine)
            #expect(try await house.owners(booked).count == 2)
            #expect(try await code { try await bookSecond(nine, house) } == "slot_taken")
            #expect(
                try await house.slots(nine, calendar: "second").map(\.start.rfc3339) == ["2026-12-08T09:30:00Z"])
            let second = try #require(
                try await house.verbs.store.read { try $0.calendars(of: practice.account.id) }
                    .first { $0.slug == "second" })
            let why = try await house.verbs.explain(
                calendarID: second.id, of: practice.account, start: house.moment(nine))
            #expect(why.explanation.hosts.map { $0.codes.map(\.label) } == [["RESOURCE"]])
            _ = try await bookSecond("2026-12-08T09:30:00Z", house)
            let moved = try await house.move(booked, to: "2026-12-08T10:00:00Z")
            _ = try await bookSecond(nine, house, guest: "pia")
            _ = try await house.cancel(moved)
            _ = try await bookSecond("2026-12-08T10:00:00Z", house, guest: "quinn")
            // The room is no person: nobody is told of it.
            await house.work()
            #expect(try await house.current(booked).cohosts.isEmpty)
        }
    }

    @Test func `keeps its quiet before and after a meeting`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house) { $0.bufferAfter = "30" }
            _ = try await house.book(nine)
            #expect(try await code { try await bookSecond("2026-12-08T09:30:00Z", house) } == "slot_taken")
            #expect(try await code { try await bookSecond("2026-12-08T08:30:00Z", house) } == "slot_taken")
            _ = try await bookSecond("2026-12-08T10:00:00Z", house)
        }
    }

    @Test func `is held with the slot, and free with it`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house)
            _ = try await house.hold(nine)
            #expect(try await code { try await bookSecond(nine, house) } == "slot_taken")
            house.clock.advance(minutes: 10)
            _ = try await bookSecond(nine, house)
            #expect(try await house.takenTimes() == 2)
        }
    }

    @Test func `holds all the guests of one class`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house) { form in (form.kind, form.seats) = ("class", "2") }
            let first = try await house.book(nine)
            let second = try await house.book(nine, guest: "pia")
            #expect(first.meeting.id == second.meeting.id)
            #expect(try await code { try await bookSecond(nine, house) } == "slot_taken")
        }
    }

    @Test func `is in one meeting at a time of the same calendar, too, whoever else is free`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house) { $0.seats = "2" }
            try await house.change(practice) { $0.hosts.append(HostForm(userID: practice.hosts[1].id)) }
            let first = try await house.book(nine)
            #expect(try await house.slots(nine).map(\.seatsLeft) == [1, 2])
            #expect(try await house.book(nine, guest: "pia").meeting.id == first.meeting.id)
            #expect(try await house.slots(nine).map(\.seatsLeft) == [2])
            #expect(try await code { try await house.book(nine, guest: "quinn") } == "slot_taken")
            let why = try await house.verbs.explain(
                calendarID: practice.calendar.id, of: practice.account, start: house.moment(nine))
            #expect(why.explanation.hosts.map(\.codes) == [[.slotMax], [.resource]])
        }
    }

    @Test func `wanted by two calendars at once goes to one of them`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house)
            let answers = await Answers.of(60) { number in
                _ = try await house.book(nine, guest: "racer\(number)") { request in
                    if number % 2 == 0 { request.calendar = "second" }
                }
            }
            #expect(answers.done == 1)
            #expect(Set(answers.codes) == ["slot_taken"])
        }
    }

    @Test func `is offered to who waits for it when another calendar gives it back`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house) { $0.hasWaitingList = true }
            let booked = try await house.book(nine)
            let at = try house.moment(nine)
            let entry = try await house.verbs.joinWaitingList(
                WaitingRequest(
                    account: "harbor", calendar: "second", name: "Abel", email: "abel@example.com", zone: "UTC",
                    earliest: at, latest: at))
            await house.work()
            _ = try await house.cancel(booked)
            await house.work()
            let waiting = try await house.verbs.waiting(token: house.verbs.waitingToken(entry))
            #expect(waiting.offered?.start == at)
        }
    }
}
