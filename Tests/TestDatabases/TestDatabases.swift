package import Database
import Foundation

/// Fresh databases for tests, of both engines: one body is the test of both.
package enum TestDatabases {
    /// The engines that tests run on: both, or the one that USHER_TEST_ENGINE names, to see which of them fails.
    package static let engines = SQLEngine.allCases.filter {
        let wanted = ProcessInfo.processInfo.environment["USHER_TEST_ENGINE"]
        return wanted == nil || wanted == $0.rawValue
    }

    /// So many SQLite databases are in use at once at most: tests all begin together, each house opens dozens of files
    /// and sockets, and Foundation's `Process` crashes where there are more than select() can take.
    private static let turns = Turns(16)

    /// Runs `body` on an empty database of each engine in turn.
    package static func each(_ body: (any SQLDatabase) async throws -> Void) async throws {
        for engine in engines { try await with(engine, body) }
    }

    /// Runs `body` on an empty database of one engine, gone when it returns.
    @discardableResult
    package static func with<Value>(
        _ engine: SQLEngine, _ body: (any SQLDatabase) async throws -> Value
    ) async throws -> Value {
        try await withAddress(engine) { address in
            let database = try address.open(connections: 6)
            do {
                let value = try await body(database)
                try database.close()
                return value
            } catch {
                try? database.close()
                throw error
            }
        }
    }

    /// As `with`, for a body that opens the database itself, once or several times.
    package static func withAddress<Value>(
        _ engine: SQLEngine, _ body: (DatabaseAddress) async throws -> Value
    ) async throws -> Value {
        switch engine {
        case .sqlite:
            let folder = FileManager.default.temporaryDirectory.appending(path: "usher-test-\(UUID().uuidString)")
            defer { try? FileManager.default.removeItem(at: folder) }
            await turns.take()
            do {
                let value = try await body(.sqlite(path: folder.appending(path: "test.sqlite").path))
                await turns.giveBack()
                return value
            } catch {
                await turns.giveBack()
                throw error
            }
        case .postgres:
            return try await TestPostgres.withDatabase { try await body(DatabaseAddress($0)) }
        }
    }
}
