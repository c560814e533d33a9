import Messaging
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct `A series` {
    private let nine = "2026-12-08T09:00:00Z"

    private func practice(
        _ house: TestHouse, hosts: Int = 1, adjust: (inout CalendarForm) -> Void = { _ in }
    ) async throws -> Practice {
        try await house.practice(hosts: hosts) { form in
            form.maxOccurrences = "6"
            adjust(&form)
        }
    }

    private func request(
        _ house: TestHouse, _ rule: String = "FREQ=WEEKLY;COUNT=4", from start: String? = nil,
        onConflict: SeriesRequest.ConflictPolicy = .refuse, key: String? = nil
    ) throws -> SeriesRequest {
        let booking = try house.request(start ?? nine, submission: key.map { .init(key: $0) })
        return SeriesRequest(booking: booking, rule: rule, onConflict: onConflict)
    }

    private func starts(_ views: [AppointmentView]) -> [String] {
        views.map(\.appointment.interval.start.rfc3339)
    }

    /// The four Tuesdays of the usual series.
    private let tuesdays = ["08", "15", "22", "29"].map { "2026-12-\($0)T09:00:00Z" }

    @Test func `is shown before it is booked, with what cannot be had and what could be instead`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            _ = try await house.book(tuesdays[1], guest: "other")
            try await house.block(practice.hosts[0].id, "2026-12-22", "", in: practice)
            var asked = try request(house)
            (asked.booking.name, asked.booking.email) = ("", "")
            let preview = try await house.verbs.previewSeries(asked)
            #expect(preview.words == "Every week, 4 times")
            #expect(preview.occurrences.map(\.interval.start.rfc3339) == tuesdays)
            #expect(preview.occurrences.map(\.refusal) == [nil, .slotTaken, .slotTaken, nil])
            #expect(
                preview.occurrences.map { $0.nextFree?.start.rfc3339 } == [
                    nil, "2026-12-15T09:30:00Z", "2026-12-22T23:00:00Z", nil,
                ])
            #expect(try await house.appointments(of: practice).count == 1)
        }
    }

    @Test func `is booked whole or not at all, unless what is taken may be left out or replaced`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            _ = try await house.book(tuesdays[1], guest: "other")
            let refused = await #expect(throws: OperationError.self) {
                try await house.verbs.bookSeries(request(house))
            }
            #expect(refused?.code == "series_conflict")
            #expect(refused?.fields.map(\.code) == ["slot_taken"])
            #expect(refused?.message.contains(tuesdays[1]) == true)
            #expect(try await house.appointments(of: practice).count == 1)

            let skipped = try await house.verbs.bookSeries(request(house, onConflict: .skip))
            #expect(starts(skipped.views) == [tuesdays[0], tuesdays[2], tuesdays[3]])
            #expect(skipped.left.map(\.interval.start.rfc3339) == [tuesdays[1]])
            #expect(skipped.left.map(\.refusal) == [.slotTaken])
            _ = try await house.verbs.cancel(skipped.views[0], scope: .all, reason: "", by: "guest")

            let shifted = try await house.verbs.bookSeries(request(house, onConflict: .nextFree))
            #expect(
                starts(shifted.views) == [
                    tuesdays[0], "2026-12-15T09:30:00Z", tuesdays[2], tuesdays[3],
                ])
            #expect(shifted.left.isEmpty)
            _ = try await house.verbs.cancel(shifted.views[0], scope: .all, reason: "", by: "guest")

            let (former, chosen) = (try house.moment(tuesdays[1]), try house.moment("2026-12-16T14:00:00Z"))
            let picked = try await house.verbs.bookSeries(request(house, onConflict: .choose([former: chosen])))
            #expect(starts(picked.views)[1] == "2026-12-16T14:00:00Z")
            _ = try await house.verbs.cancel(picked.views[0], scope: .all, reason: "", by: "guest")
            let count = try await house.appointments(of: practice).count
            let bad = try await code {
                try await house.verbs.bookSeries(request(house, onConflict: .choose([former: former])))
            }
            #expect(bad == "series_conflict")
            let none = try await house.verbs.bookSeries(request(house, onConflict: .choose([:])))
            #expect(none.left.count == 1)
            #expect(try await house.appointments(of: practice).count == count + 3)
        }
    }

    @Test func `that cannot be had at all is refused as its first one`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            try await house.block(practice.hosts[0].id, "2026-12-01", "2027-02-01", in: practice)
            for policy in [SeriesRequest.ConflictPolicy.skip, .nextFree] {
                let answer = try await code {
                    try await house.verbs.bookSeries(request(house, onConflict: policy))
                }
                #expect(answer == "slot_taken")
            }
            #expect(try await house.takenTimes() == 0)
        }
    }

    @Test func `is with the same host throughout, as far as that one is free`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house, hosts: 3)
            let (ada, milo) = (practice.hosts[0], practice.hosts[1])
            // Ada is free for three of them, Milo for all: it is Milo's, though Ada's turn comes before.
            try await house.block(ada.id, "2026-12-22", "", in: practice)
            try await house.block(practice.hosts[2].id, "2026-12-15", "", in: practice)
            let series = try await house.verbs.bookSeries(request(house))
            #expect(series.views.map { $0.host?.id } == [milo.id, milo.id, milo.id, milo.id])
            #expect(series.views[0].meeting.hostReason == "The same host for the whole series.")
            // Where nobody is free for all of them, another steps in for the one.
            try await house.block(milo.id, "2026-12-29", "", in: practice)
            try await house.block(ada.id, "2026-12-15", "", in: practice)
            let second = try await house.verbs.bookSeries(request(house, from: "2026-12-08T13:00:00Z"))
            let hosts = second.views.map { $0.host?.id }
            #expect(second.left.isEmpty)
            #expect(hosts[1] == milo.id && hosts[3] != milo.id)
            #expect(Set(hosts).count == 2)
        }
    }

    @Test func `keeps its time of day when clocks change, and when it is moved across the change`() async throws {
        try await TestHouse.with(at: try #require(Instant(rfc3339: "2027-03-01T06:00:00Z"))) { house in
            _ = try await practice(house)
            let series = try await house.verbs.bookSeries(request(house, from: "2027-03-16T08:00:00Z"))
            // Clocks in Berlin go forward on 28 March: nine o'clock is an hour earlier in UTC.
            #expect(
                starts(series.views) == [
                    "2027-03-16T08:00:00Z", "2027-03-23T08:00:00Z", "2027-03-30T07:00:00Z", "2027-04-06T07:00:00Z",
                ])
            let moved = try await house.verbs.move(
                series.views[0], to: house.moment("2027-03-18T13:00:00Z"), scope: .all, zone: "Europe/Berlin",
                by: "guest")
            #expect(
                starts(moved.views) == [
                    "2027-03-18T13:00:00Z", "2027-03-25T13:00:00Z", "2027-04-01T12:00:00Z", "2027-04-08T12:00:00Z",
                ])
            // From one side of the change to the other: the day is meant, and the same time of day.
            let across = try await house.verbs.move(
                moved.views[1], to: house.moment("2027-03-29T12:00:00Z"), scope: .following,
                zone: "Europe/Berlin", by: "guest")
            #expect(
                starts(across.views) == [
                    "2027-03-29T12:00:00Z", "2027-04-05T12:00:00Z", "2027-04-12T12:00:00Z",
                ])
        }
    }

    @Test func `goes by the clocks of whoever books it`() async throws {
        try await TestHouse.with(at: try #require(Instant(rfc3339: "2027-03-01T06:00:00Z"))) { house in
            _ = try await practice(house)
            var asked = try request(house, "FREQ=WEEKLY;COUNT=2", from: "2027-03-09T14:00:00Z")
            asked.booking.zone = "America/New_York"
            // New York changes on 14 March, two weeks before Berlin.
            let preview = try await house.verbs.previewSeries(asked)
            #expect(
                preview.occurrences.map(\.interval.start.rfc3339) == [
                    "2027-03-09T14:00:00Z", "2027-03-16T13:00:00Z",
                ])
        }
    }

    @Test func `is cancelled one by one, from one on, or whole, but never what is over`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            let series = try await house.verbs.bookSeries(
                request(house, "FREQ=DAILY;COUNT=6", from: "2026-12-01T09:00:00Z"))
            await house.work()
            func statuses() async throws -> String {
                let view = try await house.verbs.series(id: series.seriesID, of: practice.account.id)
                return view.views.map { $0.appointment.status == .cancelled ? "x" : "o" }.joined()
            }
            #expect(try await statuses() == "oooooo")
            let one = try await house.verbs.cancel(series.views[4], scope: .one, reason: "", by: "guest")
            #expect(one.views.count == 1)
            #expect(try await statuses() == "ooooxo")
            let following = try await house.verbs.cancel(
                series.views[3], scope: .following, reason: "Moving away", by: "guest")
            #expect(following.views.map(\.appointment.id) == [3, 5].map { series.views[$0].appointment.id })
            #expect(try await statuses() == "oooxxx")
            house.clock.advance(minutes: 30 * 60)
            let all = try await house.verbs.cancel(series.views[2], scope: .all, reason: "", by: "guest")
            #expect(all.views.count == 2)
            #expect(try await statuses() == "oxxxxx")
            await house.work()
            #expect(try await house.zoomMeetings().count == 1)
            let mails = house.mail.to("nora@example.com").filter { $0.subject.hasPrefix("Cancelled") }
            #expect(
                mails.map(\.subject).sorted() == [
                    "Cancelled: Introductory call, 2 appointments", "Cancelled: Introductory call, 2 appointments",
                    "Cancelled: Introductory call, Saturday, 5 December 2026",
                ])
            for mail in mails where mail.subject.hasSuffix("2 appointments") {
                #expect(mail.calendar?.ics.count(of: "STATUS:CANCELLED") == 2)
            }
            let history = try await house.history(series.views[3]).first { $0.event == "cancelled" }
            #expect(history?.detail == "Moving away")
            #expect(
                try await code { try await house.verbs.series(id: series.seriesID, of: "acc_other") }
                    == "not_found")
        }
    }

    @Test func `moves one by one, from one on, or whole, even into its own former times`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house)
            let series = try await house.verbs.bookSeries(request(house, "FREQ=DAILY;COUNT=4"))
            func move(_ index: Int, to start: String, _ scope: SeriesScope) async throws -> [String] {
                let view = try await house.current(series.views[index])
                let moved = try await house.verbs.move(
                    view, to: house.moment(start), scope: scope, zone: "Europe/Berlin", by: "guest")
                return starts(moved.views)
            }
            // Each takes the former time of the next; and back.
            let onward = ["09", "10", "11", "12"].map { "2026-12-\($0)T09:00:00Z" }
            #expect(try await move(0, to: "2026-12-09T09:00:00Z", .all) == onward)
            let back = ["08", "09", "10", "11"].map { "2026-12-\($0)T09:00:00Z" }
            #expect(try await move(0, to: "2026-12-08T09:00:00Z", .all) == back)
            #expect(
                try await move(2, to: "2026-12-10T15:00:00Z", .following) == [
                    "2026-12-10T15:00:00Z", "2026-12-11T15:00:00Z",
                ])
            #expect(try await move(1, to: "2026-12-09T12:00:00Z", .one) == ["2026-12-09T12:00:00Z"])
            await house.work()
            let meetings = try await house.zoomMeetings().map(\.startTime).sorted()
            #expect(
                meetings == [
                    "2026-12-08T09:00:00Z", "2026-12-09T12:00:00Z", "2026-12-10T15:00:00Z", "2026-12-11T15:00:00Z",
                ])
            let moved = house.subjects(to: "nora@example.com").filter { $0.hasPrefix("Moved") }
            #expect(moved.filter { $0.hasSuffix("4 appointments") }.count == 2)
        }
    }

    @Test func `that cannot follow stays, or stays with those that cannot`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            let series = try await house.verbs.bookSeries(request(house))
            _ = try await house.book("2026-12-22T15:00:00Z", guest: "other")
            func move(_ policy: SeriesRequest.ConflictPolicy) async throws -> ChangedSeries {
                try await house.verbs.move(
                    series.views[0], to: house.moment("2026-12-08T15:00:00Z"), scope: .all, zone: "Europe/Berlin",
                    by: "guest", onConflict: policy)
            }
            let refused = await #expect(throws: OperationError.self) { try await move(.refuse) }
            #expect(refused?.code == "series_conflict")
            #expect(refused?.message.contains("2026-12-22T15:00:00Z") == true)
            let before = try await house.appointments(of: practice).filter { $0.seriesID != nil }
            #expect(before.map(\.interval.start.rfc3339) == tuesdays)
            #expect(before.allSatisfy { $0.sequence == 0 })
            let moved = try await move(.skip)
            #expect(starts(moved.views) == ["08", "15", "29"].map { "2026-12-\($0)T15:00:00Z" })
            #expect(moved.left.map(\.interval.start.rfc3339) == ["2026-12-22T15:00:00Z"])
            let stays = try await house.current(series.views[2])
            #expect(stays.appointment.interval.start.rfc3339 == tuesdays[2])
            #expect(try await code { try await house.book(tuesdays[2], guest: "omar") } == "slot_taken")
        }
    }

    @Test func `is announced once, with all its events`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house, hosts: 2) { $0.maxGuests = "1" }
            var asked = try request(house)
            asked.booking.guests = [.init(name: "Ben", email: "ben@example.com")]
            let series = try await house.verbs.bookSeries(asked)
            await house.work()
            let mails = house.mail.to("nora@example.com")
            #expect(mails.map(\.subject) == ["Confirmed: Introductory call, 4 appointments"])
            let calendar = try #require(mails.first?.calendar)
            #expect(calendar.method == "PUBLISH")
            #expect(calendar.ics.count(of: "BEGIN:VEVENT") == 4)
            for view in series.views {
                #expect(mails.first?.text.contains(house.verbs.joinURL(view.appointment)) == true)
                #expect(calendar.ics.contains("\(view.appointment.id)@usher"))
                let guest = try #require(view.guests.first)
                #expect(
                    house.mail.to("ben@example.com").first?.text.contains(house.verbs.joinURL(guestID: guest.id))
                        == true)
            }
            #expect(house.mail.to("ben@example.com").count == 1)
            #expect(house.mail.to("ben@example.com").first?.text.contains("/a/") == false)
            let host = try #require(series.views.first?.host)
            #expect(house.subjects(to: host.email) == ["New: Nora, 4 appointments"])
            #expect(try await house.zoomMeetings().count == 4)
        }
    }

    @Test func `sent twice under one key is booked once`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            _ = try await house.book(nine, guest: "other")
            // The first one cannot be had: the key is kept all the same.
            let first = try await house.verbs.bookSeries(request(house, onConflict: .skip, key: "one"))
            let again = try await house.verbs.bookSeries(request(house, onConflict: .skip, key: "one"))
            #expect(first.seriesID == again.seriesID)
            #expect(starts(again.views) == starts(first.views))
            #expect(try await house.appointments(of: practice).count == 4)
            let otherRule = try await code {
                try await house.verbs.bookSeries(
                    request(house, "FREQ=DAILY;COUNT=3", onConflict: .skip, key: "one"))
            }
            #expect(otherRule == "idempotency_mismatch")
            let single = try await code { try await house.book(nine, submission: .init(key: "one")) }
            #expect(single == "idempotency_mismatch")
        }
    }

    @Test(arguments: [
        ("FREQ=DAILY;COUNT=7", "too_many"), ("FREQ=DAILY", "no_end"), ("FREQ=YEARLY;COUNT=2", "unsupported"),
        ("every week", "bad_rule"), ("FREQ=DAILY;COUNT=2000", "out_of_range"),
        ("FREQ=DAILY;UNTIL=20270101T000000Z", "too_many"),
    ])
    func `by a rule that makes no sense here is refused`(rule: String, code: String) async throws {
        try await TestHouse.with { house in
            _ = try await practice(house)
            for isPreview in [true, false] {
                let error = await #expect(throws: OperationError.self) {
                    _ =
                        try await isPreview
                        ? house.verbs.previewSeries(request(house, rule)).words
                        : house.verbs.bookSeries(request(house, rule)).seriesID
                }
                #expect(error?.fields.map { "\($0.name) \($0.code)" } == ["rrule \(code)"])
            }
        }
    }

    @Test func `is for calendars that have any, and as long as they allow`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house)
            let six = try await house.verbs.bookSeries(request(house, "FREQ=DAILY;UNTIL=20261213T090000Z"))
            #expect(six.views.count == 6)
            try await house.change(practice) { $0.maxOccurrences = "0" }
            #expect(try await code { try await house.verbs.bookSeries(request(house)) } == "no_series")
            #expect(try await code { try await house.verbs.previewSeries(request(house)) } == "no_series")
        }
    }

    @Test func `of requests is asked for at once, and is in nobody's calendar yet`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house) { $0.needsApproval = true }
            let series = try await house.verbs.bookSeries(request(house, "FREQ=DAILY;COUNT=2"))
            #expect(series.views.allSatisfy { $0.appointment.status == .new })
            await house.work()
            let mail = try #require(house.mail.to("nora@example.com").first)
            #expect(mail.subject == "Requested: Introductory call, 2 appointments")
            #expect(mail.calendar == nil)
            #expect(house.subjects(to: "ada@harbor.example") == ["To confirm: Nora, 2 appointments"])
            _ = try await house.verbs.setStatus(series.views[0], to: .confirmed, by: "Ada Test")
            await house.work()
            #expect(try await house.zoomMeetings().map(\.startTime) == [nine])
        }
    }

    @Test func `that is moved tells who no longer holds some of it, and who does now`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house, hosts: 2)
            let series = try await house.verbs.bookSeries(request(house, "FREQ=DAILY;COUNT=3"))
            let ada = practice.hosts[0]
            #expect(series.views.allSatisfy { $0.host?.id == ada.id })
            try await house.block(ada.id, "2026-12-09T16:00", "2026-12-09T17:00", in: practice)
            await house.work()
            let moved = try await house.verbs.move(
                series.views[0], to: house.moment("2026-12-08T15:00:00Z"), scope: .all, zone: "Europe/Berlin",
                by: "guest")
            await house.work()
            #expect(moved.views.map { $0.host?.id == ada.id } == [true, false, true])
            let told = house.subjects(to: ada.email).dropFirst().sorted()
            #expect(
                told == [
                    "Cancelled: Nora, Wednesday, 9 December 2026, 10:00–10:30, Berlin time (UTC+1)",
                    "Moved: Nora, 2 appointments",
                ])
            let milo = house.subjects(to: practice.hosts[1].email)
            #expect(milo == ["New: Nora, Wednesday, 9 December 2026, 16:00–16:30, Berlin time (UTC+1)"])
        }
    }

    @Test func `of a collective calendar tells each about those they take part in`() async throws {
        try await TestHouse.with { house in
            let practice = try await practice(house, hosts: 3) { form in
                form.kind = "collective"
                form.hosts[2].isRequired = false
            }
            try await house.block(practice.hosts[2].id, "2026-12-08", "", in: practice)
            let series = try await house.verbs.bookSeries(request(house, "FREQ=DAILY;COUNT=3"))
            await house.work()
            let told = practice.hosts.map { house.subjects(to: $0.email) }
            #expect(
                told == [
                    ["New: Nora, 3 appointments"], ["New: Nora, 3 appointments"], ["New: Nora, 2 appointments"],
                ])
            _ = try await house.verbs.cancel(series.views[0], scope: .all, reason: "", by: "guest")
            await house.work()
            #expect(house.subjects(to: practice.hosts[2].email).last == "Cancelled: Nora, 2 appointments")
        }
    }

    @Test func `of seats has a seat in each meeting`() async throws {
        try await TestHouse.with { house in
            _ = try await practice(house) { form in (form.kind, form.seats) = ("class", "2") }
            let other = try await house.book(tuesdays[1], guest: "other")
            let series = try await house.verbs.bookSeries(request(house))
            #expect(series.views[1].meeting.id == other.meeting.id)
            #expect(try await house.slots(tuesdays[1]).first?.start.rfc3339 == "2026-12-15T09:30:00Z")
            _ = try await house.verbs.cancel(series.views[0], scope: .all, reason: "", by: "guest")
            await house.work()
            #expect(try await house.zoomMeetings().map(\.startTime) == [tuesdays[1]])
        }
    }
}

extension String {
    /// How often a piece occurs.
    fileprivate func count(of piece: String) -> Int {
        ranges(of: piece).count
    }
}
