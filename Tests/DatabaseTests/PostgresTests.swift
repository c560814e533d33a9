import Database
import Dispatch
import Synchronization
import TestDatabases
import Testing

@Suite(.enabled(if: TestDatabases.engines.contains(.postgres)))
struct `PostgreSQL` {
    private func withPostgres(_ body: (any SQLDatabase) async throws -> Void) async throws {
        try await TestDatabases.with(.postgres, body)
    }

    private let ends =
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity "
        + "WHERE datname = current_database() AND pid <> pg_backend_pid()"

    @Test func `replaces sessions that were ended while they were idle, unnoticed`() async throws {
        try await TestPostgres.withDatabase { url in
            let database = try DatabaseAddress(url).open(connections: 6)
            try await database.run("CREATE TABLE notes (id BIGINT)")
            for id in 0..<5 {
                try await TestPostgres.run(ends, in: String(url.split(separator: "/").last ?? ""))
                try await database.write { try $0.execute("INSERT INTO notes VALUES (?)", [id]) }
                #expect(try await database.number("SELECT count(*) AS number FROM notes") == id + 1)
            }
            try database.close()
        }
    }

    @Test func `runs a transaction again, once, whose session was ended in the middle of it`() async throws {
        try await withPostgres { database in
            try await database.run("CREATE TABLE notes (id BIGINT)")
            let tries = Counter()
            try await database.write { connection in
                try connection.execute("INSERT INTO notes VALUES (1)")
                if tries.next() == 1 { _ = try connection.rows("SELECT pg_terminate_backend(pg_backend_pid())") }
            }
            #expect(tries.count == 2)
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 1)
        }
    }

    @Test func `lets those of one subject share a commit, and undoes only who is refused`() async throws {
        try await withPostgres { database in
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY, transaction_id BIGINT)")
            try await database.run("INSERT INTO notes VALUES (0, 0)")
            let refused = Counter()
            await withTaskGroup { group in
                for id in 1...90 {
                    group.addTask {
                        do {
                            try await database.write(inTurnFor: "notes") { connection in
                                try connection.execute(
                                    "INSERT INTO notes VALUES (?, CAST(pg_current_xact_id() AS TEXT)::BIGINT)",
                                    [id])
                                if id % 3 == 0 { try connection.execute("INSERT INTO notes VALUES (0, 0)") }
                                if id % 5 == 0 { throw SQLError.schema("its own reason") }
                            }
                        } catch {
                            let isItsOwn = error as? SQLError == .schema("its own reason") && id % 5 == 0
                            guard case .unique? = error as? SQLError, id % 3 == 0 else {
                                if isItsOwn { _ = refused.next() }
                                return
                            }
                            _ = refused.next()
                        }
                    }
                }
            }
            let kept = (1...90).filter { $0 % 3 != 0 && $0 % 5 != 0 }
            #expect(refused.count == 90 - kept.count)
            let stored = try await database.read {
                try $0.integers("SELECT id FROM notes ORDER BY id", each: [[]])
            }
            #expect(stored[0] == [0] + kept.map(Int64.init))
            let commits = try await database.number("SELECT count(DISTINCT transaction_id) AS number FROM notes")
            #expect(commits < 40)
        }
    }

    @Test func `runs a transaction again that was chosen to end a deadlock`() async throws {
        try await withPostgres { database in
            try await database.run("CREATE TABLE purses (id BIGINT PRIMARY KEY, coins BIGINT)")
            try await database.run("INSERT INTO purses VALUES (1, 0), (2, 0)")
            let tries = Counter()
            let meeting = Meeting(2)
            try await withThrowingTaskGroup { group in
                for order in [[1, 2], [2, 1]] {
                    group.addTask {
                        try await database.write { connection in
                            let change = "UPDATE purses SET coins = coins + 1 WHERE id = ?"
                            _ = try connection.changes(change, [order[0]])
                            if tries.next() <= 2 { meeting.wait() }
                            _ = try connection.changes(change, [order[1]])
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(tries.count == 3)
            #expect(try await database.number("SELECT CAST(sum(coins) AS BIGINT) AS number FROM purses") == 4)
        }
    }

    @Test(arguments: [
        ("40001", "changes of others"), ("53100", "the disk of the PostgreSQL server is full"),
        ("25006", "takes no changes"), ("55P03", "took too long"), ("57014", "took too long"), ("53300", "raised"),
    ])
    func `says what it cannot do just now as .unavailable`(state: String, words: String) async throws {
        try await withPostgres { database in
            let error = await #expect(throws: SQLError.self) {
                try await database.run("DO $$ BEGIN RAISE EXCEPTION 'raised' USING ERRCODE = '\(state)'; END $$")
            }
            guard case .unavailable(let why)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(why.contains(words))
        }
    }

    @Test(arguments: [
        ("0A000", "extension \"btree_gist\" is not available", "postgresql-contrib"),
        ("42501", "permission denied to create extension", "CREATE EXTENSION btree_gist"),
        ("42501", "permission denied for schema public", "own the database"),
    ])
    func `says what is missing for the schema, and what to do`(state: String, said: String, words: String)
        async throws
    {
        try await withPostgres { database in
            let error = await #expect(throws: SQLError.self) {
                try await database.run("DO $$ BEGIN RAISE EXCEPTION '\(said)' USING ERRCODE = '\(state)'; END $$")
            }
            guard case .schema(let why)? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(why.contains(said) && why.contains(words))
        }
    }

    @Test func `ends a statement that takes too long, and the wait for a lock`() async throws {
        try await TestPostgres.withDatabase { url in
            let options = "?options=-c%20statement_timeout%3D300%20-c%20lock_timeout%3D100"
            let database = try DatabaseAddress(url + options).open(connections: 6)
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY)", "INSERT INTO notes VALUES (1)")
            await #expect(
                throws: SQLError.unavailable(
                    "PostgreSQL took too long (canceling statement due to statement timeout)")
            ) {
                try await database.read { _ = try $0.rows("SELECT pg_sleep(60)") }
            }
            try await database.write { connection in
                _ = try connection.rows("SELECT id FROM notes FOR UPDATE")
                let other = DispatchSemaphore(value: 0)
                let waited = Mutex<(any Error)?>(nil)
                Task {
                    do { try await database.run("UPDATE notes SET id = 2") } catch {
                        waited.withLock { $0 = error }
                    }
                    other.signal()
                }
                other.wait()
                #expect(
                    waited.withLock { $0 as? SQLError }
                        == .unavailable("PostgreSQL took too long (canceling statement due to lock timeout)"))
            }
            try database.close()
        }
    }

    @Test func `plans again what a change of the schema has made wrong`() async throws {
        try await withPostgres { database in
            try await database.run("CREATE TABLE notes (id BIGINT)", "INSERT INTO notes VALUES (1)")
            for _ in 0..<3 { _ = try await database.read { try $0.rows("SELECT * FROM notes") } }
            try await database.run("ALTER TABLE notes ADD COLUMN word TEXT DEFAULT 'new'")
            let word = try await database.read { try $0.row("SELECT * FROM notes")?.text("word") }
            #expect(word == "new")
        }
    }

    @Test func `serves many more callers than it has sessions`() async throws {
        try await withPostgres { database in
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY)")
            try await withThrowingTaskGroup { group in
                for id in 0..<500 {
                    group.addTask {
                        try await database.write { try $0.execute("INSERT INTO notes VALUES (?)", [id]) }
                        _ = try await database.number("SELECT id AS number FROM notes WHERE id = \(id)")
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 500)
        }
    }

    @Test func `sends many statements on their way, and finds the one at fault`() async throws {
        try await withPostgres { database in
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY, word TEXT)")
            let long = String(repeating: "long ", count: 20_000)
            try await database.write { connection in
                for id in 0..<1000 {
                    try connection.execute(
                        "INSERT INTO notes VALUES (?, ?)", [id, id % 100 == 0 ? long : "short"])
                }
            }
            let error = await #expect(throws: SQLError.self) {
                try await database.write { connection in
                    for id in 2000..<2300 { try connection.execute("INSERT INTO notes VALUES (?, ?)", [id, "x"]) }
                    try connection.execute("INSERT INTO notes VALUES (7, 'again')")
                    for id in 3000..<3300 { try connection.execute("INSERT INTO notes VALUES (?, ?)", [id, "x"]) }
                }
            }
            #expect(error == .unique("notes_pkey"))
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 1000)
        }
    }

    @Test func `knows a question mark in quotes from a placeholder`() async throws {
        try await withPostgres { database in
            let row = try await database.read { connection in
                try connection.row(
                    "SELECT 'why?' AS \"what?\", CAST(? AS TEXT) AS word, 'it''s ?' AS last", ["because"])
            }
            #expect(try row?.text("what?") == "why?")
            #expect(try row?.text("word") == "because")
            #expect(try row?.text("last") == "it's ?")
        }
    }

    @Test func `is heard by everyone on the same database`() async throws {
        try await TestPostgres.withDatabase { url in
            let speaker = try DatabaseAddress(url).open(connections: 6)
            let listener = try DatabaseAddress(url).open(connections: 6)
            var heard = listener.signals().makeAsyncIterator()
            #expect(await heard.next() == .missed)
            try await speaker.signal(["one", "two words"])
            #expect(await heard.next() == .word("one"))
            #expect(await heard.next() == .word("two words"))
            // The listening session is lost: it begins again, and says that something may have been missed.
            try await TestPostgres.run(ends, in: String(url.split(separator: "/").last ?? ""))
            #expect(await heard.next() == .missed)
            try await speaker.signal(["three"])
            #expect(await heard.next() == .word("three"))
            try listener.close()
            #expect(await heard.next() == nil)
            try speaker.close()
        }
    }
}

/// Counts calls.
private final class Counter: Sendable {
    private let state = Mutex(0)
    var count: Int { state.withLock { $0 } }

    func next() -> Int {
        state.withLock { count in
            count += 1
            return count
        }
    }
}

/// Where so many threads wait for each other.
private final class Meeting: Sendable {
    private let missing: Mutex<Int>
    private let size: Int
    private let gate = DispatchSemaphore(value: 0)

    init(_ size: Int) {
        self.size = size
        missing = Mutex(size)
    }

    func wait() {
        let left = missing.withLock { missing in
            missing -= 1
            return missing
        }
        if left == 0 { for _ in 0..<size { gate.signal() } }
        gate.wait()
    }
}
