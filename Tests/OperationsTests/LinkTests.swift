import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `A one-time link` {
    private let nine = "2026-12-08T09:00:00Z"

    /// A closed calendar, and a link to it.
    private func link(
        _ house: TestHouse, days: String = "14", adjust: (inout CalendarForm) -> Void = { _ in }
    ) async throws -> (practice: Practice, token: String) {
        let practice = try await house.practice(hosts: 3) { form in
            form.isOpen = false
            adjust(&form)
        }
        let made = try await house.verbs.makeBookingLink(
            calendarID: practice.calendar.id, label: "For Nora", days: days, by: "Ada Test", of: practice.account)
        return (practice, house.verbs.vault.linkToken(.once, guestID: made.link.id))
    }

    @Test func `books a closed calendar once`() async throws {
        try await TestHouse.with { house in
            let (practice, token) = try await link(house)
            #expect(try await code { try await house.slots(nine) } == "closed")
            #expect(try await code { try await house.book(nine) } == "closed")
            #expect(try await code { try await house.hold(nine) } == "closed")
            // A member needs no link.
            _ = try await house.bookForContact("2026-12-09T09:00:00Z", guest: "pia", in: practice)
            #expect(try await house.slots(nine) { $0.link = token }.count == 2)
            let held = try await house.hold(nine) { $0.link = token }
            // What is refused does not use it up.
            #expect(
                try await code { try await house.book("2026-12-08T09:10:00Z") { $0.link = token } } == "off_grid")
            let booked = try await house.book(nine) { request in
                request.link = token
                request.holdID = held.id
            }
            let link = try #require(
                try await house.verbs.store.read { try $0.bookingLinks(of: practice.account.id) }.first)
            #expect(link.appointmentID == booked.appointment.id)
            #expect(link.usedAt == house.clock.now)
            let again = try await code { try await house.book("2026-12-08T10:00:00Z") { $0.link = token } }
            #expect(again == "link_used")
            #expect(try await code { try await house.slots(nine) { $0.link = token } } == "link_used")
            // Who has booked can still move and cancel.
            let moved = try await house.move(booked, to: "2026-12-08T11:00:00Z")
            _ = try await house.cancel(moved)
            #expect(try await code { try await house.book(nine) { $0.link = token } } == "link_used")
        }
    }

    @Test func `used by fifty at once books once`() async throws {
        try await TestHouse.with { house in
            let (practice, token) = try await link(house)
            let answers = await Answers.of(50) { number in
                let hour = 10 + number % 10
                _ = try await house.book("2026-12-08T\(hour):00:00Z", guest: "racer\(number)") { $0.link = token }
            }
            #expect(answers.done == 1)
            #expect(Set(answers.codes) == ["link_used"])
            #expect(try await house.appointments(of: practice).count == 1)
            #expect(try await house.takenTimes() == 1)
        }
    }

    @Test func `repeated under its key answers as before`() async throws {
        try await TestHouse.with { house in
            let (_, token) = try await link(house)
            var request = try house.request(nine, submission: .init(key: "form:1"))
            request.link = token
            let first = try await house.verbs.book(request)
            let second = try await house.verbs.book(request)
            #expect(second.isRepetition)
            #expect(first.view.appointment.id == second.view.appointment.id)
        }
    }

    @Test func `books one series`() async throws {
        try await TestHouse.with { house in
            let (practice, token) = try await link(house) { $0.maxOccurrences = "5" }
            var request = SeriesRequest(booking: try house.request(nine), rule: "FREQ=DAILY;COUNT=3")
            request.booking.link = token
            #expect(try await house.verbs.previewSeries(request).occurrences.count == 3)
            let series = try await house.verbs.bookSeries(request)
            #expect(series.views.count == 3)
            #expect(try await code { try await house.verbs.bookSeries(request) } == "link_used")
            #expect(try await house.appointments(of: practice).count == 3)
        }
    }

    @Test func `works until it expires, for its own calendar, unless it is taken back`() async throws {
        try await TestHouse.with { house in
            let (practice, token) = try await link(house, days: "1")
            try await house.addCalendar("second", hosts: practice.hosts, to: practice)
            let elsewhere = try await code {
                try await house.book(nine) { request in
                    request.calendar = "second"
                    request.link = token
                }
            }
            #expect(elsewhere == "not_found")
            #expect(try await code { try await house.book(nine) { $0.link = token + "x" } } == "not_found")
            house.clock.advance(minutes: 1439)
            #expect(try await house.slots(nine) { $0.link = token }.count == 2)
            house.clock.advance(minutes: 1)
            #expect(try await code { try await house.book(nine) { $0.link = token } } == "link_used")
            let other = try await house.verbs.makeBookingLink(
                calendarID: practice.calendar.id, label: "", days: "3", by: "Ada Test", of: practice.account)
            try await house.verbs.revokeBookingLink(other.link.id, of: practice.account)
            let revoked = house.verbs.vault.linkToken(.once, guestID: other.link.id)
            #expect(try await code { try await house.book(nine) { $0.link = revoked } } == "not_found")
            #expect(try await house.takenTimes() == 0)
        }
    }
}
