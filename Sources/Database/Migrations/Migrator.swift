/// Brings a database to the schema of this program. The list is the version: a database at version 3 has had the
/// first three steps.
package struct Migrator: Sendable {
    private let migrations: [Migration]

    package init(_ migrations: [Migration]) {
        self.migrations = migrations
    }

    /// Runs the steps that are missing, each in a transaction of its own.
    /// - Returns: the names of the steps that ran.
    /// - Throws: `.schema` when the database is ahead of this program.
    package func migrate(_ database: any SQLDatabase) async throws -> [String] {
        _ = try await database.write { connection in
            try connection.execute(
                "CREATE TABLE IF NOT EXISTS schema_steps (position BIGINT PRIMARY KEY, name TEXT)")
        }
        var ran: [String] = []
        for position in migrations.indices {
            let migration = migrations[position]
            let isNew = try await database.write { connection in
                guard try Self.version(connection) == position else { return false }
                for statement in migration.statements(for: connection.engine) { try connection.execute(statement) }
                try connection.execute("INSERT INTO schema_steps VALUES (?, ?)", [position, migration.name])
                return true
            }
            if isNew { ran.append(migration.name) }
        }
        try await check(database)
        return ran
    }

    /// - Throws: `.schema` when the database is behind or ahead of this program, with what to do.
    package func check(_ database: any SQLDatabase) async throws {
        let version = try await database.read { try Self.version($0) }
        if version < migrations.count {
            throw SQLError.schema(
                "The database is at schema \(version), this program needs \(migrations.count). Run `usher migrate`."
            )
        }
        if version > migrations.count {
            throw SQLError.schema(
                "The database is at schema \(version), this program knows \(migrations.count). Use a newer usher.")
        }
    }

    private static func version(_ connection: any SQLConnection) throws -> Int {
        guard try count(connection, connection.engine.tableCount, ["schema_steps"]) == 1 else { return 0 }
        return try count(connection, "SELECT count(*) AS number FROM schema_steps")
    }

    private static func count(
        _ connection: any SQLConnection, _ sql: String, _ arguments: [any SQLConvertible] = []
    ) throws -> Int {
        guard let row = try connection.row(sql, arguments) else { return 0 }
        return try row.integer("number")
    }
}
