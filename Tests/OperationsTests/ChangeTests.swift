import Calendaring
import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct ChangeTests {
    @Test func `moving makes a new meeting, deletes the old one and keeps the link`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice()
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            let link = house.verbs.joinURL(booked.appointment)
            let moved = try await move(booked, to: "2026-12-09T10:00:00Z", house)
            await house.work()
            let view = try await house.current(moved)
            #expect(house.verbs.joinURL(view.appointment) == link)
            #expect(view.appointment.sequence == 1)
            #expect(view.room?.state == .ready)
            #expect(view.host?.id == booked.host?.id)
            let meetings = try await house.zoom.meetings()
            #expect(meetings.filter { !$0.deleted }.map(\.startTime) == ["2026-12-09T10:00:00Z"])
            #expect(meetings.filter(\.deleted).map(\.startTime) == ["2026-12-08T09:00:00Z"])
            let mail = try #require(house.mail.to("nora@example.com").last)
            let invitation = try InvitationSummary.parse(try #require(mail.calendar?.ics))
            #expect(invitation.sequence == 1)
            #expect(invitation.uid == "\(view.appointment.id)@usher")
        }
    }

    @Test func `a move may overlap the time it leaves`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { $0.interval = "15" }
            let booked = try await house.book("2026-12-08T09:00:00Z")
            let moved = try await move(booked, to: "2026-12-08T09:15:00Z", house)
            #expect(moved.appointment.interval.start.rfc3339 == "2026-12-08T09:15:00Z")
        }
    }

    @Test func `what was booked can be moved though its length is no longer offered`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            try await house.change(practice) { $0.durations = "60" }
            let open = try await house.verbs.movable(booked)
            let day = Interval(start: try house.moment("2026-12-09T09:00:00Z"), minutes: 60)
            let free = try await house.verbs.slots(of: open, duration: 30, within: day)
            #expect(free.count == 2)
            let moved = try await move(booked, to: "2026-12-09T09:30:00Z", house)
            #expect(moved.appointment.interval == Interval(start: free[1].start, minutes: 30))
            #expect(
                try await code { try await house.book("2026-12-10T09:00:00Z") { $0.duration = 30 } } == "duration")
        }
    }

    @Test func `a move to a taken time changes nothing`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            _ = try await house.book("2026-12-08T10:00:00Z", guest: "other")
            let booked = try await house.book("2026-12-08T09:00:00Z")
            let error = await #expect(throws: OperationError.self) {
                try await move(booked, to: "2026-12-08T10:00:00Z", house)
            }
            #expect(error?.code == "slot_taken")
            let view = try await house.current(booked)
            #expect(view.appointment == booked.appointment)
            let again = await #expect(throws: OperationError.self) {
                try await house.book("2026-12-08T09:00:00Z", guest: "third")
            }
            #expect(again?.code == "slot_taken")
        }
    }

    @Test func `a move whose host is busy goes to another host and tells both`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 2)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            house.clock.advance(seconds: 1)
            _ = try await house.book("2026-12-08T11:00:00Z", guest: "second")
            house.clock.advance(seconds: 1)
            let blocker = try await house.book("2026-12-08T10:00:00Z", guest: "blocker")
            #expect(blocker.host?.id == booked.host?.id)
            let moved = try await move(booked, to: "2026-12-08T10:00:00Z", house)
            await house.work()
            #expect(moved.host?.id != booked.host?.id)
            let former = try #require(booked.host).email
            let cancel = try #require(house.mail.to(former).first { $0.calendar?.method == "CANCEL" })
            let off = try InvitationSummary.parse(try #require(cancel.calendar?.ics))
            #expect(off.start == booked.appointment.interval.start.milliseconds)
            #expect(cancel.text.contains("8 December 2026, 10:00"))
            #expect(!cancel.text.contains("/app/appointments/"))
            let new = try #require(moved.host).email
            #expect(house.mail.to(new).contains { $0.subject.hasPrefix("New: Nora") })
        }
    }

    @Test func `who is no longer the host hears nothing that is no longer so`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 2)
            house.mail.refuse(with: MessagingError(.unreachable(text: "away"), server: "mail"))
            let booked = try await house.book("2026-12-08T09:00:00Z")
            house.clock.advance(seconds: 1)
            _ = try await house.book("2026-12-08T11:00:00Z", guest: "second")
            house.clock.advance(seconds: 1)
            _ = try await house.book("2026-12-08T10:00:00Z", guest: "blocker")
            let there = try await move(booked, to: "2026-12-08T10:00:00Z", house)
            #expect(there.host?.id != booked.host?.id)
            await house.work()
            house.mail.refuse(with: nil)
            house.clock.advance(minutes: 10)
            await house.work()
            let about = house.mail.to(try #require(booked.host).email).filter { $0.text.contains("Nora") }
            #expect(about.map(\.calendar?.method) == ["CANCEL"])
        }
    }

    @Test func `moving away and back before Zoom was asked leaves one meeting`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            let away = try await move(booked, to: "2026-12-09T09:00:00Z", house)
            let back = try await move(away, to: "2026-12-08T09:00:00Z", house)
            await house.work()
            #expect(try await house.current(back).room?.state == .ready)
            let meetings = try await house.zoom.meetings()
            #expect(meetings.filter { !$0.deleted }.map(\.startTime) == ["2026-12-08T09:00:00Z"])
        }
    }

    @Test func `cancelling frees the time, deletes the meeting and tells both`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            let cancelled = try await house.verbs.cancel(booked, reason: "No need any more", by: "guest")
            _ = try await house.verbs.cancel(cancelled, reason: "", by: "guest")
            await house.work()
            #expect(cancelled.appointment.status == .cancelled)
            #expect(try await house.zoom.meetings().allSatisfy(\.deleted))
            #expect(try await house.current(cancelled).room?.state == .closed)
            let mails = house.mail.to("nora@example.com").filter { $0.calendar?.method == "CANCEL" }
            #expect(mails.count == 1)
            guard case .cancelled = try await house.verbs.wayIn(try await house.current(cancelled)) else {
                Issue.record("the link of a cancelled appointment leads somewhere")
                return
            }
            _ = try await house.book("2026-12-08T09:00:00Z", guest: "next")
        }
    }

    @Test func `what has begun cannot be moved or cancelled`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice()
            let booked = try await house.book("2026-11-30T09:00:00Z")
            house.clock.advance(minutes: 185)
            for _ in 0..<2 {
                let error = await #expect(throws: OperationError.self) {
                    try await house.verbs.cancel(booked, reason: "", by: "guest")
                }
                #expect(error?.code == "not_changeable")
            }
        }
    }

    @Test func `a cancellation before the meeting was made leaves nothing in Zoom`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice()
            let booked = try await house.book("2026-12-08T09:00:00Z")
            _ = try await house.verbs.cancel(booked, reason: "", by: "guest")
            await house.work()
            #expect(try await house.zoom.meetings().isEmpty)
            #expect(house.mail.to("nora@example.com").map(\.calendar?.method) == ["CANCEL"])
        }
    }

    private func move(_ view: AppointmentView, to start: String, _ house: TestHouse) async throws
        -> AppointmentView
    {
        let instant = try #require(Instant(rfc3339: start))
        return try await house.verbs.move(view, to: instant, zone: "Europe/Berlin", by: "guest")
    }
}
