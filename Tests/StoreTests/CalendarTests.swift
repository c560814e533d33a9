import Scheduling
import Store
import Testing
import TimeZones

struct `Calendars` {
    private func turns(_ store: UsherStore) async throws -> [String: Instant?] {
        try await store.read { snapshot in
            Dictionary(
                uniqueKeysWithValues: try snapshot.hosts(of: "cal_intro").map { ($0.userID, $0.lastBooked) })
        }
    }

    @Test func `come back as they were stored`() async throws {
        try await withStore { store in
            let calendar = exampleCalendar("deep", before: 5, after: 10)
            try await store.write { try $0.insert(calendar, at: now) }
            #expect(try await store.read { try $0.calendar(id: "cal_deep") } == calendar)
            #expect(
                try await store.read { try $0.calendar(slug: "deep", ofAccount: "north")?.calendar } == calendar)
            #expect(try await store.read { try $0.calendars(of: "north").map(\.id) } == ["cal_deep", "cal_intro"])
        }
    }

    @Test func `of every kind come back with all their settings`() async throws {
        try await withStore { store in
            for kind in CalendarKind.allCases {
                let calendar = try everySetting(of: kind)
                try await store.write { transaction in
                    if kind == CalendarKind.allCases.first {
                        try transaction.save(exampleSchedule("sch_shared", account: "north"), at: now)
                    }
                    try transaction.insert(calendar, at: now)
                }
                #expect(try await store.read { try $0.calendar(id: calendar.id, of: "north") } == calendar)
                var changed = exampleCalendar("changed-\(kind.rawValue)", id: calendar.id)
                changed.kind = kind
                try await store.write { [changed] in try $0.update(changed, at: now) }
                #expect(try await store.read { try $0.calendar(id: calendar.id, of: "north") } == changed)
            }
        }
    }

    private func everySetting(of kind: CalendarKind) throws -> BookingCalendar {
        var calendar = exampleCalendar(kind.rawValue, before: 5, after: 10)
        calendar.kind = kind
        calendar.rules.durations = [60, 30, 15]
        calendar.rules.window = .dates(
            first: try #require(CivilDate("2026-12-01")), last: try #require(CivilDate("2027-02-28")))
        calendar.rules.limits = Limits(perDay: 3, perWeek: nil, perMonth: 20)
        calendar.rules.seats = 12
        calendar.rules.lookBusy = 40
        calendar.location = CalendarLocation(kind: .address, detail: "Pier 4")
        calendar.scheduleID = "sch_shared"
        calendar.distribution = .equal
        calendar.policy.onMove = .reassign
        calendar.policy.isOwnerFirst = true
        calendar.policy.assignsOwner = true
        calendar.policy.showsSeats = false
        calendar.policy.letsChooseHost = true
        calendar.policy.needsApproval = true
        calendar.policy.moveCutoff = 60
        calendar.policy.cancelCutoff = 0
        calendar.policy.maxGuests = 4
        calendar.policy.maxOccurrences = 12
        calendar.policy.hasWaitingList = true
        calendar.questions = [
            Question(key: "meal", label: "Zoë’s “soup”?", kind: .choice, isRequired: true, options: ["Yes", "No"])
        ]
        calendar.consent = "I agree."
        return calendar
    }

    @Test func `keep what they say of each host, and who comes new owes and is owed nothing`() async throws {
        try await withStore { store in
            let settings = [
                HostSetting(userID: "bob", priority: .high, weight: 3, scheduleID: "evenings", isRequired: false),
                HostSetting(userID: "ann", priority: .low, weight: 2),
            ]
            try await store.write { transaction in
                try transaction.save(exampleSchedule("evenings", user: "bob"), at: now)
                try transaction.setHosts(settings, of: "cal_intro")
            }
            #expect(try await store.read { try $0.hostSettings(of: "cal_intro") } == settings)
            let debts = try await store.write { transaction in
                try transaction.advanceTurn(of: "cal_intro", by: 100)
                try transaction.pay(70, host: "ann", on: "cal_intro")
                // Twice her weight of turns, and 70 of them had: her share stays 130 behind, whatever her weight.
                var changed = settings + [HostSetting(userID: "eve", weight: 5)]
                changed[1].weight = 7
                try transaction.setHosts(changed, of: "cal_intro")
                return try transaction.hosts(of: "cal_intro").map {
                    Ledger.debt(weight: $0.weight, turn: 100, paid: $0.paid)
                }
            }
            #expect(debts == [300, 130, 0])
        }
    }

    @Test func `go by a host's chosen schedule, or else by their default one`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                var evenings = exampleSchedule("evenings", user: "bob")
                evenings.schedule = Schedule(zone: "Asia/Kathmandu", rules: evenings.schedule.rules)
                try transaction.save(evenings, at: now)
                try transaction.setHosts(
                    [HostSetting(userID: "ann"), HostSetting(userID: "bob", scheduleID: "evenings")],
                    of: "cal_intro")
            }
            let zones = try await store.read { try $0.hosts(of: "cal_intro").map(\.schedule.zone) }
            #expect(zones == ["Europe/Berlin", "Asia/Kathmandu"])
        }
    }

    @Test func `have slugs that are unique within their account`() async throws {
        try await withStore { store in
            let twin = exampleCalendar("intro", id: "cal_twin")
            let inserting = await #expect(throws: StoreError.self) {
                try await store.write { try $0.insert(twin, at: now) }
            }
            #expect(inserting?.isTaken == true)
            try await store.write { try $0.insert(exampleCalendar("second"), at: now) }
            let second = exampleCalendar("intro", id: "cal_second")
            let updating = await #expect(throws: StoreError.self) {
                try await store.write { try $0.update(second, at: now) }
            }
            #expect(updating?.isTaken == true)
            try await store.write { try $0.insert(exampleCalendar("intro", id: "cal_twin", of: "south"), at: now) }
            #expect(
                try await store.read { try $0.calendar(slug: "intro", ofAccount: "south")?.calendar.id }
                    == "cal_twin")
            #expect(
                try await store.read { try $0.calendar(slug: "intro", ofAccount: "north")?.calendar.id }
                    == "cal_intro")
        }
    }

    @Test func `of another account cannot be had or changed`() async throws {
        try await withStore { store in
            #expect(try await store.read { try $0.calendar(id: "cal_intro", of: "south") } == nil)
            try await store.write { try $0.meet("meeting", "ann", stretch(60, 30)) }
            let foreign = exampleCalendar("taken", id: "cal_intro", of: "south", before: 99, after: 99)
            _ = try? await store.write { try $0.update(foreign, at: now) }
            #expect(try await store.read { try $0.calendar(id: "cal_intro")?.slug } == "intro")
            let busy = try await store.read { try $0.busyTimes(of: ["ann"], within: stretch(0, 120), at: now) }
            #expect(busy["ann"]?.map(\.bufferBefore) == [0])
        }
    }

    @Test func `give their new buffers to what is booked already, and not to the past or to other calendars`()
        async throws
    {
        try await withStore { store in
            try await store.write { transaction in
                try transaction.meet("past", "ann", stretch(-60, 60))
                try transaction.meet("under way", "ann", stretch(0, 60))
                try transaction.meet("later", "bob", stretch(600, 30))
                try transaction.meet("elsewhere", "eve", stretch(600, 30))
                try transaction.update(exampleCalendar("intro", before: 15, after: 20), at: now.adding(minutes: 5))
            }
            let busy = try await store.read {
                try $0.busyTimes(of: ["ann", "bob", "eve"], within: stretch(0, 600), at: now)
            }
            #expect(busy["ann"]?.map(\.bufferBefore) == [0, 15])
            #expect(busy["ann"]?.map(\.bufferAfter) == [0, 20])
            #expect(busy["bob"]?.map(\.bufferBefore) == [15])
            #expect(busy["eve"]?.map(\.bufferBefore) == [0])
        }
    }

    @Test func `keep their hosts' turns when the list is edited`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                try transaction.markBooked(host: "ann", on: "cal_intro", at: now)
                try transaction.setHosts(["bob", "ann", "eve"].map { HostSetting(userID: $0) }, of: "cal_intro")
            }
            #expect(try await turns(store) == ["ann": now, "bob": nil, "eve": nil])
            #expect(try await store.read { try $0.hostIDs(of: "cal_intro") } == ["bob", "ann", "eve"])
            try await store.write { try $0.setHosts([HostSetting(userID: "bob")], of: "cal_intro") }
            #expect(try await turns(store) == ["bob": nil])
            #expect(try await store.read { try $0.hostIDs(of: "cal_help") } == ["eve"])
        }
    }

    @Test func `leave out a host without hours, and keep them on the list`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                let newcomer = User(id: "kim", name: "Kim", email: "kim@example.com", zone: "UTC")
                try transaction.insert(newcomer, passwordHash: "", at: now)
                try transaction.setHosts(["kim", "ann"].map { HostSetting(userID: $0) }, of: "cal_intro")
            }
            #expect(try await store.read { try $0.hosts(of: "cal_intro").map(\.userID) } == ["ann"])
            #expect(try await store.read { try $0.hostIDs(of: "cal_intro") } == ["kim", "ann"])
        }
    }

    @Test func `see busy times that reach in from the day before, without the meeting that moves`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                try transaction.meet("long", "ann", stretch(-1440, 1440))
                try transaction.meet("moving", "ann", stretch(0, 30))
                try transaction.meet("far", "ann", stretch(10_000, 30))
            }
            let busy = try await store.read { snapshot in
                try snapshot.busyTimes(of: ["ann"], within: stretch(0, 60), at: now, excluding: "moving")
            }
            #expect(busy["ann"]?.map(\.interval) == [stretch(-1440, 1440)])
        }
    }
}
