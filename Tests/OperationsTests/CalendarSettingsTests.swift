import Database
import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct CalendarSettingsTests {
    /// What a form is refused with, as `field code`; empty when it is taken.
    private func faults(
        _ house: TestHouse, _ practice: Practice, id: String? = nil, _ change: (inout CalendarForm) -> Void
    ) async throws -> [String] {
        var form = CalendarForm()
        form.name = "Second look"
        form.slug = "second"
        form.hosts = practice.hosts.map { HostForm(userID: $0.id) }
        change(&form)
        do {
            let made = try await house.verbs.saveCalendar(form, id: id, of: practice.account)
            try await house.database.write { connection in
                for table in ["calendar_hosts", "calendar_resources"] {
                    try connection.execute("DELETE FROM \(table) WHERE calendar_id = ?", [made.id])
                }
                try connection.execute("DELETE FROM calendars WHERE id = ?", [made.id])
            }
            return []
        } catch let error as OperationError where error.kind == .invalid {
            return error.fields.map { "\($0.name) \($0.code)" }
        }
    }

    @Test func `every setting is stored and comes back in the form`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2)
            let verbs = house.verbs
            let shared = try await verbs.saveSchedule(
                ScheduleForm(name: "Shared", zone: "UTC"), id: nil, owner: .account, in: practice.account)
            let own = try await verbs.saveSchedule(
                ScheduleForm(name: "Late", zone: "UTC"), id: nil, owner: .user(practice.hosts[1].id),
                in: practice.account)
            let room = try await verbs.saveResource("Blue room", of: practice.account)
            var form = Self.everything(practice.hosts, schedule: shared.id, hostSchedule: own.id)
            form.resourceIDs = [room.id]
            let calendar = try await verbs.saveCalendar(form, id: nil, of: practice.account)
            #expect(try await verbs.calendarForm(id: calendar.id, of: practice.account) == form)
            #expect(try await verbs.store.read { try $0.calendar(id: calendar.id) } == calendar)
            #expect(calendar.rules.durations == [45, 30])
            #expect(calendar.rules.limits == Limits(perDay: 2, perWeek: 8, perMonth: 20))
            #expect(calendar.policy.cancelCutoff == 0)
            let plain = CalendarForm(calendar, hosts: [])
            #expect(plain.questions == form.questions)
            // All of it goes back to what a new form says.
            var cleared = CalendarForm()
            (cleared.name, cleared.slug) = ("Plain", "plain")
            cleared.hosts = [HostForm(userID: practice.hosts[0].id)]
            try await verbs.saveCalendar(cleared, id: calendar.id, of: practice.account)
            #expect(try await verbs.calendarForm(id: calendar.id, of: practice.account) == cleared)
        }
    }

    private static func everything(_ hosts: [User], schedule: String, hostSchedule: String) -> CalendarForm {
        var form = CalendarForm()
        (form.name, form.slug, form.description) = ("Everything", "everything", "All of it.\nReally.")
        (form.kind, form.durations, form.interval) = ("collective", "45, 30", "20")
        (form.bufferBefore, form.bufferAfter, form.minimumNotice) = ("5", "10", "90")
        (form.windowKind, form.windowFirst, form.windowLast) = ("dates", "2026-12-01", "2027-01-31")
        (form.limitDay, form.limitWeek, form.limitMonth) = ("2", "8", "20")
        (form.seats, form.lookBusy, form.distribution, form.onMove) = ("3", "25", "equal", "keep")
        (form.isOwnerFirst, form.assignsOwner, form.showsSeats) = (true, true, false)
        (form.letsChooseHost, form.needsApproval, form.hasWaitingList) = (true, true, true)
        (form.moveCutoff, form.cancelCutoff, form.maxGuests, form.maxOccurrences) = ("60", "0", "4", "12")
        (form.locationKind, form.locationDetail) = ("custom", "https://meet.example/room?a=b")
        form.scheduleID = schedule
        form.questions = [
            QuestionForm(key: "topic", label: "Topic?", kind: "paragraph", isRequired: true),
            QuestionForm(key: "meal", label: "Meal?", kind: "choices", options: "Soup\nBread"),
        ]
        form.consent = "I agree."
        form.hosts = [
            HostForm(userID: hosts[0].id, priority: "high", weight: "3"),
            HostForm(
                userID: hosts[1].id, priority: "low", weight: "100", scheduleID: hostSchedule, isRequired: false),
        ]
        form.isOpen = false
        return form
    }

    @Test func `numbers beyond all bounds are refused at their fields`() async throws {
        let fields: [(WritableKeyPath<CalendarForm, String>, String, [String], [String])] = [
            (\.interval, "interval", ["5", "1440"], ["4", "1441", ""]),
            (\.bufferBefore, "buffer_before", ["0", "720"], ["-1", "721"]),
            (\.bufferAfter, "buffer_after", ["0", "720"], ["-1", "721"]),
            (\.minimumNotice, "minimum_notice", ["0", "525600"], ["-1", "525601", "soon"]),
            (\.windowDays, "window_days", ["1", "730"], ["0", "731", "9999999999999999999999"]),
            (\.limitDay, "limit_day", ["", "1", "1000"], ["0", "-5", "1001"]),
            (\.limitWeek, "limit_week", [" ", "1", "1000"], ["0", "1001"]),
            (\.limitMonth, "limit_month", ["", "1", "1000"], ["0", "1001", "1.5"]),
            (\.seats, "seats", ["1", "9999"], ["0", "-1", "10000", ""]),
            (\.lookBusy, "look_busy", ["0", "90"], ["-1", "91"]),
            (\.moveCutoff, "move_cutoff", ["", "0", "43200"], ["-1", "43201"]),
            (\.cancelCutoff, "cancel_cutoff", ["", "0", "43200"], ["-1", "43201"]),
            (\.maxGuests, "max_guests", ["0", "20"], ["-1", "21"]),
            (\.maxOccurrences, "max_occurrences", ["0", "52"], ["-1", "53"]),
        ]
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            for (path, name, good, bad) in fields {
                for value in good {
                    #expect(
                        try await faults(house, practice) { $0[keyPath: path] = value } == [], "\(name) \(value)")
                }
                for value in bad {
                    let found = try await faults(house, practice) { $0[keyPath: path] = value }
                    #expect(found == ["\(name) out_of_range"], "\(name) \(value)")
                }
            }
        }
    }

    @Test func `what makes no sense is refused at its field`() async throws {
        let cases: [(String, WritableKeyPath<CalendarForm, String>, String)] = [
            ("kind unknown_choice", \.kind, "group"), ("distribution unknown_choice", \.distribution, "fair"),
            ("on_move unknown_choice", \.onMove, ""), ("location_kind unknown_choice", \.locationKind, "moon"),
            ("window_kind unknown_choice", \.windowKind, "always"), ("durations missing", \.durations, " , "),
            ("durations out_of_range", \.durations, "30, 4"), ("durations out_of_range", \.durations, "1441"),
            ("durations out_of_range", \.durations, "30;x"), ("durations repeated", \.durations, "30 60 30"),
            ("durations too_many", \.durations, "5 10 15 20 25 30 35 40 45"),
            ("name too_long", \.name, String(repeating: "n", count: 101)),
            ("description too_long", \.description, String(repeating: "d", count: 2001)),
            ("consent too_long", \.consent, String(repeating: "c", count: 2001)),
            ("name bad_character", \.name, "A\u{7}larm"), ("slug bad_slug", \.slug, "a b"),
            ("slug taken", \.slug, "intro"), ("schedule unknown_schedule", \.scheduleID, "sch_nothing"),
        ]
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            for (expected, path, value) in cases {
                #expect(try await faults(house, practice) { $0[keyPath: path] = value } == [expected])
            }
        }
    }

    @Test func `a window of dates is two days in order, two years apart at most`() async throws {
        let cases: [(String, String, [String])] = [
            ("2026-12-01", "2026-12-01", []), ("2026-12-01", "2028-11-29", []),
            ("2026-12-01", "2028-11-30", ["window_last too_long"]),
            ("2026-12-02", "2026-12-01", ["window_last reversed"]),
            ("", "2026-12-01", ["window_first missing"]), ("2026-12-01", "soon", ["window_last bad_date"]),
            ("2026-02-30", "9999-12-31", ["window_first bad_date", "window_last bad_date"]),
        ]
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            for (first, last, expected) in cases {
                let found = try await faults(house, practice) { form in
                    (form.windowKind, form.windowFirst, form.windowLast) = ("dates", first, last)
                }
                #expect(found == expected, "\(first)–\(last)")
            }
        }
    }

    @Test func `each kind has as many hosts as it can use`() async throws {
        let allowed: [CalendarKind: [Int: [String]]] = [
            .roundRobin: [0: ["hosts missing"], 1: [], 3: []],
            .service: [0: ["hosts missing"], 1: [], 3: []],
            .personal: [0: ["hosts missing"], 1: [], 2: ["hosts too_many"]],
            .class: [0: ["hosts missing"], 1: [], 2: ["hosts too_many"]],
            .collective: [0: ["hosts missing"], 1: ["hosts too_few"], 2: [], 3: []],
            .unassigned: [0: [], 1: ["hosts too_many"]],
        ]
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 3, connected: false)
            let hours = try await house.verbs.saveSchedule(
                ScheduleForm(name: "Shared", zone: "UTC"), id: nil, owner: .account, in: practice.account)
            for kind in CalendarKind.allCases {
                for (count, expected) in try #require(allowed[kind]) {
                    let found = try await faults(house, practice) { form in
                        form.kind = kind.rawValue
                        form.hosts = practice.hosts.prefix(count).map { HostForm(userID: $0.id) }
                        form.scheduleID = hours.id
                        (form.locationKind, form.locationDetail) = ("address", "Pier 4")
                    }
                    #expect(found == expected, "\(kind) with \(count)")
                }
            }
        }
    }

    @Test func `the first host of a collective calendar is always needed, and elsewhere everybody is`()
        async throws
    {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            for (kind, expected) in [("collective", [true, false]), ("service", [true, true])] {
                var form = CalendarForm()
                (form.name, form.slug, form.kind) = (kind, kind, kind)
                form.hosts = practice.hosts.map { HostForm(userID: $0.id, isRequired: false) }
                let made = try await house.verbs.saveCalendar(form, id: nil, of: practice.account)
                let stored = try await house.verbs.store.read { try $0.hostSettings(of: made.id) }
                #expect(stored.map(\.isRequired) == expected)
            }
        }
    }

    @Test func `a calendar without hosts needs hours and a place that is no Zoom room`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let found = try await faults(house, practice) { form in
                form.kind = "unassigned"
                form.hosts = []
            }
            #expect(found == ["location_kind no_zoom", "schedule missing"])
        }
    }

    @Test func `a host is a member, once, with what makes sense of them`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            let ids = practice.hosts.map(\.id)
            let others = try await house.verbs.saveSchedule(
                ScheduleForm(name: "Mine", zone: "UTC"), id: nil, owner: .user(ids[1]), in: practice.account)
            let cases: [([HostForm], [String])] = [
                ([HostForm(userID: "usr_nobody")], ["hosts unknown_host"]),
                ([HostForm(userID: ids[0]), HostForm(userID: ids[0])], ["hosts repeated"]),
                (
                    [HostForm(userID: ids[0]), HostForm(userID: ids[1], priority: "urgent", weight: "0")],
                    ["hosts.1.priority unknown_choice", "hosts.1.weight out_of_range"]
                ),
                ([HostForm(userID: ids[0], weight: "101")], ["hosts.0.weight out_of_range"]),
                ([HostForm(userID: ids[0], scheduleID: others.id)], ["hosts.0.schedule unknown_schedule"]),
                ([HostForm(userID: ids[1], scheduleID: others.id)], []),
            ]
            for (hosts, expected) in cases {
                #expect(try await faults(house, practice) { $0.hosts = hosts } == expected, "\(hosts)")
            }
            #expect(
                try await faults(house, practice) { $0.scheduleID = others.id } == ["schedule unknown_schedule"])
        }
    }

    @Test func `a place is said where it must be, and a link is one that browsers open`() async throws {
        let cases: [(String, String, [String])] = [
            ("custom", "", ["location_detail missing"]), ("address", " ", ["location_detail missing"]),
            ("phone", "", ["location_detail missing"]), ("ask", "", []), ("zoom", "ignored", []),
            ("custom", "https://meet.example/room", []), ("custom", "HTTP://meet.example", []),
            ("custom", "We ring you up: 14:00 sharp", []), ("custom", "Ring https://a.example or ask", []),
            ("custom", "javascript:alert(1)", ["location_detail bad_link"]),
            ("custom", "data:text/html,x", ["location_detail bad_link"]),
            ("custom", "ftp://files.example/x", ["location_detail bad_link"]),
            ("custom", "https://", ["location_detail bad_link"]),
            ("address", String(repeating: "a", count: 501), ["location_detail too_long"]),
        ]
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            for (kind, detail, expected) in cases {
                let found = try await faults(house, practice) { form in
                    (form.locationKind, form.locationDetail) = (kind, detail)
                }
                #expect(found == expected, "\(kind) \(detail)")
            }
        }
    }

    @Test func `a class shows all its times`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let found = try await faults(house, practice) { ($0.kind, $0.lookBusy) = ("class", "10") }
            #expect(found == ["look_busy not_for_class"])
        }
    }
}
