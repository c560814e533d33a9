import Database
import TestDatabases

/// An empty database of each engine in turn.
func withDatabase(_ body: (any SQLDatabase) async throws -> Void) async throws {
    try await TestDatabases.each(body)
}

/// A failure of a body's own.
struct Refused: Error, Equatable {
    let number: Int
}

extension SQLDatabase {
    /// Runs statements, each on its own, in one transaction.
    func run(_ statements: String...) async throws {
        try await write { connection in
            for statement in statements { try connection.execute(statement) }
        }
    }

    /// The one number of a query's column `number`.
    func number(_ sql: String) async throws -> Int {
        try await read { try $0.row(sql)?.integer("number") ?? -1 }
    }
}
