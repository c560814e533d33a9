import Database
import Testing

struct `The migrator` {
    private let notes = Migration("notes", ["CREATE TABLE notes (id BIGINT)", "INSERT INTO notes VALUES (1)"])
    private let pages = Migration("pages", ["CREATE TABLE pages (id BIGINT)", "INSERT INTO notes VALUES (2)"])
    private let broken = Migration(
        "pages",
        ["CREATE TABLE pages (id BIGINT)", "INSERT INTO notes VALUES (2)", "INSERT INTO nowhere VALUES (1)"])

    @Test func `runs each step once, in order`() async throws {
        try await withDatabase { database in
            let first = try await Migrator([notes, pages]).migrate(database)
            let second = try await Migrator([notes, pages]).migrate(database)
            #expect(first == ["notes", "pages"])
            #expect(second == [])
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 2)
        }
    }

    @Test func `runs only what is new`() async throws {
        try await withDatabase { database in
            let first = try await Migrator([notes]).migrate(database)
            let second = try await Migrator([notes, pages]).migrate(database)
            #expect(first == ["notes"])
            #expect(second == ["pages"])
            #expect(try await database.number("SELECT count(*) AS number FROM schema_steps") == 2)
        }
    }

    @Test func `leaves nothing of a step that fails, and goes on there once it is mended`() async throws {
        try await withDatabase { database in
            await #expect(throws: SQLError.self) { _ = try await Migrator([notes, broken]).migrate(database) }
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 1)
            #expect(try await database.number("SELECT count(*) AS number FROM schema_steps") == 1)
            await #expect(throws: SQLError.self) { try await database.run("INSERT INTO pages VALUES (1)") }
            let ran = try await Migrator([notes, pages]).migrate(database)
            #expect(ran == ["pages"])
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 2)
        }
    }

    @Test func `runs each step once for several who start at once`() async throws {
        try await withDatabase { database in
            let migrator = Migrator([notes, pages])
            let ran = try await withThrowingTaskGroup { group in
                for _ in 0..<8 { group.addTask { try await migrator.migrate(database) } }
                return try await group.reduce(into: [String]()) { $0 += $1 }
            }
            #expect(ran.sorted() == ["notes", "pages"])
            #expect(try await database.number("SELECT count(*) AS number FROM notes") == 2)
        }
    }

    @Test func `runs one engine's own statements on that engine only`() async throws {
        try await withDatabase { database in
            let step = Migration(
                "own", ["CREATE TABLE notes (id BIGINT)"],
                own: [.sqlite: ["INSERT INTO notes VALUES (3)"], .postgres: ["INSERT INTO notes VALUES (4)"]])
            _ = try await Migrator([step]).migrate(database)
            #expect(
                try await database.number("SELECT CAST(sum(id) AS BIGINT) AS number FROM notes")
                    == (database.engine == .sqlite ? 3 : 4))
        }
    }

    @Test func `says that a database is behind, and what to do`() async throws {
        try await withDatabase { database in
            let empty = await #expect(throws: SQLError.self) { try await Migrator([notes]).check(database) }
            #expect(empty?.description.contains("at schema 0, this program needs 1. Run `usher migrate`.") == true)
            _ = try await Migrator([notes]).migrate(database)
            try await Migrator([notes]).check(database)
            let behind = await #expect(throws: SQLError.self) {
                try await Migrator([notes, pages]).check(database)
            }
            #expect(
                behind?.description.contains("at schema 1, this program needs 2. Run `usher migrate`.") == true)
        }
    }

    @Test func `says that a database is ahead, and leaves it alone`() async throws {
        try await withDatabase { database in
            _ = try await Migrator([notes, pages]).migrate(database)
            let ahead = await #expect(throws: SQLError.self) { try await Migrator([notes]).check(database) }
            #expect(ahead?.description.contains("at schema 2, this program knows 1. Use a newer usher.") == true)
            await #expect(throws: SQLError.self) { _ = try await Migrator([notes]).migrate(database) }
            #expect(try await database.number("SELECT count(*) AS number FROM schema_steps") == 2)
        }
    }
}
