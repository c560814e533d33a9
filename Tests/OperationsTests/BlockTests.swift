import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct BlockTests {
    private func member(_ user: User, _ house: TestHouse, _ practice: Practice) async throws -> Member {
        try #require(
            try await house.verbs.store.read { try $0.membership(of: user.id, in: practice.account.id) })
    }

    private func starts(_ house: TestHouse, on day: String) async throws -> [String] {
        let zone = try house.verbs.zones.zone("Europe/Berlin")
        let date = try #require(CivilDate(day))
        let found = try await house.verbs.slots(SlotsAsk(account: "harbor", calendar: "intro")) { _ in
            Interval(
                start: zone.start(CivilDateTime(date: date, minuteOfDay: 0)),
                end: zone.end(CivilDateTime(date: date, minuteOfDay: 1440)))
        }
        return found.slots.map { zone.civil(at: $0.start).clock }
    }

    @Test func `takes its owner's time until it is taken back, and names what lies in it`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let (verbs, user) = (house.verbs, practice.hosts[0])
            let booked = try await house.book("2026-12-08T09:00:00Z")
            let gone = try await house.book("2026-12-08T10:00:00Z", guest: "omar")
            _ = try await verbs.cancel(gone, reason: "", by: "guest")
            let (block, conflicts) = try await verbs.saveBlock(
                BlockForm(owner: user.id, start: "2026-12-08T10:00", end: "2026-12-08T12:30", label: "Dentist"),
                asking: member(user, house, practice), in: practice.account)
            #expect(conflicts.map(\.id) == [booked.appointment.id])
            #expect(block.kind == .blocked && block.createdBy == "Ada Test" && block.firstDate == nil)
            #expect(block.interval.start.rfc3339 == "2026-12-08T09:00:00Z")
            let free = try await starts(house, on: "2026-12-08")
            #expect(free.contains("09:30") && free.contains("12:30"))
            #expect(!free.contains { ("10:00"..."12:00").contains($0) })
            let error = await #expect(throws: OperationError.self) {
                try await house.book("2026-12-08T11:00:00Z")
            }
            #expect(error?.code == "slot_taken")
            try await verbs.deleteBlock(block.id, in: practice.account)
            #expect(try await starts(house, on: "2026-12-08").contains("12:00"))
        }
    }

    @Test func `of a calendar takes the time of all who are on it, there only`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            let verbs = house.verbs
            var form = CalendarForm()
            (form.name, form.slug) = ("Second", "second")
            form.hosts = practice.hosts.map { HostForm(userID: $0.id) }
            try await verbs.saveCalendar(form, id: nil, of: practice.account)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            let (_, conflicts) = try await verbs.saveBlock(
                BlockForm(owner: practice.calendar.id, start: "2026-12-08", end: ""), by: "api",
                in: practice.account)
            #expect(conflicts.map(\.id) == [booked.appointment.id])
            #expect(try await starts(house, on: "2026-12-08").isEmpty)
            let day = Interval(start: booked.appointment.interval.start, minutes: 60)
            let elsewhere = try await verbs.slots(SlotsAsk(account: "harbor", calendar: "second")) { _ in day }
            #expect(!elsewhere.slots.isEmpty)
        }
    }

    @Test func `of whole days goes by the owner's own clocks`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, zone: "Asia/Kathmandu", connected: false)
            let (block, _) = try await house.verbs.saveBlock(
                BlockForm(
                    owner: practice.hosts[0].id, kind: "time_off", start: "2026-12-24", end: "2026-12-26"),
                by: "api", in: practice.account)
            #expect(block.kind == .timeOff)
            #expect(block.firstDate == CivilDate("2026-12-24") && block.lastDate == CivilDate("2026-12-26"))
            #expect(block.interval.start.rfc3339 == "2026-12-23T18:15:00Z")
            #expect(block.interval.end.rfc3339 == "2026-12-26T18:15:00Z")
        }
    }

    @Test func `on days of 23 and 25 hours is as long as they are`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            for (day, hours) in [("2027-03-28", 23), ("2027-10-31", 25), ("2027-06-01", 24)] {
                let (block, _) = try await house.verbs.saveBlock(
                    BlockForm(owner: practice.hosts[0].id, start: day, end: day), by: "api", in: practice.account)
                #expect(block.interval.start.minutes(until: block.interval.end) == hours * 60)
            }
            // Readings that clocks skip or show twice make it as long as it can be.
            for (from, to, minutes) in [
                ("2027-03-28T02:30", "2027-03-28T03:00", 0), ("2027-10-31T02:00", "2027-10-31T03:00", 120),
                ("2027-10-31T02:00", "2027-10-31T02:30", 90),
            ] {
                let form = BlockForm(owner: practice.hosts[0].id, start: from, end: to)
                if minutes == 0 {
                    await #expect(throws: OperationError.self) {
                        try await house.verbs.saveBlock(form, by: "api", in: practice.account)
                    }
                } else {
                    let (block, _) = try await house.verbs.saveBlock(form, by: "api", in: practice.account)
                    #expect(block.interval.start.minutes(until: block.interval.end) == minutes)
                }
            }
        }
    }

    @Test func `that makes no sense is refused at its field`() async throws {
        let cases = [
            ("2026-12-08T10:00", "2026-12-08T09:00", "blocked", "end reversed"),
            ("2026-12-08T10:00Z", "2026-12-08T10:00:00Z", "blocked", "end reversed"),
            ("2026-12-09", "2026-12-08", "time_off", "end reversed"),
            ("2026-12-01", "2028-12-04", "blocked", "end too_long"),
            ("2026-12-01", "9999-12-31", "blocked", "end too_long"),
            ("1800-01-01", "1800-01-02", "blocked", "start bad_time"),
            ("2026-12-08", "2026-12-08T10:00", "blocked", "start bad_time"),
            ("2026-12-08T09:00", "2026-12-08", "blocked", "end bad_time"),
            ("2026-13-41", "2026-12-08T10:00", "blocked", "start bad_time"),
            ("2026-12-08T24:00", "2026-12-09T10:00", "blocked", "start bad_time"),
            ("", "2026-12-08T10:00", "blocked", "start missing"),
            ("2026-12-08T09:00", "", "blocked", "end missing"),
            ("2026-12-08", "", "external", "kind unknown_choice"), ("2026-12-08", "", "", "kind unknown_choice"),
        ]
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            for (start, end, kind, expected) in cases {
                let form = BlockForm(owner: practice.hosts[0].id, kind: kind, start: start, end: end)
                let error = await #expect(throws: OperationError.self) {
                    try await house.verbs.saveBlock(form, by: "api", in: practice.account)
                }
                #expect(error?.fields.map { "\($0.name) \($0.code)" } == [expected], "\(start)–\(end)")
            }
            let stored = try await house.verbs.store.read {
                try $0.blocks(ofAccount: practice.account.id, endingAfter: Instant(milliseconds: 0))
            }
            #expect(stored.isEmpty)
        }
    }

    @Test func `of two years is the longest`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let form = BlockForm(owner: practice.hosts[0].id, start: "2026-12-01", end: "2028-11-30")
            let (block, _) = try await house.verbs.saveBlock(form, by: "api", in: practice.account)
            #expect(block.interval.start.minutes(until: block.interval.end) == 731 * 1440)
        }
    }

    @Test func `is everybody's own, and anybody's for an admin`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            let (verbs, account) = (house.verbs, practice.account)
            let (ada, milo) = (practice.hosts[0], practice.hosts[1])
            let (admin, user) = (
                try await member(ada, house, practice), try await member(milo, house, practice)
            )
            func form(_ owner: String) -> BlockForm { BlockForm(owner: owner, start: "2026-12-24", end: "") }
            for owner in [ada.id, practice.calendar.id, "usr_nobody"] {
                let error = await #expect(throws: OperationError.self) {
                    try await verbs.saveBlock(form(owner), asking: user, in: account)
                }
                #expect(error?.code == "not_admin")
            }
            try await verbs.saveBlock(form(milo.id), asking: user, in: account)
            let (adas, _) = try await verbs.saveBlock(form(ada.id), asking: admin, in: account)
            let (milos, _) = try await verbs.saveBlock(form(milo.id), asking: admin, in: account)
            let forbidden = await #expect(throws: OperationError.self) {
                try await verbs.deleteBlock(adas.id, asking: user, in: account)
            }
            #expect(forbidden?.code == "not_admin")
            try await verbs.deleteBlock(milos.id, asking: user, in: account)
            try await verbs.deleteBlock(adas.id, asking: admin, in: account)
            let missing = await #expect(throws: OperationError.self) {
                try await verbs.deleteBlock(adas.id, in: account)
            }
            #expect(missing?.code == "not_found")
            let nobody = await #expect(throws: OperationError.self) {
                try await verbs.saveBlock(form("usr_nobody"), by: "api", in: account)
            }
            #expect(nobody?.fields.map(\.name) == ["owner"])
        }
    }
}
