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
            let busy = try await store.read { try $0.busyTimes(of: ["ann"], within: stretch(0, 120)) }
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
                try $0.busyTimes(of: ["ann", "bob", "eve"], within: stretch(0, 600))
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
                try transaction.setHosts(["bob", "ann", "eve"], of: "cal_intro")
            }
            #expect(try await turns(store) == ["ann": now, "bob": nil, "eve": nil])
            #expect(try await store.read { try $0.hostIDs(of: "cal_intro") } == ["bob", "ann", "eve"])
            try await store.write { try $0.setHosts(["bob"], of: "cal_intro") }
            #expect(try await turns(store) == ["bob": nil])
            #expect(try await store.read { try $0.hostIDs(of: "cal_help") } == ["eve"])
        }
    }

    @Test func `leave out a host without hours, and keep them on the list`() async throws {
        try await withStore { store in
            try await store.write { transaction in
                let newcomer = User(id: "kim", name: "Kim", email: "kim@example.com", zone: "UTC")
                try transaction.insert(newcomer, passwordHash: "", at: now)
                try transaction.setHosts(["kim", "ann"], of: "cal_intro")
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
                try snapshot.busyTimes(of: ["ann"], within: stretch(0, 60), excluding: "moving")
            }
            #expect(busy["ann"]?.map(\.interval) == [stretch(-1440, 1440)])
        }
    }

    @Test func `hours come back range by range`() async throws {
        let morning = try #require(MinuteRange(from: 540, to: 720))
        let late = try #require(MinuteRange(from: 1380, to: 1440))
        let ranges: [Weekday: [MinuteRange]] = [.monday: [morning, late], .sunday: [late], .friday: []]
        try await withStore { store in
            try await store.write {
                try $0.save(try Schedule(zone: "Asia/Kathmandu", ranges: ranges), of: "ann", at: now)
            }
            let schedule = try #require(try await store.read { try $0.schedule(of: "ann") })
            #expect(schedule.zone == "Asia/Kathmandu")
            #expect(try schedule.ranges() == ranges)
        }
    }
}
