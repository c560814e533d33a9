import Database
import Testing

struct `What SQLite refuses` {
    private static let tables = [
        "CREATE TABLE notes (id BIGINT PRIMARY KEY, word TEXT NOT NULL UNIQUE, size BIGINT CHECK (size > 0))",
        "CREATE TABLE pages (id BIGINT PRIMARY KEY, note_id BIGINT REFERENCES notes (id))",
        "CREATE TRIGGER wall BEFORE INSERT ON pages WHEN NEW.id = 13 BEGIN SELECT RAISE(ABORT, 'overlap'); END",
        "CREATE TRIGGER other BEFORE INSERT ON pages WHEN NEW.id = 14 BEGIN SELECT RAISE(ABORT, 'overlapping'); END",
        "INSERT INTO notes VALUES (1, 'one', 1)",
    ]

    private func failure(_ sql: String, _ arguments: [any SQLConvertible] = []) async throws -> SQLError? {
        var failure: SQLError?
        try await withDatabase { database in
            try await database.write { connection in
                for statement in Self.tables { try connection.execute(statement) }
            }
            do {
                try await database.write { _ = try $0.execute(sql, arguments) }
            } catch let error as SQLError {
                failure = error
            }
        }
        return failure
    }

    @Test(arguments: ["INSERT INTO notes VALUES (2, 'one', 1)", "INSERT INTO notes VALUES (1, 'two', 1)"])
    func `for a second row of the same key is .unique, and says of what`(sql: String) async throws {
        guard case .unique(let what)? = try await failure(sql) else {
            Issue.record("not .unique")
            return
        }
        #expect(what.contains("notes."))
    }

    @Test func `by the wall against double booking is .overlap`() async throws {
        #expect(try await failure("INSERT INTO pages VALUES (13, 1)") == .overlap)
    }

    @Test(arguments: [
        "INSERT INTO pages VALUES (14, 1)", "INSERT INTO pages VALUES (1, 99)",
        "INSERT INTO notes VALUES (2, NULL, 1)", "INSERT INTO notes VALUES (2, 'two', 0)",
        "DELETE FROM notes",
    ])
    func `for another constraint is .constraint`(sql: String) async throws {
        let setup = sql.hasPrefix("DELETE") ? "INSERT INTO pages VALUES (1, 1)" : nil
        try await withDatabase { database in
            try await database.write { connection in
                for statement in Self.tables { try connection.execute(statement) }
                if let setup { try connection.execute(setup) }
            }
            let error = await #expect(throws: SQLError.self) {
                try await database.write { _ = try $0.execute(sql) }
            }
            guard case .constraint? = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test(arguments: ["INSERT INTO nowhere VALUES (1)", "SELEC", "INSERT INTO notes (nothing) VALUES (1)"])
    func `as a statement is .statement, with its text`(sql: String) async throws {
        guard case .statement(_, let text)? = try await failure(sql) else {
            Issue.record("not .statement")
            return
        }
        #expect(text == sql)
    }

    @Test func `for too few or too many arguments is .statement`() async throws {
        for arguments in [[], [1], [1, 2, 3]] as [[Int]] {
            guard case .statement? = try await failure("INSERT INTO pages VALUES (?, ?)", arguments) else {
                Issue.record("\(arguments) is not .statement")
                return
            }
        }
    }

    @Test func `can be caught within a body, which then goes on`() async throws {
        try await withDatabase { database in
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY)")
            let wasRefused = try await database.write { connection in
                try connection.execute("INSERT INTO notes VALUES (1)")
                do {
                    try connection.execute("INSERT INTO notes VALUES (1)")
                    return false
                } catch {
                    try connection.execute("INSERT INTO notes VALUES (2)")
                    return true
                }
            }
            #expect(wasRefused)
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 2)
        }
    }
}
