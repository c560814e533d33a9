import Database
import Foundation

/// A database in a folder of its own, gone when the body returns.
func withDatabase(_ body: (SQLiteDatabase) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("usher-database-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    let database = try SQLiteDatabase(path: folder.appendingPathComponent("test.sqlite").path)
    do {
        try await body(database)
    } catch {
        try? database.close()
        throw error
    }
    try database.close()
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
