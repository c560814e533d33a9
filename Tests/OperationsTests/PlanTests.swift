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
    private static let allowed = ["SELECT count(*) AS number FROM work"]

    @Test(arguments: TestDatabases.engines)
    func `every question is answered by an index`(engine: SQLEngine) async throws {
        try await TestDatabases.with(engine) { database in
            let recording = RecordingDatabase(database)
            try await TestHouse.with(recording) { house in try await Self.live(in: house) }
            try await MillionAppointments.insert(into: database)
            let asked = recording.statements.filter { Self.hasPlan($0.sql) && !Self.allowed.contains($0.sql) }
            #expect(asked.count > 60)
            for statement in asked {
                let plan = try await Self.plan(of: statement, in: database)
                let scanned = plan.filter { Self.isScan($0, engine) }
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
        _ = try await verbs.freeStarts(account: "harbor", calendar: "intro") { _ in month }
        _ = try await verbs.freeStarts(of: open, within: month, excluding: booked.appointment.meetingID)
        _ = try? await house.book("2020-12-08T09:00:00Z")
        let token = try #require(verbs.joinURL(booked.appointment).split(separator: "/").last)
        _ = try await verbs.wayIn(verbs.appointment(token: String(token), .join))
        _ = try await verbs.move(
            booked, to: other.appointment.interval.start.adding(minutes: 60), zone: "UTC", by: "guest")
        _ = try await verbs.cancel(house.current(other), reason: "", by: "guest")
        house.clock.advance(minutes: 90)
        await house.work()
        try await lookAtPages(practice, house)
        try await verbs.store.write { transaction in
            for room in try transaction.unsettledRooms(host: practice.hosts[0].id) {
                try transaction.retryRoom(of: room.meetingID, at: house.clock.now)
            }
            try transaction.forgetRooms(
                host: practice.hosts[0].id, endingAfter: house.clock.now, at: house.clock.now)
        }
        await Housekeeping(verbs: verbs).sweep()
    }

    private static func lookAtPages(_ practice: Practice, _ house: TestHouse) async throws {
        let session = try await house.verbs.signIn(email: "ada@harbor.example", password: "a long password")
        _ = try await house.verbs.session(token: session.token)
        let key = try await house.verbs.createAPIKey(for: practice.account, label: "test")
        _ = try await house.verbs.account(apiKey: key)
        try await house.verbs.count(.booking, of: "192.0.2.1", perMinute: 60)
        try await house.verbs.saveCalendar(
            CalendarForm(practice.calendar, hostIDs: practice.hosts.map(\.id)), id: practice.calendar.id,
            of: practice.account)
        try await house.verbs.store.read { snapshot in
            for filter in AppointmentFilter.allCases {
                for host in [nil, practice.hosts[0].id] {
                    let lines = try snapshot.appointments(
                        of: practice.account.id, host: host, filter: filter, at: house.clock.now, limit: 50)
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
            _ = try snapshot.workCount()
        }
    }

    private static func hasPlan(_ sql: String) -> Bool {
        ["SELECT", "UPDATE", "DELETE", "INSERT"].contains { sql.hasPrefix($0) } && !sql.contains("schema_steps")
            && !sql.contains("pg_advisory") && !sql.contains("former_submissions")
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

    /// Whether a line of a plan reads a large table from end to end.
    private static func isScan(_ line: String, _ engine: SQLEngine) -> Bool {
        let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
        return MillionAppointments.largeTables.contains { table in
            engine == .sqlite
                ? words.first == "SCAN" && (words.contains(table) || Self.alias(table).contains(words[1]))
                : line.contains("Seq Scan on \(table) ") || line.hasSuffix("Seq Scan on \(table)")
        }
    }

    /// SQLite's plans name a table by what the statement calls it.
    private static func alias(_ table: String) -> [String] {
        ["appointments": ["a"], "rooms": ["r"]][table] ?? []
    }
}
