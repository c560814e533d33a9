import GRDB

/// The data file: one table of JSON bodies.
struct Storage: Sendable {
    private let queue: DatabaseQueue

    init(path: String) throws {
        var configuration = Configuration()
        // WAL with synchronous = NORMAL: a killed process loses nothing; only a power cut could.
        configuration.journalMode = .wal
        queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.write { db in
            try db.execute(
                sql: """
                    CREATE TABLE IF NOT EXISTS entity (
                        kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (kind, id)
                    )
                    """)
        }
    }

    /// Everything kept. Blocks: for the start only.
    func load() throws -> [Change] {
        try queue.read { db in
            try Row.fetchAll(db, sql: "SELECT kind, id, body FROM entity").compactMap { row in
                let kind: String = row["kind"]
                guard let entity = Entity(rawValue: kind) else { return nil }
                let id: String = row["id"]
                let body: String = row["body"]
                return Change(key: .init(entity: entity, id: id), body: body)
            }
        }
    }

    /// Writes these rows. Blocks: for the start only.
    func saveAtStart(_ changes: [Change]) throws {
        try queue.write { db in try Self.apply(changes, to: db) }
    }

    /// Writes these rows in one transaction.
    func save(_ changes: [Change]) async throws {
        try await queue.write { db in try Self.apply(changes, to: db) }
    }

    private static func apply(_ changes: [Change], to db: Database) throws {
        let put = try db.cachedStatement(
            sql: "INSERT OR REPLACE INTO entity (kind, id, body) VALUES (?, ?, ?)")
        let drop = try db.cachedStatement(sql: "DELETE FROM entity WHERE kind = ? AND id = ?")
        for change in changes {
            let key = change.key
            if let body = change.body {
                try put.execute(arguments: [key.entity.rawValue, key.id, body])
            } else {
                try drop.execute(arguments: [key.entity.rawValue, key.id])
            }
        }
    }
}
