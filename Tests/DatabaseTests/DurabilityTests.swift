import Database
import Foundation
import TestDatabases
import Testing

struct `A write` {
    @Test func `to SQLite is on the disk before it is answered: FULL and WAL`() async throws {
        try await TestDatabases.with(.sqlite) { database in
            let settings = try await database.write { connection in
                let synchronous = try connection.row("PRAGMA synchronous")
                let journal = try connection.row("PRAGMA journal_mode")
                return (try synchronous?.integer("synchronous"), try journal?.text("journal_mode"))
            }
            #expect(settings == (2, "wal"))
        }
    }

    @Test(arguments: TestDatabases.engines)
    func `is still there when the database is opened again`(engine: SQLEngine) async throws {
        try await TestDatabases.withAddress(engine) { address in
            let first = try address.open()
            try await first.run("CREATE TABLE notes (id BIGINT)", "INSERT INTO notes VALUES (7)")
            try first.close()
            let second = try address.open()
            #expect(try await second.number("SELECT id AS number FROM notes") == 7)
            try second.close()
        }
    }

    @Test func `is served by one process at a time, where one has the file to itself`() async throws {
        try await TestDatabases.withAddress(.sqlite) { address in
            let database = try address.open()
            let first = try address.claim()
            let error = #expect(throws: SQLError.self) { try address.claim() }
            #expect(error?.description.contains("Another process serves from \(address)") == true)
            withExtendedLifetime(first) {}
            try database.close()
        }
        try await TestDatabases.withAddress(.sqlite) { address in
            let database = try address.open()
            for _ in 0..<2 { #expect(try address.claim() != nil) }
            try database.close()
        }
    }

    @Test func `cannot go to a file that cannot be opened`() throws {
        let path = FileManager.default.temporaryDirectory.path
        let error = try #require(throws: SQLError.self) { try SQLiteDatabase(path: path) }
        guard case .address(let why) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(why.contains(path))
    }

    @Test func `to a full disk is refused whole, and goes on when there is room`() async throws {
        try await TestDatabases.with(.sqlite) { database in
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY, word TEXT)")
            try await database.run("PRAGMA max_page_count = 40")
            let long = String(repeating: "long ", count: 10_000)
            let error = await #expect(throws: SQLError.self) {
                try await database.write { connection in
                    for id in 0..<10 { try connection.execute("INSERT INTO notes VALUES (?, ?)", [id, long]) }
                }
            }
            guard case .unavailable(let why)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(why.contains("is full"))
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 0)
            try await database.run("PRAGMA max_page_count = 100000")
            try await database.write { try $0.execute("INSERT INTO notes VALUES (1, ?)", [long]) }
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 1)
        }
    }

    @Test func `can be read the moment it is answered, by anyone`() async throws {
        try await withDatabase { database in
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY)")
            try await withThrowingTaskGroup { group in
                for id in 0..<100 {
                    group.addTask {
                        try await database.write { try $0.execute("INSERT INTO notes VALUES (?)", [id]) }
                        let found = try await database.read {
                            try $0.row("SELECT id FROM notes WHERE id = ?", [id])
                        }
                        #expect(found != nil)
                    }
                }
                try await group.waitForAll()
            }
        }
    }

    @Test func `answers what its body returned`() async throws {
        try await withDatabase { database in
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY, word TEXT)")
            let counts = try await database.write { connection in
                [
                    try connection.changes("INSERT INTO notes VALUES (1, 'a'), (2, 'a'), (3, 'b')", []),
                    try connection.changes("UPDATE notes SET word = ? WHERE word = ?", ["c", "a"]),
                    try connection.changes("DELETE FROM notes WHERE word = 'nothing'", []),
                ]
            }
            #expect(counts == [3, 2, 0])
        }
    }

    @Test func `that throws undoes itself, and nothing of 200 neighbours`() async throws {
        try await withDatabase { database in
            try await database.run("CREATE TABLE notes (id BIGINT, part TEXT, UNIQUE (id, part))")
            let answers = try await withThrowingTaskGroup { group in
                for id in 0..<200 {
                    group.addTask { await Self.outcome(of: id, database) }
                }
                return try await group.reduce(into: [Int: String]()) { $0[$1.0] = $1.1 }
            }
            for id in 0..<200 {
                let wanted = ["stored", "refused \(id)", "unique", "stored"][id % 4]
                #expect(answers[id] == wanted)
            }
            let rows = try await database.read { connection in
                try connection.rows("SELECT id, part FROM notes ORDER BY id, part")
                    .map { "\(try $0.integer("id"))\(try $0.text("part"))" }
            }
            let kept = (0..<200).filter { $0 % 4 == 0 || $0 % 4 == 3 }
            #expect(Set(rows) == Set(kept.flatMap { ["\($0)a", "\($0)b"] }))
            #expect(rows.count == 200)
        }
    }

    /// Stores two rows, throws after them, or breaks a constraint with the second, by turns.
    private static func outcome(of id: Int, _ database: any SQLDatabase) async -> (Int, String) {
        do {
            let stored = try await database.write { connection in
                try connection.execute("INSERT INTO notes VALUES (?, 'a')", [id])
                try connection.execute("INSERT INTO notes VALUES (?, ?)", [id, id % 4 == 2 ? "a" : "b"])
                if id % 4 == 1 { throw Refused(number: id) }
                return "stored"
            }
            return (id, stored)
        } catch let error as Refused {
            return (id, "refused \(error.number)")
        } catch SQLError.unique {
            return (id, "unique")
        } catch {
            return (id, "\(error)")
        }
    }

    @Test func `whose caller has gone away is stored all the same`() async throws {
        try await withDatabase { database in
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY)")
            let gate = DispatchSemaphore(value: 0)
            let (begun, beginning) = AsyncStream.makeStream(of: Void.self)
            let first = Task {
                try await database.write { connection in
                    beginning.yield()
                    _ = gate.wait(timeout: .now() + 20)
                    return try connection.changes("INSERT INTO notes VALUES (1)", [])
                }
            }
            for await _ in begun { break }
            first.cancel()
            gate.signal()
            #expect(try await first.value == 1)
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 1)
        }
    }

    @Test func `of a cancelled caller is either answered and there, or refused and not there`() async throws {
        try await withDatabase { database in
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY)")
            let writes = (0..<100).map { id in
                Task { try await database.write { try $0.changes("INSERT INTO notes VALUES (?)", [id]) } }
            }
            for write in writes { write.cancel() }
            for (id, write) in writes.enumerated() {
                let stored = (try? await write.value) == 1
                let found = try await database.number("SELECT count(*) AS number FROM notes WHERE id = \(id)")
                #expect(found == (stored ? 1 : 0))
            }
            // The writer is still well.
            try await database.run("INSERT INTO notes VALUES (1000)")
        }
    }
}
