import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `The status of an appointment` {
    /// What each may become, as the rules for people say it.
    private static let lawful: [AppointmentStatus: Set<AppointmentStatus>] = [
        .new: [.confirmed, .cancelled, .invalid, .showed, .noshow],
        .confirmed: [.new, .cancelled, .invalid, .showed, .noshow],
        .showed: [.noshow, .confirmed, .invalid], .noshow: [.showed, .confirmed, .invalid],
        .cancelled: [.confirmed, .new], .invalid: [.confirmed, .new, .showed, .noshow],
    ]

    /// What a change is refused with; nil when it is carried out.
    private static func refusal(
        _ former: AppointmentStatus, _ status: AppointmentStatus, hasBegun: Bool
    ) -> String? {
        if former == status { return nil }
        guard lawful[former]?.contains(status) ?? false else { return "unlawful_status" }
        switch status {
        case .showed, .noshow: return hasBegun ? nil : "too_early"
        case .cancelled: return hasBegun ? "not_changeable" : nil
        case .confirmed, .new:
            // Nobody can be promised a time that has passed.
            return hasBegun && [.new, .cancelled, .invalid].contains(former) ? "not_changeable" : nil
        case .invalid: return nil
        }
    }

    @Test(arguments: [false, true])
    func `changes as the rules say and in no other way`(hasBegun: Bool) async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1, connected: false) {
                ($0.locationKind, $0.locationDetail) = ("phone", "+49 431 12345")
            }
            let pairs = AppointmentStatus.allCases.flatMap { former in
                AppointmentStatus.allCases.map { (former, $0) }
            }.filter { hasBegun || !$0.0.needsBegun }
            var views: [AppointmentView] = []
            let start = try house.moment("2026-12-01T09:00:00Z")
            for number in pairs.indices {
                let view = try await house.book(start.adding(minutes: 30 * number).rfc3339, guest: "g\(number)")
                let former = pairs[number].0
                let isSet = [.new, .cancelled, .invalid].contains(former)
                views.append(
                    isSet ? try await house.verbs.setStatus(view, to: former, by: "Ada Test") : view)
            }
            if hasBegun { house.clock.advance(minutes: 3 * 1440) }
            for (view, (former, status)) in zip(views, pairs) {
                var view = view
                if former.needsBegun { view = try await house.verbs.setStatus(view, to: former, by: "Ada Test") }
                let answer = try await code { try await house.verbs.setStatus(view, to: status, by: "Ada Test") }
                let expected = Self.refusal(former, status, hasBegun: hasBegun)
                #expect(answer == expected, "\(former) to \(status), has begun: \(hasBegun)")
                let now = try await house.current(view)
                #expect(now.appointment.status == (expected == nil ? status : former))
                #expect(try await house.owners(now).isEmpty == !now.appointment.status.holdsPlace)
            }
        }
    }

    @Test func `is in the history with who changed it, and why`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let view = try await house.book("2026-11-30T09:00:00Z")
            house.clock.advance(minutes: 240)
            for _ in 0..<2 {
                _ = try await house.verbs.setStatus(view, to: .noshow, reason: "Nobody there", by: "Ada Test")
            }
            house.clock.advance(minutes: 1)
            _ = try await house.verbs.setStatus(
                view, to: .showed, reason: "Was in the wrong room", by: "Milo Test")
            let history = try await house.history(view).filter { $0.actor != "usher" }
            #expect(
                history.map { "\($0.event), \($0.actor), \($0.detail)" } == [
                    "booked, guest, The only host free at this time.", "noshow, Ada Test, Nobody there",
                    "showed, Milo Test, Was in the wrong room",
                ])
            await house.work()
            #expect(house.subjects(to: "nora@example.com").isEmpty)
        }
    }

    @Test(arguments: [AppointmentStatus.cancelled, .invalid])
    func `taken up again takes the place again, or is refused when it is taken`(
        off: AppointmentStatus
    ) async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { $0.minimumNotice = "60" }
            let start = "2026-11-30T09:00:00Z"
            let view = try await house.book(start)
            await house.work()
            _ = try await house.verbs.setStatus(view, to: off, by: "Ada Test")
            await house.work()
            #expect(try await house.zoomMeetings().isEmpty)
            // Too late to be booked by a guest, but a member decides.
            house.clock.advance(minutes: 150)
            let back = try await house.verbs.setStatus(view, to: .confirmed, by: "Ada Test")
            await house.work()
            #expect(back.appointment.meetingID != view.appointment.meetingID)
            #expect(back.host?.id == view.host?.id)
            #expect(try await house.zoomMeetings().count == 1)
            #expect(try await house.current(back).room?.state == .ready)
            #expect(house.subjects(to: "nora@example.com").last?.hasPrefix("Confirmed:") == true)
            // Its own links lead to the new meeting.
            #expect(house.verbs.joinURL(back.appointment) == house.verbs.joinURL(view.appointment))

            _ = try await house.verbs.setStatus(back, to: off, by: "Ada Test")
            let other = try await house.bookForContact(start, guest: "omar", because: "Here already", in: practice)
            let elsewhere = try await house.verbs.setStatus(back, to: .confirmed, by: "Ada Test")
            #expect(Set([elsewhere.host?.id, other.host?.id]) == Set(practice.hosts.map(\.id)))
            _ = try await house.verbs.setStatus(elsewhere, to: off, by: "Ada Test")
            _ = try await house.bookForContact(start, guest: "pia", because: "Here already", in: practice)
            let answer = try await code { try await house.verbs.setStatus(elsewhere, to: .new, by: "Ada Test") }
            #expect(answer == "slot_taken")
            #expect(try await house.current(view).appointment.status == off)
        }
    }

    @Test func `set aside frees everybody's time, and tells them but not the guest`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2) { $0.kind = "collective" }
            let view = try await house.book("2026-12-08T09:00:00Z", guest: "spammer")
            await house.work()
            _ = try await house.verbs.setStatus(view, to: .invalid, reason: "Spam", by: "Ada Test")
            await house.work()
            #expect(try await house.zoomMeetings().isEmpty)
            #expect(try await house.takenTimes() == 0)
            #expect(house.subjects(to: "spammer@example.com").count == 1)
            for host in practice.hosts {
                #expect(house.mail.to(host.email).map(\.calendar?.method) == ["REQUEST", "CANCEL"])
            }
            guard case .cancelled = try await house.verbs.wayIn(house.current(view)) else {
                Issue.record("the link of an appointment that was set aside leads somewhere")
                return
            }
        }
    }

    @Test func `of one seat leaves the others in their meeting`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1) { form in (form.kind, form.seats) = ("class", "2") }
            let stays = try await house.book("2026-12-08T09:00:00Z", guest: "nora")
            let goes = try await house.book("2026-12-08T09:00:00Z", guest: "omar")
            await house.work()
            let off = try await house.verbs.setStatus(goes, to: .cancelled, by: "Ada Test")
            _ = try await house.book("2026-12-08T09:00:00Z", guest: "pia")
            #expect(
                try await code { try await house.verbs.setStatus(off, to: .confirmed, by: "Ada Test") }
                    == "no_seats")
            _ = try await house.cancel(stays)
            let back = try await house.verbs.setStatus(off, to: .confirmed, by: "Ada Test")
            #expect(back.appointment.meetingID == stays.appointment.meetingID)
            await house.work()
            #expect(try await house.zoomMeetings().count == 1)
        }
    }
}
