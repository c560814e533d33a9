import Scheduling
import Store
import Testing
import TimeZones

struct `Groups of calendars` {
    private let group = CalendarGroup(
        id: "grp", accountID: "north", slug: "meet", name: "Meet us", description: "Pick one.",
        calendarIDs: ["cal_second", "cal_intro"])

    private func withGroup(_ body: (UsherStore) async throws -> Void) async throws {
        try await withStore { store in
            try await store.write { transaction in
                try transaction.insert(exampleCalendar("second"), at: now)
                try transaction.save(group, at: now)
            }
            try await body(store)
        }
    }

    @Test func `come back with their calendars in order, by id, by account and by link`() async throws {
        try await withGroup { store in
            #expect(try await store.read { try $0.group(id: "grp", of: "north") } == group)
            #expect(try await store.read { try $0.groups(of: "north") } == [group])
            let found = try #require(try await store.read { try $0.group(slug: "meet", ofAccount: "north") })
            #expect(found.account.id == "north")
            #expect(found.group == group)
            #expect(found.calendars.map(\.slug) == ["second", "intro"])
        }
    }

    @Test func `are changed in place, and removed without their calendars`() async throws {
        try await withGroup { store in
            var changed = group
            changed.name = "See us"
            changed.calendarIDs = ["cal_intro"]
            try await store.write { [changed] in try $0.save(changed, at: now) }
            #expect(try await store.read { try $0.groups(of: "north") } == [changed])
            #expect(try await store.write { try $0.deleteGroup(id: "grp", of: "north") })
            #expect(try await store.read { try $0.groups(of: "north").isEmpty })
            #expect(try await store.read { try $0.calendar(id: "cal_intro") } != nil)
        }
    }

    @Test func `are their account's alone, as is their link name`() async throws {
        try await withGroup { store in
            #expect(try await store.read { try $0.group(id: "grp", of: "south") } == nil)
            #expect(try await store.read { try $0.group(slug: "meet", ofAccount: "south") } == nil)
            #expect(try await store.write { try $0.deleteGroup(id: "grp", of: "south") } == false)
            #expect(try await store.read { try $0.group(id: "grp", of: "north") } == group)
            var twin = group
            twin.id = "twin"
            let error = await #expect(throws: StoreError.self) {
                try await store.write { [twin] in try $0.save(twin, at: now) }
            }
            #expect(error?.isTaken == true)
            twin.accountID = "south"
            twin.calendarIDs = ["cal_help"]
            try await store.write { [twin] in try $0.save(twin, at: now) }
            #expect(try await store.read { try $0.group(slug: "meet", ofAccount: "south")?.group } == twin)
        }
    }
}

struct `Booking links` {
    private let link = BookingLink(
        id: "lnk", accountID: "north", calendarID: "cal_intro", label: "For Zoë", createdBy: "Ann",
        expiresAt: now.adding(minutes: 60))

    @Test func `are used once, of however many who try at once`() async throws {
        try await withStore { store in
            try await store.write { try $0.insert(link, at: now) }
            let uses = try await withThrowingTaskGroup { group in
                for number in 0..<20 {
                    group.addTask {
                        try await store.write {
                            try $0.useBookingLink("lnk", appointment: "appointment \(number)", at: now)
                        }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(uses == 1)
            let used = try #require(try await store.read { try $0.bookingLink(id: "lnk") })
            #expect(used.usedAt == now)
            #expect(used.appointmentID?.hasPrefix("appointment ") == true)
        }
    }

    @Test func `are of no use from the moment they expire`() async throws {
        try await withStore { store in
            try await store.write { try $0.insert(link, at: now) }
            let late = try await store.write {
                try $0.useBookingLink("lnk", appointment: "late", at: now.adding(minutes: 60))
            }
            #expect(!late)
            #expect(try await store.read { try $0.bookingLink(id: "lnk") } == link)
            let inTime = try await store.write {
                try $0.useBookingLink("lnk", appointment: "in time", at: now.adding(seconds: 3599))
            }
            #expect(inTime)
        }
    }

    @Test func `are listed newest first, and taken back by their own account only`() async throws {
        try await withStore { store in
            var newer = link
            newer.id = "newer"
            try await store.write { [newer] in
                try $0.insert(link, at: now)
                try $0.insert(newer, at: now.adding(minutes: 1))
            }
            #expect(try await store.read { try $0.bookingLinks(of: "north") } == [newer, link])
            #expect(try await store.read { try $0.bookingLinks(of: "south").isEmpty })
            #expect(try await store.write { try $0.deleteBookingLink(id: "lnk", of: "south") } == false)
            #expect(try await store.write { try $0.deleteBookingLink(id: "lnk", of: "north") })
            #expect(try await store.write { try $0.useBookingLink("lnk", appointment: "x", at: now) } == false)
        }
    }
}

struct `Rooms and equipment` {
    private func insert(_ names: [String], in store: UsherStore, of account: String = "north") async throws {
        try await store.write { transaction in
            for name in names {
                try transaction.insert(Resource(id: "res \(name)", accountID: account, name: name), at: now)
            }
        }
    }

    @Test func `are an account's, by name, and put on its calendars`() async throws {
        try await withStore { store in
            try await insert(["Van", "Projector"], in: store)
            #expect(try await store.read { try $0.resources(of: "north").map(\.name) } == ["Projector", "Van"])
            #expect(try await store.read { try $0.resources(of: "south").isEmpty })
            try await store.write { try $0.setResources(["res Van", "res Projector"], of: "cal_intro") }
            try await store.write { try $0.setResources(["res Van"], of: "cal_intro") }
            #expect(try await store.read { try $0.resources(ofCalendar: "cal_intro").map(\.name) } == ["Van"])
            #expect(try await store.read { try $0.askResourceIDs(of: "cal_intro").all } == ["res Van"])
            #expect(try await store.read { try $0.calendarNames(usingResource: "res Van") } == ["Intro"])
            #expect(try await store.read { try $0.calendarNames(usingResource: "res Projector").isEmpty })
        }
    }

    @Test func `have a name of their own, and go by their account's word only`() async throws {
        try await withStore { store in
            try await insert(["Van"], in: store)
            let twin = await #expect(throws: StoreError.self) {
                try await store.write {
                    try $0.insert(Resource(id: "twin", accountID: "north", name: "Van"), at: now)
                }
            }
            #expect(twin?.isTaken == true)
            #expect(try await store.write { try $0.deleteResource(id: "res Van", of: "south") } == false)
            #expect(try await store.write { try $0.deleteResource(id: "res Van", of: "north") })
            #expect(try await store.read { try $0.resources(of: "north").isEmpty })
        }
    }
}

struct `A user's limits` {
    @Test func `are none until they are set, and none again when they are taken away`() async throws {
        try await withStore { store in
            #expect(try await store.read { try $0.profile(of: "ann")?.limits } == Limits.none)
            let limits = Limits(perDay: 4, perWeek: nil, perMonth: 30)
            try await store.write { try $0.setLimits(limits, buffers: Buffers(), of: "ann") }
            #expect(try await store.read { try $0.profile(of: "ann")?.limits } == limits)
            #expect(try await store.read { try $0.hosts(of: "cal_intro").map(\.limits) } == [limits, .none])
            try await store.write { try $0.setLimits(.none, buffers: Buffers(), of: "ann") }
            #expect(try await store.read { try $0.profile(of: "ann")?.limits } == Limits.none)
        }
    }
}
