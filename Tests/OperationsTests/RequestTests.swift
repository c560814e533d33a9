import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `A request` {
    private let nine = "2026-12-08T09:00:00Z"

    private func practice(
        _ house: TestHouse, hosts: Int = 1, adjust: (inout CalendarForm) -> Void = { _ in }
    ) async throws -> Practice {
        try await house.practice(hosts: hosts) { form in
            form.needsApproval = true
            adjust(&form)
        }
    }

    private func approve(_ view: AppointmentView, _ house: TestHouse) async throws -> AppointmentView {
        try await house.verbs.setStatus(view, to: .confirmed, by: "Ada Test")
    }

    @Test func `keeps its time, and gets its room when it is approved`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house)
            let request = try await house.book(nine)
            #expect(request.appointment.status == .new)
            #expect(request.room == nil)
            await house.work()
            #expect(try await house.zoom.calls("POST /v2/users/me/meetings") == 0)
            #expect(house.subjects(to: "nora@example.com").map { $0.prefix(10) } == ["Requested:"])
            #expect(house.mail.to("nora@example.com").first?.calendar == nil)
            #expect(house.subjects(to: "ada@harbor.example").map { $0.prefix(11) } == ["To confirm:"])
            #expect(try await code { try await house.book(nine, guest: "omar") } == "slot_taken")
            guard case .unconfirmed = try await house.verbs.wayIn(request) else {
                Issue.record("the link of a request leads somewhere")
                return
            }
            house.clock.advance(seconds: 1)
            let approved = try await approve(request, house)
            #expect(approved.appointment.status == .confirmed)
            house.clock.advance(seconds: 1)
            await house.work()
            #expect(try await house.current(request).room?.state == .ready)
            let mail = try #require(house.mail.to("nora@example.com").last)
            #expect(mail.subject.hasPrefix("Confirmed:"))
            #expect(mail.calendar?.method == "REQUEST")
            let history = try await house.history(request)
            #expect(
                history.map { "\($0.event) by \($0.actor)" } == [
                    "requested by guest", "approved by Ada Test", "room_ready by usher",
                ])
        }
    }

    @Test(arguments: ["blocked", "time_off"])
    func `is looked at again when it is approved`(kind: String) async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            let request = try await house.book(nine)
            let block = try await house.block(
                practice.hosts[0].id, "2026-12-08", "2026-12-08", kind: kind, in: practice)
            #expect(try await code { try await approve(request, house) } == kind)
            #expect(try await house.current(request).appointment.status == .new)
            try await house.verbs.deleteBlock(block.id, in: practice.account)
            // What has changed for new bookings since does not matter to it.
            try await house.change(practice) { form in
                form.minimumNotice = "20160"
                form.interval = "45"
                form.limitDay = "1"
            }
            #expect(try await approve(request, house).appointment.status == .confirmed)
        }
    }

    @Test func `cannot be approved while its host has no Zoom`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            let request = try await house.book(nine)
            try await house.zoom.revoke("ada@harbor.example")
            house.clock.advance(minutes: 120)
            _ = try await house.bookForContact("2026-12-08T12:00:00Z", guest: "omar", in: practice)
            await house.work()
            #expect(try await code { try await approve(request, house) } == "connection")
            try await house.connect(practice.hosts[0], in: practice.account)
            #expect(try await approve(request, house).appointment.status == .confirmed)
        }
    }

    @Test func `that is declined is free again, and its guest hears why`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house)
            let request = try await house.book(nine)
            let declined = try await house.verbs.setStatus(
                request, to: .cancelled, reason: "We are at sea that day.", by: "Ada Test")
            await house.work()
            #expect(declined.appointment.status == .cancelled)
            #expect(declined.appointment.cancelReason == "We are at sea that day.")
            let mail = try #require(house.mail.to("nora@example.com").last)
            #expect(mail.subject.hasPrefix("Not confirmed:"))
            #expect(mail.text.contains("We are at sea that day."))
            #expect(try await house.history(request).contains { $0.event == "declined" && $0.actor == "Ada Test" })
            #expect(try await house.book(nine, guest: "omar").appointment.status == .new)
            #expect(try await house.zoom.calls("POST /v2/users/me/meetings") == 0)
        }
    }

    @Test func `and another one for its time are never both confirmed`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house, hosts: 2)
            let first = try await house.book(nine, guest: "nora")
            let second = try await house.book(nine, guest: "omar")
            #expect(Set([first.host?.id, second.host?.id]) == Set(practice.hosts.map(\.id)))
            #expect(try await code { try await house.book(nine, guest: "pia") } == "slot_taken")
            _ = try await house.cancel(first, isStaff: true)
            let third = try await house.book(nine, guest: "pia")
            for request in [second, third] { _ = try await approve(request, house) }
            // The declined one cannot be taken up again: its place is another's.
            #expect(try await code { try await approve(first, house) } == "slot_taken")
            #expect(try await house.current(first).appointment.status == .cancelled)
            await house.work()
            #expect(try await house.zoomMeetings().count == 2)
        }
    }

    @Test func `is what a guest's move comes to, but not a member's`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house)
            let booked = try await approve(house.book(nine), house)
            await house.work()
            let moved = try await house.move(booked, to: "2026-12-09T09:00:00Z")
            await house.work()
            #expect(moved.appointment.status == .new)
            #expect(try await house.zoomMeetings().isEmpty)
            #expect(house.subjects(to: "nora@example.com").last?.hasPrefix("Requested:") == true)
            #expect(house.subjects(to: "ada@harbor.example").last?.hasPrefix("To confirm:") == true)
            _ = try await approve(moved, house)
            let again = try await house.move(house.current(moved), to: "2026-12-10T09:00:00Z", isStaff: true)
            await house.work()
            #expect(again.appointment.status == .confirmed)
            #expect(try await house.zoomMeetings().map(\.startTime) == ["2026-12-10T09:00:00Z"])
        }
    }

    @Test func `is not what a member's booking is`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            let booked = try await house.bookForContact(nine, in: practice)
            #expect(booked.appointment.status == .confirmed)
            #expect(try await house.history(booked).map { "\($0.event) by \($0.actor)" } == ["booked by Ada Test"])
        }
    }

    @Test func `for a seat gets the room of the others`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house) { form in (form.kind, form.seats) = ("class", "2") }
            let first = try await house.book(nine, guest: "nora")
            let second = try await house.book(nine, guest: "omar")
            #expect(try await code { try await house.book(nine, guest: "pia") } == "no_seats")
            _ = try await approve(second, house)
            await house.work()
            #expect(try await house.zoomMeetings().count == 1)
            #expect(house.subjects(to: "nora@example.com").count == 1)
            _ = try await approve(first, house)
            await house.work()
            #expect(try await house.zoomMeetings().count == 1)
            #expect(try await house.current(first).room?.state == .ready)
        }
    }
}
