import Database
import Store
import Synchronization
import TestDatabases
import Testing
import TimeZones

@Suite(.enabled(if: TestDatabases.engines.count == 2))
struct `A transfer` {
    /// A filled source on one engine and an empty target on the other, in both directions.
    private func withBoth(_ body: (any SQLDatabase, any SQLDatabase) async throws -> Void) async throws {
        for (from, to) in [(SQLEngine.sqlite, SQLEngine.postgres), (.postgres, .sqlite)] {
            try await TestDatabases.with(from) { source in
                _ = try await UsherStore.migrate(source)
                let store = UsherStore(database: source)
                try await store.write { try $0.insertExamples() }
                try await store.write { transaction in
                    for number in 0..<700 {
                        let id = "appointment \(number)"
                        try transaction.book(id, number % 3 == 0 ? "eve" : "ann", stretch(number * 30, 30))
                        transaction.promise(.sendMessage, id, due: now, at: now)
                        let entry = HistoryEntry(event: "booked", actor: "guest", detail: "Zoë’s “why?”", at: now)
                        try transaction.record(entry, id: "history \(number)", account: "north", subject: id)
                    }
                }
                try await TestDatabases.with(to) { target in try await body(source, target) }
            }
        }
    }

    @Test func `takes everything along, and compares it`() async throws {
        try await withBoth { source, target in
            let parts = try await Transfer(from: source, named: "here", to: target).run()
            let counts = Dictionary(uniqueKeysWithValues: parts.map { ($0.table, $0.rows) })
            #expect(counts["appointments"] == 700)
            #expect(counts["work"] == 700)
            #expect(counts["users"] == 3)
            #expect(counts["sessions"] == 0)
            let (here, there) = (UsherStore(database: source), UsherStore(database: target))
            for id in ["appointment 0", "appointment 699"] {
                let appointment = try #require(try await here.read { try $0.appointment(id: id) })
                #expect(try await there.read { try $0.appointment(id: id) } == appointment)
                #expect(try await there.read { try $0.history(of: id) } == here.read { try $0.history(of: id) })
            }
            // The target is in use from now on: the wall stands there too.
            await #expect(throws: StoreError.overlap) {
                try await there.write { try $0.meet("one more", "ann", stretch(30, 30)) }
            }
        }
    }

    @Test func `that was interrupted goes on, and nothing is used before it is finished`() async throws {
        try await withBoth { source, target in
            for reads in [3, 9, 25, 32, 40] {
                let failing = FailingDatabase(source, after: reads)
                await #expect(throws: FailingDatabase.Interrupted.self) {
                    _ = try await Transfer(from: failing, named: "here", to: target).run()
                }
                let unfinished = await #expect(throws: SQLError.self) { try await UsherStore.check(target) }
                #expect(unfinished?.description.contains("A transfer from here") == true)
            }
            await #expect(throws: TransferError.begunFrom("here")) {
                _ = try await Transfer(from: source, named: "elsewhere", to: target).run()
            }
            let parts = try await Transfer(from: source, named: "here", to: target).run()
            #expect(parts.contains { $0.table == "appointments" && $0.rows == 700 })
            try await UsherStore.check(target)
        }
    }

    @Test func `refuses a target that is not empty, and leaves it as it is`() async throws {
        try await withBoth { source, target in
            _ = try await UsherStore.migrate(target)
            try await UsherStore(database: target).write {
                try $0.insert(Agency(id: "other", name: "Other"), at: now)
            }
            await #expect(throws: TransferError.notEmpty("agencies")) {
                _ = try await Transfer(from: source, named: "here", to: target).run()
            }
            try await UsherStore.check(target)
        }
    }

    @Test func `finds out that the source was changed meanwhile`() async throws {
        try await withBoth { source, target in
            let failing = FailingDatabase(source, after: 40)
            _ = try? await Transfer(from: failing, named: "here", to: target).run()
            try await source.write { try $0.execute("UPDATE users SET name = 'Someone else' WHERE id = 'ann'") }
            await #expect(throws: TransferError.differs(table: "users", source: 3, target: 3)) {
                _ = try await Transfer(from: source, named: "here", to: target).run()
            }
        }
    }

    @Test func `refuses a source whose schema is not this program's`() async throws {
        try await TestDatabases.with(.sqlite) { source in
            try await TestDatabases.with(.sqlite) { target in
                await #expect(throws: SQLError.self) {
                    _ = try await Transfer(from: source, named: "here", to: target).run()
                }
            }
        }
    }

    @Test func `knows every table`() async throws {
        let catalogues: [SQLEngine: String] = [
            .sqlite:
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
            .postgres: "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
        ]
        try await TestDatabases.each { database in
            try await TestDatabases.with(database.engine) { source in
                _ = try await UsherStore.migrate(source)
                let known = try await Transfer(from: source, named: "here", to: database).run().map(\.table)
                let sql = try #require(catalogues[database.engine])
                let there = try await database.read { try $0.rows(sql).map { try $0.text("name") } }
                #expect(Set(there) == Set(known + ["schema_steps", "transfer_progress", "versions"]))
            }
        }
    }
}

/// A database that is interrupted after so many readings.
private final class FailingDatabase: SQLDatabase {
    struct Interrupted: Error {}

    private let database: any SQLDatabase
    private let left: Mutex<Int>

    init(_ database: any SQLDatabase, after reads: Int) {
        self.database = database
        left = Mutex(reads)
    }

    var engine: SQLEngine { database.engine }

    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        let isOver = left.withLock { left in
            left -= 1
            return left < 0
        }
        if isOver { throw Interrupted() }
        return try await database.read(body)
    }

    func write<Result: Sendable>(
        inTurnFor subject: String?, _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await database.write(inTurnFor: subject, body)
    }

    func signal(_ words: [String]) async throws {}

    func signals() -> AsyncStream<DatabaseSignal> { database.signals() }

    func close() throws {}
}
