import Foundation
import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `A waiting list` {
    private let nine = "2026-12-08T09:00:00Z"

    /// A calendar with somebody on it whose one slot of interest is taken.
    private func practice(
        _ house: TestHouse, adjust: (inout CalendarForm) -> Void = { _ in }
    ) async throws -> Practice {
        try await house.practice(hosts: 1) { form in
            form.hasWaitingList = true
            adjust(&form)
        }
    }

    /// Waits for exactly that start.
    private func wait(
        _ name: String, _ house: TestHouse, for start: String? = nil, seats: Int = 1
    ) async throws -> String {
        let at = try house.moment(start ?? nine)
        // So that everybody's turn is plain.
        house.clock.advance(seconds: 1)
        let entry = try await house.verbs.joinWaitingList(
            WaitingRequest(
                account: "harbor", calendar: "intro", name: name.capitalized, email: "\(name)@example.com",
                zone: "Europe/Berlin", seats: seats, earliest: at, latest: at))
        return house.verbs.waitingToken(entry)
    }

    private func states(_ tokens: [String], _ house: TestHouse) async throws -> [String] {
        var states: [String] = []
        for token in tokens { states.append(try await house.verbs.waiting(token: token).entry.state.rawValue) }
        return states
    }

    @Test func `offers a place that is free again to one after the other, and keeps it for them`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house)
            let booked = try await house.book(nine)
            var tokens: [String] = []
            for name in ["abel", "bea", "cleo"] { tokens.append(try await wait(name, house)) }
            await house.work()
            #expect(try await states(tokens, house) == ["waiting", "waiting", "waiting"])
            #expect(try await house.verbs.waiting(token: tokens[1]).position == 2)
            let told = house.subjects(to: "bea@example.com")
            #expect(told == ["You are on the waiting list: Introductory call"])
            _ = try await house.cancel(booked)
            await house.work()
            #expect(try await states(tokens, house) == ["offered", "waiting", "waiting"])
            let mail = try #require(house.mail.to("abel@example.com").last)
            #expect(mail.subject.hasPrefix("A place is free:"))
            #expect(mail.text.contains("/w/\(tokens[0])"))
            #expect(try await code { try await house.book(nine, guest: "quinn") } == "slot_taken")
            // Its time runs out.
            house.clock.advance(minutes: Verbs.offerMinutes)
            await house.work()
            #expect(try await states(tokens, house) == ["over", "offered", "waiting"])
            #expect(try await code { try await house.verbs.acceptOffer(token: tokens[0]) } == "offer_over")
            // The second leaves.
            try await house.verbs.leaveWaitingList(token: tokens[1])
            await house.work()
            #expect(try await states(tokens, house) == ["over", "left", "offered"])
            #expect(try await house.verbs.waiting(token: tokens[2]).position == 1)
            let view = try await house.verbs.acceptOffer(token: tokens[2])
            #expect(view.appointment.guest.name == "Cleo")
            #expect(view.appointment.interval.start.rfc3339 == nine)
            await house.work()
            #expect(try await house.current(view).room?.state == .ready)
            #expect(house.subjects(to: "cleo@example.com").last?.hasPrefix("Confirmed:") == true)
            #expect(try await states(tokens, house) == ["over", "left", "booked"])
            // Said twice, it is done once.
            #expect(try await house.verbs.acceptOffer(token: tokens[2]).appointment.id == view.appointment.id)
            for name in ["abel", "bea"] {
                #expect(house.subjects(to: "\(name)@example.com").filter { $0.hasPrefix("A place") }.count == 1)
            }
            house.clock.advance(minutes: Verbs.offerMinutes)
            await house.work()
            #expect(try await house.takenTimes() == 1)
            #expect(try await house.verbs.store.read { try $0.workCount(dueBy: house.clock.now) } == 0)
        }
    }

    @Test func `never gives one place to two, whatever each of them does`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            let booked = try await house.book(nine)
            let (first, second) = (try await wait("abel", house), try await wait("bea", house))
            _ = try await house.cancel(booked)
            await house.work()
            house.clock.advance(minutes: Verbs.offerMinutes)
            // Over, though nobody has noticed yet.
            #expect(try await code { try await house.verbs.acceptOffer(token: first) } == "offer_over")
            #expect(try await code { try await house.verbs.acceptOffer(token: second) } == "offer_over")
            await house.work()
            _ = try await house.verbs.acceptOffer(token: second)
            #expect(try await code { try await house.verbs.acceptOffer(token: first) } == "offer_over")
            let active = try await house.appointments(of: practice).filter(\.isActive)
            #expect(active.map(\.guest.name) == ["Bea"])
            try await house.verbs.leaveWaitingList(token: second)
            #expect(try await states([second], house) == ["booked"])
        }
    }

    @Test func `offers seats to those who can use as many as are free`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house) { form in (form.kind, form.seats, form.maxGuests) = ("class", "3", "1") }
            var booked: [AppointmentView] = []
            for guest in ["nora", "omar", "pia"] { booked.append(try await house.book(nine, guest: guest)) }
            let (pair, single) = (try await wait("pair", house, seats: 2), try await wait("single", house))
            _ = try await house.cancel(booked[0])
            await house.work()
            #expect(try await states([pair, single], house) == ["waiting", "offered"])
            _ = try await house.verbs.acceptOffer(token: single)
            _ = try await house.cancel(booked[1])
            await house.work()
            #expect(try await states([pair], house) == ["waiting"])
            _ = try await house.cancel(booked[2])
            await house.work()
            #expect(try await states([pair], house) == ["offered"])
            #expect(try await code { try await house.book(nine, guest: "quinn") } == "no_seats")
            let view = try await house.verbs.acceptOffer(token: pair)
            #expect(view.appointment.seats == 2)
            _ = try await house.cancel(view)
            #expect(try await house.slots(nine).first?.seatsLeft == 2)
        }
    }

    @Test func `offers what a move, a declined request or another calendar's cancellation leaves`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            try await house.addCalendar("second", hosts: practice.hosts, to: practice)
            let moving = try await house.book(nine)
            let mover = try await wait("abel", house)
            _ = try await house.move(moving, to: "2026-12-09T09:00:00Z")
            await house.work()
            let elsewhere = try await house.book("2026-12-10T09:00:00Z", guest: "omar") { $0.calendar = "second" }
            let other = try await wait("bea", house, for: "2026-12-10T09:00:00Z")
            _ = try await house.cancel(elsewhere)
            await house.work()
            try await house.change(practice) { $0.needsApproval = true }
            let request = try await house.book("2026-12-11T09:00:00Z", guest: "pia")
            let third = try await wait("cleo", house, for: "2026-12-11T09:00:00Z")
            _ = try await house.cancel(request, isStaff: true)
            await house.work()
            #expect(try await states([mover, other, third], house) == ["offered", "offered", "offered"])
            // A place that was offered is approved like any other.
            #expect(try await house.verbs.acceptOffer(token: third).appointment.status == .new)
        }
    }

    @Test func `offers what a block or new settings leave`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            let day = "2026-12-08"
            let blocks = [
                try await house.block(practice.hosts[0].id, day, "", in: practice),
                try await house.block(practice.calendar.id, day, "", in: practice),
            ]
            let first = try await wait("abel", house)
            for block in blocks {
                await house.work()
                #expect(try await states([first], house) == ["waiting"])
                try await house.verbs.deleteBlock(block.id, in: practice.account)
            }
            await house.work()
            #expect(try await states([first], house) == ["offered"])
            let second = try await wait("bea", house, for: "2026-12-08T10:10:00Z")
            await house.work()
            #expect(try await states([second], house) == ["waiting"])
            try await house.change(practice) { $0.interval = "10" }
            await house.work()
            #expect(try await states([second], house) == ["offered"])
        }
    }

    @Test func `offers at once what is free, ends with what was waited for, and is seen by members`() async throws
    {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            let free = try await wait("abel", house)
            await house.work()
            #expect(try await states([free], house) == ["offered"])
            let soon = "2026-11-30T09:00:00Z"
            _ = try await house.book(soon)
            let late = try await wait("bea", house, for: soon)
            await house.work()
            let list = try await house.verbs.waitingList(of: practice.account)
            #expect(list.map(\.entry.name) == ["Abel", "Bea"])
            // They wait for different times.
            #expect(list.map(\.position) == [1, 1])
            house.clock.advance(minutes: 240)
            let third = try await wait("cleo", house)
            await house.work()
            #expect(try await states([late], house) == ["over"])
            let entry = try await house.verbs.waiting(token: third).entry
            try await house.verbs.removeWaiting(id: entry.id, of: practice.account)
            #expect(try await states([third], house) == ["left"])
            let none = try await house.verbs.waitingList(of: practice.account, calendarID: "cal_other")
            #expect(none.isEmpty)
        }
    }

    @Test func `asks for consent before the place is taken`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house) { form in
                form.consent = "I agree to be called."
                form.questions = [QuestionForm(key: "topic", label: "Topic", isRequired: true)]
            }
            let token = try await wait("abel", house)
            await house.work()
            #expect(try await code { try await house.verbs.acceptOffer(token: token) } == "missing")
            let view = try await house.verbs.acceptOffer(token: token, consents: true, address: "192.0.2.7")
            #expect(view.appointment.consent?.address == "192.0.2.7")
        }
    }

    @Test func `refuses what makes no sense`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            func join(_ adjust: (inout WaitingRequest) -> Void) async throws -> String? {
                var request = WaitingRequest(
                    account: "harbor", calendar: "intro", name: "Abel", email: "abel@example.com", zone: "UTC",
                    earliest: try house.moment(nine), latest: try house.moment(nine))
                adjust(&request)
                let asked = request
                do {
                    _ = try await house.verbs.joinWaitingList(asked)
                    return nil
                } catch let error as OperationError {
                    return error.fields.isEmpty ? error.code : error.fields.map(\.name).joined(separator: " ")
                }
            }
            #expect(
                try await join { ($0.name, $0.email, $0.zone) = ("", "a@@b", "Nowhere") } == "timezone name email")
            #expect(try await join { $0.seats = 0 } == "seats")
            #expect(try await join { $0.latest = house.clock.now } == "latest")
            #expect(try await join { $0.latest = $0.earliest.adding(minutes: 93 * 1440) } == "latest")
            #expect(try await join { $0.earliest = $0.latest.adding(minutes: 1) } == "latest")
            #expect(try await join { $0.duration = 45 } == "duration")
            #expect(try await join { $0.calendar = "nothing" } == "not_found")
            for days in 0..<5 {
                #expect(try await join { $0.latest = $0.latest.adding(minutes: days * 1440) } == nil)
            }
            #expect(try await join { $0.latest = $0.latest.adding(minutes: 1) } == "too_many")
            try await house.change(practice) { $0.hasWaitingList = false }
            #expect(try await join { $0.email = "other@example.com" } == "no_waiting_list")
            #expect(try await code { try await house.verbs.waiting(token: "nonsense") } == "not_found")
        }
    }
}

extension `A waiting list` {
    @Test func `takes nobody for whom there could never be a place`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house) { form in
                (form.kind, form.seats, form.maxGuests) = ("class", "3", "1")
            }
            #expect(try await code { try await wait("nora", house, seats: 3) } == "out_of_range")
            #expect(try await code { try await house.hold(nine) { $0.seats = 3 } } == "out_of_range")
            let office = try await house.officeHours(of: practice)
            try await house.change(practice) { $0.scheduleID = office.id }
            let sunday = "2026-12-06T09:00:00Z"
            #expect(try await code { try await wait("nora", house, for: sunday) } == "closed")
            // Who asks for the same again is where they were.
            let first = try await wait("nora", house, seats: 2)
            #expect(try await wait("nora", house, seats: 2) == first)
        }
    }

    @Test func `puts nobody behind those who wait for other times`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house)
            for start in [nine, "2026-12-09T09:00:00Z"] { _ = try await house.book(start) }
            for name in ["abel", "bea"] { _ = try await wait(name, house) }
            let other = try await wait("cleo", house, for: "2026-12-09T09:00:00Z")
            #expect(try await house.verbs.waiting(token: other).position == 1)
        }
    }

    @Test func `is offered what new hours open`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            let office = try await house.officeHours(of: practice)
            try await house.change(practice) { $0.scheduleID = office.id }
            let evening = "2026-12-08T17:00:00Z"
            let early = try await house.verbs.joinWaitingList(
                WaitingRequest(
                    account: "harbor", calendar: "intro", name: "Nora", email: "nora@example.com",
                    zone: "Europe/Berlin", earliest: house.moment("2026-12-08T15:45:00Z"),
                    latest: house.moment(evening)))
            await house.work()
            #expect(try await states([house.verbs.waitingToken(early)], house) == ["waiting"])
            let late = [HoursForm.Range(from: "09:00", to: "20:00")]
            try await house.verbs.saveSchedule(
                ScheduleForm(
                    name: "Office hours", zone: practice.account.zone,
                    weeks: [Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, late) })]),
                id: office.id, owner: .account, in: practice.account)
            await house.work()
            #expect(try await states([house.verbs.waitingToken(early)], house) == ["offered"])
        }
    }
}
