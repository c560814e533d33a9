import HTTPTypes
import HummingbirdTesting
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones
import Web

struct StaffPageTests {
    @Test func `every page of scheduling answers every name its template asks for`() async throws {
        let audit = TagAudit()
        try await WebHouse.with(adjust: Self.demanding) { web in
            let staff = try await Staff(web)
            try await TagAudit.$current.withValue(audit) {
                try await seesCalendars(staff)
                try await seesMembers(staff)
                try await seesAppointments(staff)
            }
        }
        #expect(audit.unknown.isEmpty, "\(audit.unknown)")
    }

    /// A calendar with everything that pages show.
    private static func demanding(_ form: inout CalendarForm) {
        (form.seats, form.maxGuests, form.maxOccurrences) = ("4", "2", "4")
        (form.hasWaitingList, form.needsApproval, form.consent) = (true, true, "I agree.")
        form.questions = [QuestionForm(label: "Size", kind: "choice", options: "S\nL")]
    }

    private func seesCalendars(_ staff: Staff) async throws {
        let path = staff.calendarPath
        try await staff.does("/app/resources", [("name", "Room 1")])
        try await staff.does(
            "/app/groups", [("name", "All"), ("slug", "all"), ("calendar", staff.web.practice.calendar.id)])
        let shared = try await staff.does(
            "/app/schedules/new",
            [("name", "Mornings"), ("timezone", "UTC"), ("mon_1_from", "09:00"), ("mon_1_to", "12:00")])
        try await staff.does("\(path)/links", [("label", "For Nora"), ("days", "7")])
        let closed = try await staff.does("\(path)/closed-times", [("first", "2026-12-31")])
        for page in [
            "/app/calendars", "/app/calendars/presets", "/app/calendars/new?preset=cooking_class", "/app/groups",
            "/app/groups/new", "/app/schedules", "/app/schedules/new", shared, "/app/resources", "/app/waiting",
            path, "\(path)/book", "\(path)/book?date=2026-12-08", "\(path)/why", "\(path)/links", closed,
            "\(path)/why?date=2026-12-08&time=09:10&duration=45", "\(path)/waiting",
        ] {
            try await staff.sees(page)
        }
        try await staff.fails("/app/calendars", [("question_1_label", ""), ("question_1_options", "x")])
        try await staff.fails("/app/groups", [("name", "")])
        try await staff.fails(
            "\(path)/book", [("start", "2026-12-08T09:07:00Z"), ("name", "N"), ("email", "n@x.org")])
    }

    private func seesMembers(_ staff: Staff) async throws {
        let own = "/app/team/\(staff.web.practice.hosts[0].id)"
        let second = try await staff.does(
            "\(own)/hours/new",
            [
                ("name", "Summer"), ("timezone", "UTC"), ("weeks", "2"), ("anchor", "2026-11-30"),
                ("w2mon_1_from", "07:00"),
                ("w2mon_1_to", "00:00"), ("override_1_first", "2026-12-24"), ("override_1_last", "2026-12-26"),
            ])
        for page in ["hours", "hours/new", "time-off", "limits"] { try await staff.sees("\(own)/\(page)") }
        try await staff.sees(second)
        try await staff.fails(
            second.replacing("?done=saved", with: ""),
            [("timezone", "UTC"), ("override_4_last", "2026-12-24"), ("override4_1_from", "09:00")])
        try await staff.fails("\(own)/time-off", [("span", "times"), ("from", "2026-12-24T10:00"), ("to", "x")])
        try await staff.fails("\(own)/limits", [("limit_week", "-1")])
        try await staff.sees(try await staff.does("\(own)/time-off", [("first", "2026-12-08")]))
    }

    private func seesAppointments(_ staff: Staff) async throws {
        let web = staff.web
        var request = try web.house.request("2026-12-10T09:00:00Z")
        request.consents = true
        request.guests = [.init(name: "Tom", email: "tom@example.com")]
        request.answers = ["size": "S"]
        let booked = try await web.house.verbs.bookSeries(
            SeriesRequest(booking: request, rule: "FREQ=WEEKLY;COUNT=3"))
        let paths = booked.views.map { "/app/appointments/\($0.appointment.id)" }
        #expect(try await staff.sees("/app/appointments").contains("Waiting for your answer"))
        #expect(try await staff.sees(paths[1]).contains("Every week"))
        try await staff.sees("\(paths[0])/move?date=2026-12-11")
        try await staff.fails("\(paths[0])/move", [("date", "2026-12-11"), ("time", "09:07")])
        try await staff.does("\(paths[0])/status", [("status", "confirmed")])
        await web.house.work()
        try await staff.sees(paths[0])
        try await staff.does("\(paths[1])/cancel", [("scope", "all"), ("reason", "Ill")])
        try await staff.sees(paths[1])
    }
}

struct StaffFormTests {
    @Test func `every preset is a calendar as it stands, but for what only its maker knows`() async throws {
        try await WebHouse.with { web in
            let staff = try await Staff(web)
            for preset in CalendarPreset.all {
                let page = try await staff.sees("/app/calendars/new?preset=\(preset.key)")
                #expect(page.contains("value=\"\(preset.form.name)\""), "\(preset.key)")
                #expect(!page.contains("aria-invalid"), "\(preset.key)")
            }
            #expect(try await staff.sees("/app/calendars/new?preset=nothing").contains("New calendar"))
        }
    }

    @Test func `what a kind has no use for is left out of what is saved`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let staff = try await Staff(web)
            let hours = try await staff.does(
                "/app/schedules/new",
                [("name", "Door"), ("timezone", "UTC"), ("sat_1_from", "10:00"), ("sat_1_to", "14:00")])
            let fields = ["kind": "unassigned", "schedule": Staff.id(hours), "location_kind": "address"]
            let missing = try await staff.fails("/app/calendars", staff.calendarFields(fields))
            #expect(missing.contains("The address is missing"))
            #expect(missing.contains("value=\"\(web.practice.hosts[0].id)\" checked"), "the typed host is lost")
            try await staff.does(
                "/app/calendars", staff.calendarFields(fields.merging(["location_detail": "Pier 4"]) { $1 }))
            let made = try await staff.calendar("second")
            #expect(made.kind == .unassigned)
            #expect(try await web.house.verbs.store.read { try $0.hostIDs(of: made.id) }.isEmpty)
        }
    }

    @Test func `a lead time keeps the unit it was typed in`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let staff = try await Staff(web)
            let leads = ["move_cutoff": "2", "move_cutoff_unit": "days", "cancel_cutoff": ""]
            try await staff.does("/app/calendars", staff.calendarFields(leads))
            let made = try await staff.calendar("second")
            #expect(made.policy.moveCutoff == 2880)
            #expect(made.policy.cancelCutoff == nil)
            let wrong = try await staff.fails("/app/calendars", staff.calendarFields(["move_cutoff": "soon"]))
            #expect(wrong.contains("value=\"soon\"") && wrong.contains("id=\"changes\" open"))
            let long = ["move_cutoff": "31", "move_cutoff_unit": "days", "notice": "-3"]
            let refused = try await staff.fails("/app/calendars", staff.calendarFields(long))
            #expect(refused.contains("a whole number of days from 0 to 30."))
            #expect(refused.contains("a whole number of hours from 0 to 8760."))
        }
    }

    @Test func `a button of the hours' form changes the form and saves nothing`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let staff = try await Staff(web)
            let path = "/app/team/\(web.practice.hosts[0].id)/hours"
            let fields = [
                ("timezone", "UTC"), ("mon_1_from", "06:10"), ("mon_1_to", "07:00"), ("edit", "add-week"),
            ]
            let answer = try await staff.post(path, fields)
            #expect(answer.status == .ok)
            #expect(answer.text.contains("name=\"w2mon_1_from\" value=\"06:10\""))
            let id = web.practice.hosts[0].id
            let stored = try #require(try await web.house.verbs.store.read { try $0.schedule(of: id) })
            #expect(!stored.rules.contains("370"))
        }
    }

    @Test func `time off names what is booked in it already`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let staff = try await Staff(web)
            _ = try await web.house.book("2026-12-08T09:00:00Z", guest: "nora")
            let path = "/app/team/\(web.practice.hosts[0].id)/time-off"
            let page = try await staff.sees(try await staff.does(path, [("first", "2026-12-08")]))
            #expect(page.contains("Already booked in that time") && page.contains("Nora"))
            #expect(
                try await web.get("/book/harbor/intro?date=2026-12-08&timezone=Europe/Berlin").text.contains(
                    "No free times")
            )
        }
    }
}

struct StaffBookingTests {
    private func contact(_ more: [(String, String)]) -> [(String, String)] {
        [("name", "Nora"), ("email", "nora@example.com"), ("timezone", "Europe/Berlin"), ("duration", "30")] + more
    }

    @Test func `a refused time says why and is booked at the nearest one by one button`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let staff = try await Staff(web)
            _ = try await web.house.book("2026-12-08T09:00:00Z", guest: "first")
            let path = "\(staff.calendarPath)/book"
            let refused = try await staff.fails(path, contact([("start", "2026-12-08T09:00:00Z")]))
            #expect(refused.contains("BOOKED") && refused.contains("value=\"Nora\""))
            #expect(refused.contains("name=\"take\" value=\"2026-12-08T09:30:00Z\""))
            let taken = contact([("start", "2026-12-08T09:00:00Z"), ("take", "2026-12-08T09:30:00Z")])
            let appointment = try await web.house.verbs.appointment(
                id: Staff.id(try await staff.does(path, taken)), of: web.practice.account.id)
            #expect(appointment.appointment.interval.start.rfc3339 == "2026-12-08T09:30:00Z")
        }
    }

    @Test func `going past the rules takes an admin and a reason`() async throws {
        try await WebHouse.with(hosts: 2, adjust: { $0.minimumNotice = "43200" }) { web in
            let (admin, user) = (try await Staff(web), try await Staff(web, "milo"))
            let path = "\(admin.calendarPath)/book"
            let soon = contact([("date", "2026-12-01"), ("time", "09:10"), ("override", "yes")])
            #expect(try await admin.fails(path, soon).contains("The reason for going past the rules is missing"))
            let page = try await user.fails(path, soon + [("reason", "Urgent")])
            #expect(page.contains("NOTICE") && !page.contains("Past the rules"))
            try await admin.does(path, soon + [("reason", "Urgent")])
        }
    }

    @Test func `a time that clocks never show is refused with the reason`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let staff = try await Staff(web)
            let gap = contact([("date", "2027-03-28"), ("time", "02:30")])
            #expect(try await staff.fails("\(staff.calendarPath)/book", gap).contains("skip 02:30"))
            #expect(
                try await staff.sees("\(staff.calendarPath)/why?date=2027-03-28&time=02:30").contains("skip 02:30")
            )
        }
    }

    @Test func `only what is lawful is offered, and a request is approved from the list`() async throws {
        try await WebHouse.with(hosts: 1, adjust: { $0.needsApproval = true }) { web in
            let staff = try await Staff(web)
            let view = try await web.house.book("2026-12-08T09:00:00Z")
            let path = "/app/appointments/\(view.appointment.id)"
            let request = try await staff.sees(path)
            #expect(request.contains(">Approve<") && !request.contains(">Showed<"))
            let list = try await staff.does("\(path)/status", [("status", "confirmed"), ("back", "list")])
            #expect(list == "/app/appointments?done=approved")
            #expect(
                try await staff.fails("\(path)/status", [("status", "showed")]).contains("once the appointment"))
            web.house.clock.advance(minutes: 9 * 1440)
            #expect(try await staff.sees(path).contains(">No-show<"))
            try await staff.does("\(path)/status", [("status", "showed")])
            #expect(try await staff.sees(path).contains("The guest showed"))
        }
    }

    @Test func `what another account has cannot be seen, changed or booked`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            _ = try await web.house.verbs.createAccount(
                name: "Other", slug: "other", zone: "UTC",
                admin: NewUser(
                    name: "Olga", email: "olga@harbor.example", password: "a long password", zone: "UTC"))
            let (own, olga) = (try await Staff(web), try await Staff(web, "olga"))
            let host = web.practice.hosts[0].id
            let hours = try await own.does("/app/schedules/new", [("name", "Door"), ("timezone", "UTC")])
            let view = try await web.house.book("2026-12-08T09:00:00Z")
            let paths =
                ["", "/book", "/why", "/links", "/closed-times", "/waiting"].map { own.calendarPath + $0 }
                + ["hours", "time-off", "limits"].map { "/app/team/\(host)/\($0)" }
                + [hours, "/app/appointments/\(view.appointment.id)/move"]
            for path in paths {
                #expect(try await web.get(path, olga.headers).status == .notFound, "\(path)")
            }
            for path in ["\(own.calendarPath)/book", "\(own.calendarPath)/links", "/app/team/\(host)/time-off"] {
                #expect(try await olga.post(path, [("first", "2026-12-08")]).status == .notFound, "\(path)")
            }
        }
    }
}
