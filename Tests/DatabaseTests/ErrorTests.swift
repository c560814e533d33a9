import Database
import TestDatabases
import Testing

struct `What a database refuses` {
    private static let shared = [
        "CREATE TABLE notes (id BIGINT PRIMARY KEY, word TEXT NOT NULL UNIQUE, size BIGINT CHECK (size > 0))",
        "CREATE TABLE pages (id BIGINT PRIMARY KEY, note_id BIGINT REFERENCES notes (id))",
        "CREATE TABLE stays (name TEXT, starts BIGINT, ends BIGINT)",
        "INSERT INTO notes VALUES (1, 'one', 1)", "INSERT INTO pages VALUES (1, 1)",
        "INSERT INTO stays VALUES ('ann', 10, 20)",
    ]
    private static let own: [SQLEngine: [String]] = [
        .sqlite: [
            """
            CREATE TRIGGER wall BEFORE INSERT ON stays WHEN NEW.name = 'ann'
            BEGIN SELECT RAISE(ABORT, 'overlap'); END
            """,
            """
            CREATE TRIGGER other BEFORE INSERT ON pages WHEN NEW.id = 14
            BEGIN SELECT RAISE(ABORT, 'overlapping'); END
            """,
        ],
        .postgres: [
            "CREATE EXTENSION btree_gist",
            """
            ALTER TABLE stays ADD CONSTRAINT stays_overlap
                EXCLUDE USING gist (name WITH =, int8range(starts, ends) WITH &&)
            """,
            "ALTER TABLE pages ADD CONSTRAINT other EXCLUDE USING gist (note_id WITH =) WHERE (id >= 14)",
            "INSERT INTO pages VALUES (15, 1)",
        ],
    ]

    /// What comes of a statement on each engine.
    private func failures(_ sql: String, _ arguments: [any SQLConvertible] = []) async throws -> [SQLError?] {
        var failures: [SQLError?] = []
        try await withDatabase { database in
            try await database.write { connection in
                for statement in Self.shared + (Self.own[database.engine] ?? []) {
                    try connection.execute(statement)
                }
            }
            do {
                try await database.write { try $0.execute(sql, arguments) }
                failures.append(nil)
            } catch let error as SQLError {
                failures.append(error)
            }
        }
        return failures
    }

    @Test(arguments: ["INSERT INTO notes VALUES (2, 'one', 1)", "INSERT INTO notes VALUES (1, 'two', 1)"])
    func `for a second row of the same key is .unique, and says of what`(sql: String) async throws {
        for failure in try await failures(sql) {
            guard case .unique(let what)? = failure else {
                Issue.record("\(String(describing: failure))")
                continue
            }
            #expect(what.contains("notes"))
        }
    }

    @Test func `by the wall against double booking is .overlap`() async throws {
        for failure in try await failures("INSERT INTO stays VALUES ('ann', 15, 25)") {
            #expect(failure == .overlap)
        }
    }

    @Test(arguments: [
        "INSERT INTO pages VALUES (14, 1)", "INSERT INTO pages VALUES (2, 99)",
        "INSERT INTO notes VALUES (2, NULL, 1)", "INSERT INTO notes VALUES (2, 'two', 0)", "DELETE FROM notes",
    ])
    func `for another constraint is .constraint`(sql: String) async throws {
        for failure in try await failures(sql) {
            guard case .constraint? = failure else {
                Issue.record("\(String(describing: failure))")
                continue
            }
        }
    }

    @Test(arguments: ["INSERT INTO nowhere VALUES (1)", "SELEC", "INSERT INTO notes (nothing) VALUES (1)"])
    func `as a statement is .statement, with its text`(sql: String) async throws {
        for failure in try await failures(sql) {
            guard case .statement(_, let text)? = failure else {
                Issue.record("\(String(describing: failure))")
                continue
            }
            #expect(text == sql)
        }
    }

    @Test(arguments: [[], [1], [1, 2, 3]] as [[Int]])
    func `for too few or too many arguments is .statement`(arguments: [Int]) async throws {
        for failure in try await failures("INSERT INTO pages VALUES (?, ?)", arguments) {
            guard case .statement? = failure else {
                Issue.record("\(arguments): \(String(describing: failure))")
                continue
            }
        }
    }

    @Test func `undoes the transaction, whatever its body makes of it`() async throws {
        try await withDatabase { database in
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY)")
            let error = await #expect(throws: SQLError.self) {
                try await database.write { connection in
                    try connection.execute("INSERT INTO notes VALUES (1)")
                    _ = try? connection.changes("INSERT INTO notes VALUES (1)", [])
                }
            }
            guard case .unique? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 0)
        }
    }

    @Test func `leaves the database as usable as before`() async throws {
        try await withDatabase { database in
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY)")
            for id in 0..<30 {
                await #expect(throws: SQLError.self) {
                    try await database.write { connection in
                        try connection.execute("INSERT INTO notes VALUES (?)", [id])
                        // Never prepared: the mistake is found while others of the kind are on their way.
                        try connection.execute("INSERT INTO nowhere VALUES (\(id))")
                        try connection.execute("INSERT INTO notes VALUES (?)", [id + 1000])
                    }
                }
                try await database.write { try $0.execute("INSERT INTO notes VALUES (?)", [id]) }
            }
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 30)
        }
    }
}
