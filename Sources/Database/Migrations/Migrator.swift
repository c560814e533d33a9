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
        try await database.write { connection in
            for statement in connection.engine.migrationLock { try connection.execute(statement) }
            try connection.execute(
                "CREATE TABLE IF NOT EXISTS schema_steps (position BIGINT PRIMARY KEY, name TEXT)")
        }
        var ran: [String] = []
        for position in migrations.indices {
            let migration = migrations[position]
            let isNew = try await database.write { connection in
                for statement in connection.engine.migrationLock { try connection.execute(statement) }
                guard try Self.names(connection).count == position else { return false }
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
        let names = try await database.read { try Self.names($0) }
        let version = names.count
        if zip(names, migrations).contains(where: { $0 != $1.name }) {
            throw SQLError.schema(
                "The database holds other steps than this program's. Is it another program's file?")
        }
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

    /// The steps that the database has had, in order.
    private static func names(_ connection: any SQLConnection) throws -> [String] {
        guard let row = try connection.row(connection.engine.tableCount, ["schema_steps"]),
            try row.integer("number") == 1
        else { return [] }
        return try connection.rows("SELECT name FROM schema_steps ORDER BY position").map { try $0.text("name") }
    }
}
