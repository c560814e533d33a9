package import Database
package import TimeZones

/// Usher's tables. Web reads through it; only Operations writes.
package struct UsherStore: Sendable {
    let database: any SQLDatabase
    /// Says when work has been promised here that is due.
    package let wakes = WakeSignal()

    /// - Parameter database: migrated already; see `migrate`.
    package init(database: any SQLDatabase) {
        self.database = database
    }

    /// Whether this process has the database to itself, so that a lease from before its start is nobody's.
    package var isExclusive: Bool { database.engine == .sqlite }

    /// Brings a database to the schema of this program; returns the names of the steps that ran.
    package static func migrate(_ database: any SQLDatabase) async throws -> [String] {
        try await Migrator(Schema.migrations).migrate(database)
    }

    /// - Throws: `SQLError.schema` when the database is behind or ahead of this program.
    package static func check(_ database: any SQLDatabase) async throws {
        try await Migrator(Schema.migrations).check(database)
        let unfinished = try await database.read {
            try $0.row("SELECT source FROM transfer_progress LIMIT 1")?.text("source")
        }
        if let unfinished {
            throw SQLError.schema(
                "A transfer from \(unfinished) into this database is not finished. Run `usher transfer` again.")
        }
    }

    /// Runs `body` on one consistent snapshot.
    /// - Throws: `StoreError`, or what the body throws.
    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (Snapshot) throws -> Result
    ) async throws -> Result {
        do {
            return try await database.read { try body(Snapshot(connection: $0)) }
        } catch SQLError.interrupted {
            throw CancellationError()
        } catch let error as SQLError {
            throw StoreError(error)
        }
    }

    /// Runs `body` in one transaction and answers when it is durable; a throw undoes it all.
    /// - Parameter subject: those of this process that would wait for each other's locks anyway give the same word, and
    ///   take turns without keeping connections from others.
    /// - Throws: `StoreError`, or what the body throws.
    package func write<Result: Sendable>(
        inTurnFor subject: String? = nil, _ body: @escaping @Sendable (Transaction) throws -> Result
    ) async throws -> Result {
        do {
            let (result, due) = try await database.write(inTurnFor: subject) { connection in
                let transaction = Transaction(connection: connection)
                return (try body(transaction), try transaction.writePromises())
            }
            for kind in due { wakes.wake(kind) }
            return result
        } catch SQLError.interrupted {
            throw CancellationError()
        } catch let error as SQLError {
            throw StoreError(error)
        }
    }

    /// Releases the database; nothing may be called afterwards.
    package func close() throws {
        try database.close()
    }
}

/// What can be asked of the tables; the questions are extensions, one file per noun.
package protocol Reading {
    var connection: any SQLConnection { get }
}

/// A consistent view of the tables.
package struct Snapshot: Reading {
    package let connection: any SQLConnection
}

/// A view of the tables that can change them. Each question sees what is committed when it is asked: what the
/// transaction goes by it has to lock, or to change in the same statement.
package struct Transaction: Reading {
    package let connection: any SQLConnection
    let promises = Promises()

    /// Whether nobody else can change anything until this transaction ends.
    package var isAlone: Bool { connection.engine.rowLock.isEmpty }

    /// Stores several rows by one statement, or none by none.
    /// - Parameters:
    ///   - head: `INSERT INTO … (…)`.
    ///   - tail: what follows the values.
    func insert<Row>(
        _ rows: [Row], _ head: String, _ tail: String = "", _ values: (Row) -> [any SQLConvertible]
    ) throws {
        // In parts, so that there are few different statements, and never too many arguments in one.
        for start in stride(from: 0, to: rows.count, by: Self.rowsAtOnce) {
            let part = rows[start..<min(start + Self.rowsAtOnce, rows.count)]
            var sql = head
            var arguments: [any SQLConvertible] = []
            for row in part {
                let values = values(row)
                sql += arguments.isEmpty ? " VALUES (?" : ", (?"
                for _ in values.dropFirst() { sql += ", ?" }
                sql += ")"
                arguments += values
            }
            try connection.execute(sql + tail, arguments)
        }
    }

    private static let rowsAtOnce = 8

    /// Locks the rows of a query until the transaction ends; an engine of one writer has no need.
    func lock(_ sql: String, _ arguments: [any SQLConvertible]) throws {
        guard !isAlone else { return }
        try connection.execute(sql + connection.engine.rowLock, arguments)
    }
}

extension Reading {
    /// What time the database has.
    package func databaseClock() throws -> Instant {
        let row = try connection.row("SELECT \(connection.engine.clock) AS clock")
        return Instant(milliseconds: try row?.integer64("clock") ?? 0)
    }

    /// Every row of a query, made into a value.
    func all<Value>(
        _ sql: String, _ arguments: [any SQLConvertible] = [], _ make: (SQLRow) throws -> Value
    ) throws -> [Value] {
        try connection.rows(sql, arguments).map(make)
    }

    /// The first row of a query, made into a value; nil when there is none.
    func first<Value>(
        _ sql: String, _ arguments: [any SQLConvertible] = [], _ make: (SQLRow) throws -> Value
    ) throws -> Value? {
        try connection.row(sql, arguments).map(make)
    }
}
