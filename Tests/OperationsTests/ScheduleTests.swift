import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct ScheduleTests {
    private let nine = HoursForm.Range(from: "09:00", to: "17:00")

    /// What a schedule's form is refused with, as `field code`; empty when it is taken.
    private func faults(
        _ house: TestHouse, _ practice: Practice, _ change: (inout ScheduleForm) -> Void
    ) async throws -> [String] {
        var form = ScheduleForm(name: "Late", zone: "Europe/Lisbon", weeks: [[.monday: [nine]]])
        change(&form)
        do {
            try await house.verbs.saveSchedule(form, id: nil, owner: .account, in: practice.account)
            return []
        } catch let error as OperationError where error.kind == .invalid {
            return error.fields.map { "\($0.name) \($0.code)" }
        }
    }

    private func code(_ body: () async throws -> Void) async throws -> String? {
        do {
            try await body()
            return nil
        } catch let error as OperationError {
            return error.code
        }
    }

    @Test func `a pattern of weeks with days of their own comes back as it was typed`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let form = ScheduleForm(
                name: "Odd and even", zone: "Asia/Kathmandu",
                weeks: [
                    [.monday: [.init(from: "00:00", to: "12:30"), .init(from: "13:00", to: "24:00")]],
                    [.friday: [nine], .sunday: [nine]],
                ], anchor: "2026-11-30",
                overrides: [
                    OverrideForm(first: "2026-12-24", last: "2026-12-26"),
                    OverrideForm(first: "2026-12-27", ranges: [nine]),
                    OverrideForm(first: "2026-12-29", ranges: [nine]),
                ])
            let saved = try await house.verbs.saveSchedule(form, id: nil, owner: .account, in: practice.account)
            #expect(saved.accountID == practice.account.id && saved.userID == nil && !saved.isDefault)
            let stored = try #require(try await house.verbs.store.read { try $0.schedule(id: saved.id) })
            #expect(stored == saved)
            #expect(try house.verbs.scheduleForm(stored) == form)
            let hours = try house.verbs.openingHours(stored.schedule)
            #expect(hours.ranges(on: try #require(CivilDate("2026-12-25"))).isEmpty)
            #expect(hours.ranges(on: try #require(CivilDate("2026-12-14"))).count == 2)
            #expect(hours.ranges(on: try #require(CivilDate("2026-12-07"))).isEmpty)
        }
    }

    @Test func `a range begins and ends within its day`() async throws {
        let cases: [(String, String, String?)] = [
            ("09:00", "24:00", nil), ("00:00", "00:00", nil), ("9:05", "17:00:00", nil), ("22:00", "00:00", nil),
            ("", "", nil), ("09:00", "25:00", "bad_time"), ("09:00", "24:01", "bad_time"),
            ("09:60", "17:00", "bad_time"),
            ("-1:00", "17:00", "bad_time"), ("+9:00", "17:00", "bad_time"), ("09:00", "", "bad_time"),
            ("", "17:00", "bad_time"), ("nine", "five", "bad_time"), ("09", "17", "bad_time"),
            ("09:00", "17:00:30", "bad_time"), ("9:5", "17:00", "bad_time"), ("17:00", "09:00", "reversed"),
            ("09:00", "09:00", "reversed"), ("24:00", "24:00", "reversed"), ("22:00", "02:00", "reversed"),
            ("999999999999999999999:00", "17:00", "bad_time"),
        ]
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            for (from, to, code) in cases {
                let typed = [HoursForm.Range(from: from, to: to)]
                let found = try await faults(house, practice) { form in
                    form.weeks = [[:], [.sunday: typed]]
                    form.anchor = "2026-11-30"
                }
                #expect(found == (code.map { ["weeks.1.sunday \($0)"] } ?? []), "\(from)–\(to)")
                let override = try await faults(house, practice) {
                    $0.overrides = [OverrideForm(first: "2026-12-24", ranges: typed)]
                }
                #expect(override == (code.map { ["overrides.0.ranges \($0)"] } ?? []), "\(from)–\(to)")
            }
        }
    }

    @Test func `what makes no sense is refused at its field`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let short = (0..<13).map { HoursForm.Range(from: "\($0):00", to: "\($0):30") }
            let cases: [(String, (inout ScheduleForm) -> Void)] = [
                ("name missing", { $0.name = " " }),
                ("name too_long", { $0.name = String(repeating: "n", count: 101) }),
                ("zone unknown_zone", { $0.zone = "Mars/Base" }), ("weeks out_of_range", { $0.weeks = [] }),
                (
                    "weeks out_of_range",
                    {
                        $0.weeks = Array(repeating: [:], count: 9)
                        $0.anchor = "2026-11-30"
                    }
                ),
                ("anchor missing", { $0.weeks = [[:], [:]] }), ("anchor bad_date", { $0.anchor = "2026-02-30" }),
                ("weeks.0.monday too_many", { $0.weeks = [[.monday: short]] }),
                ("weeks.0.monday overlap", { $0.weeks = [[.monday: [nine, .init(from: "16:59", to: "18:00")]]] }),
                ("overrides.0.first missing", { $0.overrides = [OverrideForm(first: "", ranges: [nine])] }),
                ("overrides.0.first bad_date", { $0.overrides = [OverrideForm(first: "24.12.")] }),
                ("overrides.0.last bad_date", { $0.overrides = [OverrideForm(first: "2026-12-24", last: "x")] }),
                (
                    "overrides.0.last reversed",
                    { $0.overrides = [OverrideForm(first: "2026-12-24", last: "2026-12-23")] }
                ),
                (
                    "overrides too_many",
                    { $0.overrides = [OverrideForm(first: "2026-01-01", last: "2027-02-05")] }
                ),
                ("overrides too_many", { $0.overrides = [OverrideForm(first: "1970-01-01", last: "2199-12-31")] }),
                (
                    "overrides.2.first repeated",
                    {
                        $0.overrides = [
                            OverrideForm(first: "2026-12-24", last: "2026-12-26"), OverrideForm(first: ""),
                            OverrideForm(first: "2026-12-26"),
                        ]
                    }
                ),
            ]
            for (expected, change) in cases {
                #expect(try await faults(house, practice, change) == [expected])
            }
            // As much as there may be.
            let full = try await faults(house, practice) { form in
                form.weeks = Array(repeating: [.monday: Array(short.prefix(12))], count: 8)
                form.anchor = "2026-11-30"
                form.overrides = [OverrideForm(first: "2026-01-01", last: "2027-02-04")]
            }
            #expect(full == [])
        }
    }

    @Test func `a user's first schedule is the default one until another is made it`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            let (verbs, account, user) = (house.verbs, practice.account, practice.hosts[0].id)
            func mine() async throws -> [NamedSchedule] {
                try await verbs.store.read { try $0.schedules(ofUser: user) }
            }
            let first = try #require(try await mine().first)
            #expect(first.isDefault)
            let late = try await verbs.saveSchedule(
                ScheduleForm(name: "Late", zone: "UTC"), id: nil, owner: .user(user), in: account)
            #expect(!late.isDefault)
            #expect(try await code { try await verbs.deleteSchedule(first.id, in: account) } == "default_schedule")
            try await verbs.makeDefaultSchedule(late.id, of: user, in: account)
            #expect(try await mine().map(\.isDefault) == [true, false])
            #expect(try await mine().first?.id == late.id)
            try await verbs.saveSchedule(
                ScheduleForm(name: "Later", zone: "UTC"), id: late.id, owner: .user(user), in: account)
            #expect(try await mine().first?.name == "Later")
            #expect(try await mine().first?.isDefault == true)
            try await verbs.deleteSchedule(first.id, in: account)
            #expect(try await mine().map(\.id) == [late.id])
        }
    }

    @Test func `a schedule that a calendar uses stays, and says which`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let (verbs, account, user) = (house.verbs, practice.account, practice.hosts[0].id)
            let form = ScheduleForm(name: "Late", zone: "UTC")
            let shared = try await verbs.saveSchedule(form, id: nil, owner: .account, in: account)
            let own = try await verbs.saveSchedule(form, id: nil, owner: .user(user), in: account)
            var calendar = try await verbs.calendarForm(id: practice.calendar.id, of: account)
            calendar.scheduleID = shared.id
            calendar.hosts[0].scheduleID = own.id
            try await verbs.saveCalendar(calendar, id: practice.calendar.id, of: account)
            for id in [shared.id, own.id] {
                let error = await #expect(throws: OperationError.self) {
                    try await verbs.deleteSchedule(id, in: account)
                }
                #expect(error?.code == "in_use")
                #expect(error?.message.contains("Introductory call") == true)
            }
            calendar.scheduleID = ""
            calendar.hosts[0].scheduleID = ""
            try await verbs.saveCalendar(calendar, id: practice.calendar.id, of: account)
            for id in [shared.id, own.id] { try await verbs.deleteSchedule(id, in: account) }
        }
    }

    @Test func `a schedule is its owner's only`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            let verbs = house.verbs
            let (ada, milo) = (practice.hosts[0].id, practice.hosts[1].id)
            let other = try await verbs.createAccount(
                name: "Other", slug: "other", zone: "UTC",
                admin: NewUser(name: "Una", email: "una@other.example", password: "a long password", zone: "UTC"))
            let form = ScheduleForm(name: "Late", zone: "UTC")
            let shared = try await verbs.saveSchedule(form, id: nil, owner: .account, in: practice.account)
            let adas = try await verbs.saveSchedule(form, id: nil, owner: .user(ada), in: practice.account)
            let attempts: [(String, ScheduleOwner, Account)] = [
                (shared.id, .account, other.account), (shared.id, .user(ada), practice.account),
                (adas.id, .user(milo), practice.account), (adas.id, .account, practice.account),
                (adas.id, .user(ada), other.account), ("sch_nothing", .account, practice.account),
            ]
            for (id, owner, account) in attempts {
                #expect(
                    try await code { try await verbs.saveSchedule(form, id: id, owner: owner, in: account) }
                        == "not_found")
            }
            for id in [shared.id, adas.id] {
                #expect(try await code { try await verbs.deleteSchedule(id, in: other.account) } == "not_found")
            }
            for (user, account) in [(milo, practice.account), (ada, other.account)] {
                #expect(
                    try await code { try await verbs.makeDefaultSchedule(adas.id, of: user, in: account) }
                        == "not_found")
            }
        }
    }

    @Test func `the hours of a week leave the days with hours of their own`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let (verbs, account, user) = (house.verbs, practice.account, practice.hosts[0].id)
            let former = try #require(try await verbs.store.read { try $0.defaultSchedule(of: user) })
            var form = try verbs.scheduleForm(former)
            form.name = "Mine"
            form.overrides = [OverrideForm(first: "2026-12-24")]
            try await verbs.saveSchedule(form, id: former.id, owner: .user(user), in: account)
            try await verbs.saveHours(
                HoursForm(zone: "Europe/Lisbon", days: [.tuesday: [nine]]), of: user, in: account)
            let stored = try #require(try await verbs.store.read { try $0.defaultSchedule(of: user) })
            let changed = try verbs.scheduleForm(stored)
            #expect(stored.id == former.id)
            #expect(changed.name == "Mine" && changed.zone == "Europe/Lisbon")
            #expect(changed.weeks == [[.tuesday: [nine]]])
            #expect(changed.overrides == [OverrideForm(first: "2026-12-24")])
            let error = await #expect(throws: OperationError.self) {
                try await verbs.saveHours(
                    HoursForm(zone: "Mars/Base", days: [.monday: [.init(from: "17:00", to: "09:00")]]), of: user,
                    in: account)
            }
            #expect(error?.fields.map(\.name) == ["zone", "monday"])
        }
    }

    @Test func `limits of a user are numbers or none`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let (verbs, user) = (house.verbs, practice.hosts[0].id)
            try await verbs.setLimits(
                LimitsForm(day: "4", week: "", month: " 1000 "), of: user, in: practice.account)
            #expect(
                try await verbs.store.read { try $0.profile(of: user)?.limits }
                    == Limits(perDay: 4, perMonth: 1000))
            let error = await #expect(throws: OperationError.self) {
                try await verbs.setLimits(
                    LimitsForm(day: "0", week: "1001", month: "x"), of: user, in: practice.account)
            }
            #expect(error?.fields.map(\.name) == ["limit_day", "limit_week", "limit_month"])
            #expect(
                try await code {
                    try await verbs.setLimits(
                        LimitsForm(day: "", week: "", month: ""), of: "usr_x", in: practice.account)
                } == "not_found")
        }
    }
}
