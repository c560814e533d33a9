import Database
import Foundation
import Operations
import Scheduling
import Store
import TestDatabases
import TestSupport
import Testing
import TimeZones

struct `Among a million appointments` {
    /// Looks at all the work that waits, for whoever watches over Usher; it is short when things are well.
    private static let allowed = ["SELECT count(*) AS number FROM work WHERE due_at <= ?"]

    @Test(arguments: TestDatabases.engines)
    func `every question is answered by an index`(engine: SQLEngine) async throws {
        try await TestDatabases.with(engine) { database in
            // What laid the schema is not asked again.
            _ = try await UsherStore.migrate(database)
            let recording = RecordingDatabase(database)
            try await TestHouse.with(recording) { house in try await Self.live(in: house) }
            try await MillionAppointments.insert(into: database)
            let asked = recording.statements.filter { Self.hasPlan($0.sql) && !Self.allowed.contains($0.sql) }
            #expect(asked.count > 120)
            for statement in asked {
                let plan = try await Self.plan(of: statement, in: database)
                let scanned = plan.filter { Self.isScan($0, of: statement.sql, engine) }
                #expect(scanned.isEmpty, "\(statement.sql)\n\(plan.joined(separator: "\n"))")
            }
        }
    }

    /// What an Usher does in a day.
    private static func live(in house: TestHouse) async throws {
        let practice = try await house.practice(hosts: 3)
        let verbs = house.verbs
        let booked = try await house.book("2026-12-08T09:00:00Z", submission: .init(key: "key"))
        let other = try await house.book("2026-12-08T10:00:00Z", guest: "omar")
        await house.work()
        let month = Interval(start: house.clock.now, minutes: 31 * 1440)
        let open = try await verbs.openCalendar(account: "harbor", calendar: "intro")
        _ = try await verbs.slots(SlotsAsk(account: "harbor", calendar: "intro")) { _ in month }
        _ = try await verbs.slots(
            of: open, duration: 30, within: month, excluding: booked.appointment.meetingID)
        _ = try? await house.book("2020-12-08T09:00:00Z")
        let token = try #require(verbs.joinURL(booked.appointment).split(separator: "/").last)
        _ = try await verbs.wayIn(verbs.appointment(token: String(token), .join))
        _ = try await verbs.move(
            booked, to: other.appointment.interval.start.adding(minutes: 60), zone: "UTC", by: "guest")
        _ = try await verbs.cancel(house.current(other), reason: "", by: "guest")
        house.clock.advance(minutes: 90)
        await house.work()
        try await liveByEveryRule(practice, house)
        try await lookAtPages(practice, house)
        try await tell(practice, house)
        _ = try await verbs.compareRoom(house.current(booked))
        try await verbs.store.write { transaction in
            for room in try transaction.unsettledRooms(host: practice.hosts[0].id) {
                try transaction.retryRoom(of: room.meetingID, at: house.clock.now)
            }
            try transaction.forgetRooms(
                host: practice.hosts[0].id, endingAfter: house.clock.now, at: house.clock.now)
        }
        await Housekeeping(verbs: verbs).sweep()
    }

    /// What there is with a webhook that takes nothing.
    private static func tell(_ practice: Practice, _ house: TestHouse) async throws {
        let (verbs, account) = (house.verbs, practice.account.id)
        let key = try await verbs.createAPIKey(for: practice.account, label: "hooks")
        let holder = try await verbs.holder(apiKey: key, for: .writeHooks, from: "")
        let form = HookForm(url: "http://127.0.0.1:9/")
        let hook = try await verbs.addHook(form, of: account, by: holder).hook
        _ = try await house.book("2026-12-22T09:00:00Z", guest: "told")
        let trial = try await verbs.tryHook(hook.id, of: account, by: holder)
        try await verbs.pauseHook(hook.id, of: account, by: holder)
        try await verbs.resumeHook(hook.id, of: account, by: holder)
        await house.work()
        try await verbs.changeHook(hook.id, form, of: account, by: holder)
        _ = try await verbs.rotateHookSecret(hook.id, of: account, by: holder)
        _ = try await verbs.redeliver(trial.id, ofHook: hook.id, of: account, by: holder)
        try await verbs.store.write { transaction in
            _ = try transaction.hookDeliveries(of: hook.id, before: trial.id, limit: 9)
            try transaction.disable(hook: hook.id, why: "test", at: verbs.now)
            try transaction.dropHookDeliveries(of: hook.id)
            try transaction.drop(delivery: trial.id)
            try transaction.note(hook: hook.id, failingSince: nil)
        }
        _ = try await verbs.store.read { try $0.hooks(of: account) }
        try await verbs.removeHook(hook.id, of: account, by: holder)
    }

    private static func lookAtPeople(_ practice: Practice, _ house: TestHouse) async throws {
        let (verbs, account, user) = (house.verbs, practice.account, practice.hosts[0])
        try await verbs.store.read { snapshot in
            var search = ContactSearch()
            (search.text, search.tag, search.ownerID, search.assignedTo) = ("nora", "vip", user.id, user.id)
            let found = try snapshot.contactPage(of: account.id, search, after: nil, limit: 9, at: verbs.now)
            _ = try snapshot.contactPage(
                of: account.id, ContactSearch(), after: ContactCursor(search: "a", id: "con"), limit: 9,
                at: verbs.now)
            _ = try snapshot.contactCount(of: account.id, search, most: 9)
            _ = try snapshot.tags(ofContacts: found.map(\.contact.id) + ["con"])
            _ = try snapshot.tagCounts(of: account.id, limit: 9)
            _ = try snapshot.likelyDuplicates(of: account.id, limit: 9)
            _ = try snapshot.notices(to: user, in: account.id, limit: 9)
            _ = try snapshot.unseenNotices(of: user, in: account.id, most: 9)
            _ = try snapshot.hostedCalendars(of: user.id, in: account.id)
            _ = try snapshot.profiles(of: account.id)
            _ = try snapshot.workLoads(of: account.id, from: verbs.now, to: verbs.now.adding(minutes: 10_080))
        }
        let person = try await verbs.addContact(
            Self.form("Nora Bell", "nora.bell@example.com"), by: Self.doer, in: account)
        let twin = try await verbs.addContact(
            Self.form("Nora Bell", "nora.twin@example.com"), by: Self.doer, in: account)
        _ = try await verbs.contactView(person.id, of: account, assignedTo: nil)
        _ = try await verbs.mergeContacts([twin.id], into: person.id, by: Self.doer, in: account)
        try await verbs.eraseContact(person.id, by: Self.doer, in: account)
        try await verbs.seeNotices(by: user, in: account)
        _ = try await verbs.setDefaultLocation(
            LocationForm(kind: "phone", detail: "+49 30 1234567"), of: user.id, in: account)
        _ = try await verbs.follow(defaultLocationOf: user.id, on: [practice.calendar.id], in: account)
    }

    private static func form(_ name: String, _ email: String) -> ContactForm {
        var form = ContactForm()
        (form.name, form.email) = (name, email)
        return form
    }

    private static let doer = Doer(
        APIKey(
            id: "key_test", accountID: "acc_test", label: "test", scopes: [], createdBy: "test",
            createdAt: Instant(milliseconds: 0), expiresAt: nil), address: "192.0.2.1")

    private static func readFeeds(_ practice: Practice, _ house: TestHouse) async throws {
        let (verbs, asker) = (house.verbs, try await house.asker("ada@harbor.example"))
        let forms = [
            FeedForm(), FeedForm(calendarID: practice.calendar.id),
            FeedForm(detail: "busy", isOfAllAccounts: true),
        ]
        for form in forms {
            let made = try await verbs.makeFeed(form, of: practice.account, by: asker)
            let renewed = try await verbs.renewFeed(made.feed.id, by: asker)
            _ = try await house.read(TestHouse.token(renewed.url))
            try await verbs.endFeed(made.feed.id, of: practice.account.id, by: asker)
        }
        try await verbs.store.read { snapshot in
            _ = try snapshot.feeds(ofCalendar: practice.calendar.id)
            _ = try snapshot.feeds(ofAccount: practice.account.id)
            let range = Interval(start: verbs.now, minutes: 1440)
            let limited = FeedSubject.calendar(
                practice.calendar.id, accountID: practice.account.id, hostID: practice.hosts[0].id)
            _ = try snapshot.feedEvents(of: limited, within: range, at: verbs.now, limit: 9)
        }
    }

    private static func lookAtPages(_ practice: Practice, _ house: TestHouse) async throws {
        let session = try await house.signIn(email: "ada@harbor.example")
        _ = try await house.verbs.person(token: session.token)
        let key = try await house.verbs.createAPIKey(for: practice.account, label: "test")
        _ = try await house.verbs.holder(apiKey: key, for: .readPeople, from: "")
        try await lookAtPeople(practice, house)
        try await readFeeds(practice, house)
        _ = try await house.verbs.memberZooms(of: practice.account.id)
        _ = try await house.verbs.zoomCalls(for: practice.hosts[0].id, in: practice.account.id)
        try await house.verbs.count(.booking, of: "192.0.2.1", perMinute: 60)
        try await house.verbs.saveCalendar(
            CalendarForm(practice.calendar, hosts: practice.hosts.map { HostSetting(userID: $0.id) }),
            id: practice.calendar.id, of: practice.account)
        try await house.verbs.store.read { snapshot in
            for filter in AppointmentFilter.allCases {
                for host in [nil, practice.hosts[0].id] {
                    var scope = AppointmentScope()
                    (scope.hostID, scope.text) = (host, host == nil ? "" : "nora bell")
                    let lines = try snapshot.appointments(
                        of: practice.account.id, scope, filter: filter, at: house.clock.now, limit: 50)
                    for line in lines {
                        _ = try snapshot.history(of: line.appointment.id)
                        _ = try snapshot.messages(of: line.appointment.id)
                    }
                }
            }
            _ = try snapshot.room(zoomID: "1")
            _ = try snapshot.connection(zoomUserID: "zoom-ada")
            _ = try snapshot.connections(of: practice.account.id)
            _ = try snapshot.members(of: practice.account.id)
            _ = try snapshot.calendars(of: practice.account.id)
            _ = try snapshot.workCount(dueBy: house.verbs.now)
        }
    }

    /// What there is on a calendar of every rule: seats, limits, a room, requests, series and a waiting list.
    private static func liveByEveryRule(_ practice: Practice, _ house: TestHouse) async throws {
        let (verbs, account) = (house.verbs, practice.account)
        let room = try await verbs.saveResource("Room", of: account)
        let hosts = practice.hosts
        let calendar = try await house.addCalendar("every", hosts: hosts, to: practice) { form in
            (form.seats, form.maxGuests, form.maxOccurrences, form.distribution) = ("2", "1", "5", "equal")
            (form.limitDay, form.limitWeek, form.limitMonth) = ("90", "200", "500")
            (form.isOwnerFirst, form.assignsOwner, form.hasWaitingList) = (true, true, true)
            form.resourceIDs = [room.id]
        }
        try await verbs.setLimits(LimitsForm(day: "90", week: "200", month: "500"), of: hosts[0].id, in: account)
        let block = try await house.block(hosts[0].id, "2026-12-18", "", kind: "time_off", in: practice)
        try await house.block(calendar.id, "2026-12-19", "", in: practice)
        let held = try await house.hold("2026-12-17T09:00:00Z", calendar: "every")
        let booked = try await house.book("2026-12-17T09:00:00Z") { request in
            (request.calendar, request.holdID) = ("every", held.id)
            request.guests = [.init(name: "Ben", email: "ben@example.com")]
        }
        _ = try await house.hold("2026-12-17T10:00:00Z", calendar: "every")
        let given = try await house.hold("2026-12-17T11:00:00Z", visitor: "other", calendar: "every")
        try await verbs.releaseHold(given.id, visitor: "other")
        _ = try await verbs.explain(
            calendarID: calendar.id, of: account, start: house.moment("2026-12-17T09:00:00Z"))
        house.clock.advance(minutes: 11)
        await house.work()
        let seat = try await house.book("2026-12-17T10:00:00Z", guest: "omar") { $0.calendar = "every" }
        _ = try await house.book("2026-12-17T10:00:00Z", guest: "pia") { $0.calendar = "every" }
        for status in [AppointmentStatus.invalid, .new, .confirmed] {
            _ = try await verbs.setStatus(house.current(seat), to: status, by: "Ada Test")
        }
        try await verbs.deleteBlock(block.id, in: account)
        let guestID = try #require(booked.guests.first).id
        let token = try #require(verbs.joinURL(guestID: guestID).split(separator: "/").last)
        _ = try await verbs.appointment(token: String(token), .join)
        _ = try await house.bookForContact("2026-12-19T09:10:00Z", because: "Please", in: practice) {
            $0.calendar = "every"
        }
        try await liveInSeries(practice, house)
        try await wait(for: calendar, in: practice, house)
    }

    private static func liveInSeries(_ practice: Practice, _ house: TestHouse) async throws {
        let verbs = house.verbs
        var booking = try house.request("2026-12-21T09:00:00Z", submission: .init(key: "series"))
        let link = try await verbs.makeBookingLink(
            calendarID: practice.calendar.id, label: "", days: "9", by: "Ada Test", of: practice.account)
        _ = try await house.book("2026-12-21T09:00:00Z", guest: "omar") {
            $0.link = verbs.vault.linkToken(.once, guestID: link.link.id)
        }
        booking.calendar = "every"
        let asked = SeriesRequest(booking: booking, rule: "FREQ=DAILY;COUNT=4", onConflict: .nextFree)
        _ = try await verbs.previewSeries(asked)
        let series = try await verbs.bookSeries(asked)
        _ = try await verbs.bookSeries(asked)
        _ = try await verbs.series(id: series.seriesID, of: practice.account.id)
        let later = series.views[1].appointment.interval.start.adding(minutes: 60)
        _ = try await verbs.move(
            series.views[1], to: later, scope: .following, zone: "Europe/Berlin", by: "guest", onConflict: .skip)
        _ = try await verbs.cancel(series.views[0], scope: .all, reason: "", by: "guest")
        await house.work()
    }

    private static func wait(
        for calendar: BookingCalendar, in practice: Practice, _ house: TestHouse
    ) async throws {
        let verbs = house.verbs
        let at = try house.moment("2026-12-23T09:00:00Z")
        var tokens: [String] = []
        for name in ["abel", "bea"] {
            house.clock.advance(seconds: 1)
            let entry = try await verbs.joinWaitingList(
                WaitingRequest(
                    account: "harbor", calendar: "every", name: name, email: "\(name)@example.com", zone: "UTC",
                    earliest: at, latest: at))
            tokens.append(verbs.waitingToken(entry))
        }
        await house.work()
        _ = try await verbs.acceptOffer(token: tokens[0])
        try await verbs.leaveWaitingList(token: tokens[1])
        let left = try await verbs.waiting(token: tokens[1])
        #expect(left.entry.state == .left)
        _ = try await verbs.waitingList(of: practice.account, calendarID: calendar.id)
        try await verbs.store.read { snapshot in
            _ = try snapshot.blocks(ofOwner: calendar.id, endingAfter: house.clock.now)
            _ = try snapshot.blocks(ofAccount: practice.account.id, endingAfter: house.clock.now)
            _ = try snapshot.bookingLinks(of: practice.account.id)
            _ = try snapshot.groups(of: practice.account.id)
            _ = try snapshot.schedules(ofAccount: practice.account.id)
            var search = AppointmentSearch()
            for calendarID in [nil, calendar.id] {
                (search.calendarID, search.from, search.statuses) = (calendarID, at, [.confirmed])
                let cursor = AppointmentCursor(start: at, id: "apt")
                _ = try snapshot.appointmentPage(of: practice.account.id, search, after: cursor, limit: 20)
            }
            search.hostID = practice.hosts[0].id
            _ = try snapshot.appointmentPage(of: practice.account.id, search, after: nil, limit: 20)
        }
    }

    private static func hasPlan(_ sql: String) -> Bool {
        ["SELECT", "UPDATE", "DELETE", "INSERT"].contains { sql.hasPrefix($0) } && !sql.contains("schema_steps")
            && !sql.contains("pg_advisory")
    }

    private static func plan(
        of statement: RecordingDatabase.Statement, in database: any SQLDatabase
    ) async throws -> [String] {
        try await database.write { connection in
            let isSQLite = connection.engine == .sqlite
            let rows = try connection.rows(
                (isSQLite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + statement.sql, statement.arguments)
            return try rows.map { try $0.text(isSQLite ? "detail" : "QUERY PLAN") }
        }
    }

    /// Whether a line of a plan reads a large table from end to end. SQLite's plans name it by what the statement
    /// calls it.
    private static func isScan(_ line: String, of sql: String, _ engine: SQLEngine) -> Bool {
        // SQLite plans to look for whoever refers to a new row already, in case such a reference is left open; it does
        // so only while one is, and none of ours ever is.
        if engine == .sqlite, sql.hasPrefix("INSERT"), !sql.contains("SELECT") { return false }
        let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        return MillionAppointments.largeTables.contains { table in
            engine == .sqlite
                ? words.first == "SCAN" && (words.contains(table) || sql.contains("\(table) \(words[1]) "))
                : line.contains("Seq Scan on \(table) ") || line.hasSuffix("Seq Scan on \(table)")
        }
    }
}
