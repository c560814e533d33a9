import Operations
import Scheduling
import Store
import TestSupport
import Testing
import TimeZones

struct CalendarPageTests {
    /// Another account, whose things are none of the first one's.
    private func stranger(_ house: TestHouse) async throws -> Account {
        let admin = NewUser(
            name: "Una Other", email: "una@other.example", password: "a long password", zone: "UTC")
        return try await house.verbs.createAccount(name: "Other", slug: "other", zone: "UTC", admin: admin).account
    }

    private func fields(_ body: () async throws -> Void) async throws -> [String] {
        do {
            try await body()
            return []
        } catch let error as OperationError {
            return error.fields.isEmpty ? [error.code] : error.fields.map { "\($0.name) \($0.code)" }
        }
    }

    @Test func `every preset is a calendar once it has hosts and a link name`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            let presets = house.verbs.calendarPresets
            #expect(presets.map(\.key) == CalendarPreset.all.map(\.key))
            #expect(Set(presets.map(\.key)).count == 8)
            for preset in presets {
                var form = preset.form
                form.slug = preset.key.replacing("_", with: "-")
                let count = ["personal", "class"].contains(form.kind) ? 1 : 2
                form.hosts = practice.hosts.prefix(count).map { HostForm(userID: $0.id) }
                let made = try await house.verbs.saveCalendar(form, id: nil, of: practice.account)
                #expect(made.name == preset.name)
                #expect(!made.description.isEmpty && !preset.summary.isEmpty)
            }
        }
    }

    @Test func `a group shows its open calendars in order, with who holds them`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            var form = CalendarForm()
            (form.name, form.slug) = ("Second", "second")
            form.hosts = [HostForm(userID: practice.hosts[1].id)]
            let second = try await house.verbs.saveCalendar(form, id: nil, of: practice.account)
            (form.name, form.slug, form.isOpen) = ("Closed", "closed", false)
            let closed = try await house.verbs.saveCalendar(form, id: nil, of: practice.account)
            let ids = [second.id, closed.id, practice.calendar.id]
            let group = try await house.verbs.saveGroup(
                GroupForm(name: "Meet us", slug: "meet", calendarIDs: ids), id: nil, of: practice.account)
            #expect(group.calendarIDs == ids)
            let view = try await house.verbs.group(account: "Harbor", group: "MEET")
            #expect(view.group == group)
            #expect(view.calendars.map(\.calendar.slug) == ["second", "intro"])
            #expect(view.calendars.map(\.hostNames) == [["Milo Test"], ["Ada Test", "Milo Test"]])
            try await house.verbs.deleteGroup(group.id, of: practice.account)
            #expect(
                try await fields { _ = try await house.verbs.group(account: "harbor", group: "meet") }
                    == ["not_found"])
        }
    }

    @Test func `a group that makes no sense is refused at its field`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let id = practice.calendar.id
            let other = try await stranger(house)
            let verbs = house.verbs
            func save(_ form: GroupForm, id: String? = nil, of account: Account) async throws -> [String] {
                try await fields { try await verbs.saveGroup(form, id: id, of: account) }
            }
            let cases: [(GroupForm, [String])] = [
                (GroupForm(), ["slug bad_slug", "name missing", "calendars missing"]),
                (GroupForm(name: "A", slug: "a", calendarIDs: [id, id]), ["calendars repeated"]),
                (GroupForm(name: "A", slug: "a", calendarIDs: [id, "cal_x"]), ["calendars unknown_calendar"]),
                (
                    GroupForm(name: "A", slug: "a", calendarIDs: (0...100).map { "cal_\($0)" }),
                    ["calendars too_many"]
                ),
                (GroupForm(name: "A", slug: "a", calendarIDs: [id]), []),
                (GroupForm(name: "B", slug: "a", calendarIDs: [id]), ["slug taken"]),
            ]
            for (form, expected) in cases {
                #expect(try await save(form, of: practice.account) == expected, "\(form)")
            }
            let good = GroupForm(name: "C", slug: "c", calendarIDs: [id])
            #expect(try await save(good, of: other) == ["calendars unknown_calendar"])
            let stored = try #require(
                try await verbs.store.read { try $0.groups(of: practice.account.id).first?.id })
            #expect(try await save(good, id: stored, of: other) == ["not_found"])
            #expect(try await fields { try await verbs.deleteGroup(stored, of: other) } == ["not_found"])
            #expect(try await save(good, id: stored, of: practice.account) == [])
        }
    }

    @Test func `a booking link is signed, for one calendar, and can be taken back`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let verbs = house.verbs
            let (link, url) = try await verbs.makeBookingLink(
                calendarID: practice.calendar.id, label: "For Zoë", days: "7", by: "Ada Test",
                of: practice.account)
            let token = try #require(url.split(separator: "=").last.map(String.init))
            #expect(url == "http://usher.test/book/harbor/intro?link=\(token)")
            #expect(verbs.vault.subjectID(.once, token: token) == link.id)
            #expect(verbs.vault.subjectID(.manage, token: token) == nil)
            #expect(link.expiresAt == house.clock.now.adding(minutes: 7 * 1440))
            #expect(try await verbs.store.read { try $0.bookingLink(id: link.id) } == link)
            let other = try await stranger(house)
            #expect(try await fields { try await verbs.revokeBookingLink(link.id, of: other) } == ["not_found"])
            try await verbs.revokeBookingLink(link.id, of: practice.account)
            #expect(
                try await fields { try await verbs.revokeBookingLink(link.id, of: practice.account) }
                    == ["not_found"])
            for (calendar, label, days, expected) in [
                ("cal_x", "", "1", "calendar unknown_calendar"),
                (practice.calendar.id, "", "0", "days out_of_range"),
                (practice.calendar.id, "", "366", "days out_of_range"),
                (practice.calendar.id, String(repeating: "l", count: 101), "365", "label too_long"),
            ] {
                let found = try await fields {
                    _ = try await verbs.makeBookingLink(
                        calendarID: calendar, label: label, days: days, by: "api", of: practice.account)
                }
                #expect(found == [expected])
            }
        }
    }

    @Test func `a room has a name of its own and stays as long as a calendar takes it`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let (verbs, account) = (house.verbs, practice.account)
            let room = try await verbs.saveResource(" Blue room ", of: account)
            #expect(room.name == "Blue room")
            #expect(try await fields { try await verbs.saveResource("Blue room", of: account) } == ["name taken"])
            #expect(try await fields { try await verbs.saveResource("", of: account) } == ["name missing"])
            var form = try await verbs.calendarForm(id: practice.calendar.id, of: account)
            form.resourceIDs = [room.id]
            try await verbs.saveCalendar(form, id: practice.calendar.id, of: account)
            let error = await #expect(throws: OperationError.self) {
                try await verbs.deleteResource(room.id, of: account)
            }
            #expect(error?.code == "in_use")
            #expect(error?.message.contains("Introductory call") == true)
            let other = try await stranger(house)
            #expect(try await fields { try await verbs.deleteResource(room.id, of: other) } == ["not_found"])
            form.resourceIDs = ["res_nothing"]
            let unknown = form
            #expect(
                try await fields { try await verbs.saveCalendar(unknown, id: practice.calendar.id, of: account) }
                    == ["resources unknown_resource"])
            form.resourceIDs = []
            try await verbs.saveCalendar(form, id: practice.calendar.id, of: account)
            try await verbs.deleteResource(room.id, of: account)
            #expect(try await verbs.store.read { try $0.resources(of: account.id).isEmpty })
        }
    }

    @Test func `a calendar of another account is not there`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let other = try await stranger(house)
            let id = practice.calendar.id
            #expect(
                try await fields { _ = try await house.verbs.calendarForm(id: id, of: other) } == ["not_found"])
            let form = CalendarForm(practice.calendar, hosts: [])
            #expect(
                try await fields { try await house.verbs.saveCalendar(form, id: id, of: other) } == ["not_found"])
            #expect(try await house.verbs.store.read { try $0.calendar(id: id) } == practice.calendar)
        }
    }
}
