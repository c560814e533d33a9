import CSQLite
import Foundation
import GRDB

/// One SQLite file: many readers, one writer, every commit on disk before it is answered (WAL, synchronous FULL).
package final class SQLiteDatabase: SQLDatabase {
    package let engine = SQLEngine.sqlite
    private let pool: DatabasePool
    private let writer: GroupCommit

    /// Opens the file, making it and its folder if need be. No other process may write to it meanwhile.
    /// - Throws: `.address` when it cannot be opened or cannot be made durable.
    package init(path: String, readers: Int = 4) throws(SQLError) {
        Self.prepareLibrary
        do {
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            // For its owner alone; SQLite gives its other files the same permissions.
            if !FileManager.default.fileExists(atPath: path) {
                // A file that cannot be made is found out by opening it.
                _ = FileManager.default.createFile(
                    atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
            }
            pool = try DatabasePool(path: path, configuration: Self.configuration(readers: readers))
            try pool.writeWithoutTransaction { db in
                // The writer's pages: what it cannot keep it reads again at every booking. 64 MB at most.
                try db.execute(sql: "PRAGMA cache_size = -65536")
                // Opening a pool sets NORMAL, whatever the configuration said: it has to be set again, and looked at.
                try db.execute(sql: "PRAGMA synchronous = FULL")
                guard try Int.fetchOne(db, sql: "PRAGMA synchronous") == 2 else {
                    throw SQLError.address("SQLite would not promise durable commits for \(path).")
                }
            }
        } catch let error as SQLError {
            throw error
        } catch {
            throw .address(
                "The SQLite file \(path) cannot be opened: \(Self.reason(error)). Check the folder and its permissions."
            )
        }
        writer = GroupCommit(pool: pool)
    }

    /// On one of the reading connections.
    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await pool.read { try body(SQLiteConnection(db: $0)) }
    }

    /// On the one writing connection, in the next commit.
    package func write<Result: Sendable>(
        inTurnFor subject: String?, _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await writer.write(body)
    }

    /// Nobody else has the file open.
    package func signal(_ words: [String]) async throws {}

    package func signals() -> AsyncStream<DatabaseSignal> {
        AsyncStream { $0.finish() }
    }

    /// Lets go of the file.
    package func close() throws {
        try pool.close()
    }

    /// Once for the process, before its first file: SQLite counts the memory it has under a lock, at each small piece it
    /// takes, and nobody asks. Refused when a file has been opened before, which changes nothing else.
    private static let prepareLibrary: Void = _ = usher_sqlite_count_no_memory()

    private static func reason(_ error: any Error) -> String {
        let text = (error as? DatabaseError)?.message ?? error.localizedDescription
        return text.hasSuffix(".") ? String(text.dropLast()) : text
    }

    private static func configuration(readers: Int) -> Configuration {
        var configuration = Configuration()
        configuration.maximumReaderCount = readers
        configuration.busyMode = .timeout(5)
        configuration.prepareDatabase { db in
            try db.execute(
                sql: """
                    PRAGMA journal_size_limit = 67108864; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;
                    PRAGMA wal_autocheckpoint = 8000
                    """)
        }
        return configuration
    }
}
