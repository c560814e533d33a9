package import Database
import Synchronization

/// A database that notes what it is asked.
package final class RecordingDatabase: SQLDatabase {
    /// A statement with the arguments it came with when it was first seen.
    package struct Statement: Sendable {
        package let sql: String
        package let arguments: [SQLValue]
    }

    private let database: any SQLDatabase
    private let seen = Mutex<[String: Statement]>([:])

    package init(_ database: any SQLDatabase) {
        self.database = database
    }

    package var engine: SQLEngine { database.engine }

    /// Every statement so far, each once.
    package var statements: [Statement] {
        seen.withLock { $0.values.sorted { $0.sql < $1.sql } }
    }

    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await database.read { try body(RecordingConnection(connection: $0, database: self)) }
    }

    package func write<Result: Sendable>(
        inTurnFor subject: String?, _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await database.write(inTurnFor: subject) {
            try body(RecordingConnection(connection: $0, database: self))
        }
    }

    package func signal(_ words: [String]) async throws {
        try await database.signal(words)
    }

    package func signals() -> AsyncStream<DatabaseSignal> {
        database.signals()
    }

    package func close() throws {
        try database.close()
    }

    fileprivate func note(_ sql: String, _ arguments: [any SQLConvertible]) {
        seen.withLock { seen in
            if seen[sql] == nil { seen[sql] = Statement(sql: sql, arguments: arguments.map(\.sqlValue)) }
        }
    }
}

private struct RecordingConnection: SQLConnection {
    let connection: any SQLConnection
    let database: RecordingDatabase

    var engine: SQLEngine { connection.engine }

    func execute(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) {
        database.note(sql, arguments)
        try connection.execute(sql, arguments)
    }

    func changes(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> Int {
        database.note(sql, arguments)
        return try connection.changes(sql, arguments)
    }

    func rows(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> [SQLRow] {
        database.note(sql, arguments)
        return try connection.rows(sql, arguments)
    }

    func ask(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> SQLAnswer {
        database.note(sql, arguments)
        return try connection.ask(sql, arguments)
    }

    func integers(_ sql: String, each lists: [[any SQLConvertible]]) throws(SQLError) -> [[Int64]] {
        database.note(sql, lists.first ?? [])
        return try connection.integers(sql, each: lists)
    }
}
