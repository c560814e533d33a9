import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `Of many at once` {
    private let nine = "2026-12-08T09:00:00Z"

    @Test func `one keeps a slot`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let answers = await Answers.of(200) { number in
                _ = try await house.hold(nine, visitor: "visitor\(number)")
            }
            #expect(answers.done == 1)
            #expect(Set(answers.codes) == ["slot_taken"])
            #expect(try await house.takenTimes() == 1)
        }
    }

    @Test func `one has a slot, kept or booked, of two calendars that share their host`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            try await house.addCalendar("second", hosts: practice.hosts, to: practice)
            let answers = await Answers.of(200) { number in
                let calendar = number % 2 == 0 ? "intro" : "second"
                if number % 4 < 2 {
                    _ = try await house.hold(nine, visitor: "visitor\(number)", calendar: calendar)
                } else {
                    _ = try await house.book(nine, guest: "racer\(number)") { $0.calendar = calendar }
                }
            }
            #expect(answers.done == 1)
            #expect(Set(answers.codes) == ["slot_taken"])
            #expect(try await house.takenTimes() == 1)
        }
    }

    @Test func `one has a slot whose hold has just run out`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let held = try await house.hold(nine)
            house.clock.advance(minutes: 10)
            let answers = await Answers.of(200) { number in
                if number == 100 { await house.work() }
                _ = try await house.book(nine, guest: "racer\(number)") { request in
                    if number % 2 == 0 { request.holdID = held.id }
                }
            }
            #expect(answers.done == 1)
            #expect(try await house.appointments(of: practice).count == 1)
            #expect(try await house.takenTimes() == 1)
        }
    }

    @Test func `as many have a seat as there are`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1) { form in
                (form.kind, form.seats, form.maxGuests) = ("class", "17", "2")
            }
            let answers = await Answers.of(200) { number in
                if number % 3 == 0 {
                    _ = try await house.hold(nine, visitor: "visitor\(number)") { $0.seats = 1 + number % 2 }
                    return
                }
                _ = try await house.book(nine, guest: "racer\(number)") { request in
                    request.guests = number % 3 == 1 ? [] : [.init(name: "Ben", email: "ben\(number)@example.com")]
                }
            }
            #expect(Set(answers.codes) == ["no_seats"])
            let booked = try await house.appointments(of: practice)
            let meetings = Set(booked.map(\.meetingID))
            #expect(meetings.count == 1)
            // Each seat is somebody's, and nobody's twice; those that are only kept are free again in the end.
            #expect(try await house.slots(nine).first?.start.rfc3339 == "2026-12-08T09:30:00Z")
            house.clock.advance(minutes: 10)
            await house.work()
            let taken = booked.map(\.seats).reduce(0, +)
            #expect((1...17).contains(taken))
            let left = try await house.slots(nine).first { $0.start.rfc3339 == nine }?.seatsLeft
            #expect(left ?? 0 == 17 - taken)
            #expect(try await house.takenTimes() == 1)
        }
    }

    @Test func `all give their seats back, and the meeting is gone`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1) { form in (form.kind, form.seats) = ("class", "30") }
            for number in 0..<30 { _ = try await house.book(nine, guest: "g\(number)") }
            let booked = try await house.appointments(of: practice)
            let answers = await Answers.of(200) { number in
                let id = booked[number % 30].id
                let view = try await house.verbs.appointment(id: id, of: practice.account.id)
                _ = try await house.cancel(view)
            }
            #expect(answers.done == 200)
            #expect(try await house.takenTimes() == 0)
            #expect(try await house.slots(nine).first?.seatsLeft == 30)
            let events = try await house.verbs.store.read { snapshot in
                try booked.flatMap { try snapshot.history(of: $0.id) }.filter { $0.event == "cancelled" }
            }
            #expect(events.count == 30)
        }
    }

    @Test func `one approves a request, and nobody approves what another declines`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1) { $0.needsApproval = true }
            let request = try await house.book(nine)
            _ = await Answers.of(200) { number in
                let status: AppointmentStatus = number % 10 == 9 ? .cancelled : .confirmed
                _ = try await house.verbs.setStatus(request, to: status, by: "Member \(number)")
                if status == .confirmed {
                    // Nobody has the time of a request that may have been declined by now.
                    _ = try? await house.book(nine, guest: "racer\(number)")
                }
            }
            let view = try await house.current(request)
            let active = try await house.appointments(of: practice).filter(\.isActive)
            #expect(active.count <= 1)
            #expect(try await house.takenTimes() == active.count)
            #expect([.confirmed, .cancelled].contains(view.appointment.status))
            let history = try await house.history(request)
            #expect(history.filter { $0.event == "approved" }.count <= 1)
            await house.work()
            #expect(try await house.zoomMeetings().count == (view.appointment.status == .confirmed ? 1 : 0))
        }
    }

    @Test func `one is taken up again in a slot that others want`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            var off: [AppointmentView] = []
            for number in 0..<10 {
                off.append(try await house.cancel(house.book(nine, guest: "g\(number)")))
            }
            let elsewhere = try await house.book("2026-12-09T09:00:00Z", guest: "mover")
            let cancelled = off
            _ = await Answers.of(200) { number in
                switch number % 3 {
                case 0: _ = try await house.verbs.setStatus(cancelled[number % 10], to: .confirmed, by: "Ada Test")
                case 1: _ = try await house.move(elsewhere, to: nine)
                default: _ = try await house.book(nine, guest: "racer\(number)")
                }
            }
            let there = try await house.appointments(of: practice).filter {
                $0.isActive && $0.interval.start.rfc3339 == nine
            }
            #expect(there.count == 1)
            let isMoved = there.first?.id == elsewhere.appointment.id
            #expect(try await house.takenTimes() == (isMoved ? 1 : 2))
        }
    }

    @Test func `one accepts what is offered, once`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1) { $0.hasWaitingList = true }
            let booked = try await house.book(nine)
            let at = try house.moment(nine)
            var made: [String] = []
            for number in 0..<10 {
                house.clock.advance(seconds: 1)
                let entry = try await house.verbs.joinWaitingList(
                    WaitingRequest(
                        account: "harbor", calendar: "intro", name: "W\(number)", email: "w\(number)@example.com",
                        zone: "UTC", earliest: at, latest: at))
                made.append(house.verbs.waitingToken(entry))
            }
            _ = try await house.cancel(booked)
            await house.work()
            let tokens = made
            let answers = await Answers.of(200) { number in
                if number % 10 == 9 {
                    _ = try await house.book(nine, guest: "racer\(number)")
                } else {
                    _ = try await house.verbs.acceptOffer(token: tokens[number % 9])
                }
            }
            // The first in turn, as often as it asked.
            #expect(answers.done == 20)
            #expect(Set(answers.codes) == ["offer_over", "slot_taken"])
            let active = try await house.appointments(of: practice).filter(\.isActive)
            #expect(active.map(\.guest.name) == ["W0"])
        }
    }

    @Test func `an offer is accepted or left, never both`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1) { $0.hasWaitingList = true }
            let at = try house.moment(nine)
            for number in 0..<6 {
                house.clock.advance(seconds: 1)
                let entry = try await house.verbs.joinWaitingList(
                    WaitingRequest(
                        account: "harbor", calendar: "intro", name: "W\(number)", email: "w\(number)@example.com",
                        zone: "UTC", earliest: at, latest: at))
                await house.work()
                let token = house.verbs.waitingToken(entry)
                #expect(try await house.verbs.waiting(token: token).offered?.start == at)
                let answers = await Answers.of(30) { attempt in
                    if attempt % 2 == 0 {
                        _ = try await house.verbs.acceptOffer(token: token)
                    } else {
                        try await house.verbs.leaveWaitingList(token: token)
                    }
                }
                let state = try await house.verbs.waiting(token: token).entry.state
                let active = try await house.appointments(of: practice).filter(\.isActive)
                #expect(state == (active.isEmpty ? .left : .booked))
                #expect(answers.done == (active.isEmpty ? 15 : 30))
                #expect(try await house.takenTimes() == active.count)
                for appointment in active {
                    _ = try await house.cancel(
                        house.verbs.appointment(id: appointment.id, of: practice.account.id))
                }
            }
        }
    }
}

/// What came of many attempts at once.
struct Answers: Sendable {
    /// How many were carried out.
    let done: Int
    /// What the others were refused with.
    let codes: [String]

    static func of(_ count: Int, _ attempt: @escaping @Sendable (Int) async throws -> Void) async -> Answers {
        await withTaskGroup(of: String?.self) { group in
            for number in 0..<count {
                group.addTask {
                    do {
                        try await attempt(number)
                        return nil
                    } catch let error as OperationError {
                        return error.code
                    } catch {
                        Issue.record(error)
                        return "\(error)"
                    }
                }
            }
            let answers = await group.reduce(into: [String?]()) { $0.append($1) }
            return Answers(done: answers.count { $0 == nil }, codes: answers.compactMap(\.self))
        }
    }
}
