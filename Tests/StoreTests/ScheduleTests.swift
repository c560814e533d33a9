import Database
import Scheduling
import Store
import Testing
import TimeZones

struct `Schedules` {
    private let zone: Zone

    init() throws {
        zone = try ZoneDatabase().zone("Asia/Kathmandu")
    }

    private func range(_ from: Int, _ to: Int) throws -> MinuteRange {
        try #require(MinuteRange(from: from, to: to))
    }

    private func defaults(of user: String, in store: UsherStore) async throws -> [String] {
        try await store.read { try $0.schedules(ofUser: user).filter(\.isDefault).map(\.id) }
    }

    @Test func `come back with every week, range and day of their own`() async throws {
        let christmas = try #require(CivilDate("2026-12-24"))
        let hours = OpeningHours(
            zone: zone,
            weeks: [
                [.monday: [try range(540, 720), try range(1380, 1440)], .sunday: [try range(0, 60)]],
                [.friday: [try range(600, 660)]],
            ],
            anchor: try #require(CivilDate("2026-12-02")),
            overrides: [christmas: [], christmas.adding(days: 1): [try range(600, 660)]])
        try await withStore { store in
            let named = NamedSchedule(
                id: "sch", accountID: nil, userID: "ann", name: "Odd and even", schedule: try Schedule(hours),
                isDefault: false)
            try await store.write { try $0.save(named, at: now) }
            #expect(try await store.read { try $0.schedule(id: "sch") } == named)
            let read = try named.schedule.hours(in: zone)
            #expect(read.weeks == hours.weeks)
            #expect(read.overrides == hours.overrides)
            #expect(read.anchor == CivilDate("2026-11-30"))
            #expect(read.zone === zone)
        }
    }

    @Test func `are a user's or an account's, and one of a user's is the default`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                try transaction.save(exampleSchedule("evenings", user: "ann"), at: now)
                try transaction.save(exampleSchedule("shared", account: "north"), at: now)
            }
            #expect(
                try await store.read { try $0.schedules(ofUser: "ann").map(\.id) } == ["hours of ann", "evenings"])
            #expect(try await store.read { try $0.schedules(ofAccount: "north").map(\.id) } == ["shared"])
            #expect(try await store.read { try $0.schedules(ofAccount: "south").isEmpty })
            #expect(try await store.read { try $0.schedules(ofUser: "bob").map(\.id) } == ["hours of bob"])
            #expect(try await defaults(of: "ann", in: store) == ["hours of ann"])
            let second = await #expect(throws: StoreError.self) {
                try await store.write {
                    try $0.save(exampleSchedule("another", user: "ann", isDefault: true), at: now)
                }
            }
            #expect(second?.isTaken == true)
        }
    }

    @Test func `are changed in place, and go when nothing uses them`() async throws {
        try await withStore { store in
            var schedule = exampleSchedule("evenings", user: "ann")
            try await store.write { [schedule] in try $0.save(schedule, at: now) }
            schedule.name = "Late"
            schedule.schedule = Schedule(zone: "UTC", rules: schedule.schedule.rules)
            try await store.write { [schedule] in try $0.save(schedule, at: now) }
            #expect(try await store.read { try $0.schedule(id: "evenings") } == schedule)
            try await store.write { try $0.deleteSchedule(id: "evenings") }
            #expect(try await store.read { try $0.schedule(id: "evenings") } == nil)
        }
    }

    @Test func `know the calendars that go by them`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                try transaction.save(exampleSchedule("evenings", user: "bob"), at: now)
                try transaction.save(exampleSchedule("shared", account: "north"), at: now)
                try transaction.setHosts([HostSetting(userID: "bob", scheduleID: "evenings")], of: "cal_help")
                for slug in ["zebra", "apple"] {
                    var calendar = exampleCalendar(slug)
                    calendar.scheduleID = "shared"
                    try transaction.insert(calendar, at: now)
                }
            }
            let uses = try await store.read { snapshot in
                try ["evenings", "shared", "hours of ann"].map { id in
                    try snapshot.uses(ofSchedule: id).map { "\($0.accountID) \($0.calendarName)" }
                }
            }
            #expect(uses == [["south Help"], ["north Apple", "north Zebra"], []])
            for id in ["evenings", "shared"] {
                await #expect(throws: StoreError.self) { try await store.write { try $0.deleteSchedule(id: id) } }
            }
        }
    }
}
