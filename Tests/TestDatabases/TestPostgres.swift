import Foundation
import Synchronization
import TestProcesses

/// A PostgreSQL server of the tests' own: started when the first test needs it, gone with this process.
package enum TestPostgres {
    /// So many databases are in use at once at most: each takes some of the server's connections.
    private static let turns = Turns(8)

    /// Runs `body` with the URL of an empty database, which is dropped afterwards, open sessions or not.
    package static func withDatabase<Value>(_ body: (String) async throws -> Value) async throws -> Value {
        await turns.take()
        let name = "t\(UUID().uuidString.replacing("-", with: "").lowercased())"
        let outcome: Result<Value, any Error>
        do {
            try await run("CREATE DATABASE \(name)")
            outcome = .success(try await body(url(of: name)))
        } catch {
            outcome = .failure(error)
        }
        do {
            try await run("DROP DATABASE IF EXISTS \(name) WITH (FORCE)")
        } catch {
            await turns.giveBack()
            throw error
        }
        await turns.giveBack()
        return try outcome.get()
    }

    /// Runs one statement as the superuser, outside any transaction, by psql.
    package static func run(_ sql: String, in database: String = "usher") async throws {
        let psql = Process()
        psql.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        psql.arguments = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", try url(of: database), "-c", sql]
        psql.standardOutput = FileHandle.nullDevice
        let errors = Pipe()
        psql.standardError = errors
        let status = try await withCheckedThrowingContinuation { continuation in
            psql.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try psql.runInTurn() } catch { continuation.resume(throwing: error) }
        }
        guard status == 0 else {
            let said = try errors.fileHandleForReading.readToEnd() ?? Data()
            throw Failed(description: "psql: \(String(decoding: said, as: UTF8.self))")
        }
    }

    /// The address of one of the server's databases.
    package static func url(of database: String) throws -> String {
        let base = try server.get().url
        return String(base[..<(base.lastIndex(of: "/") ?? base.endIndex)]) + "/\(database)"
    }

    private struct Server: Sendable {
        let url: String
        /// The server ends when the other end of this pipe closes: when the tests end, however they do.
        let life: Pipe
    }

    private static let server = Result { try start() }

    private static func start() throws -> Server {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let program = Process()
        program.executableURL = root.appending(path: "scripts/postgres")
        let (life, output) = (Pipe(), Pipe())
        (program.standardInput, program.standardOutput) = (life, output)
        try program.runInTurn()
        var line = Data()
        while let byte = try output.fileHandleForReading.read(upToCount: 1), !byte.isEmpty, byte != Data("\n".utf8)
        {
            line += byte
        }
        guard !line.isEmpty else {
            throw Failed(description: "scripts/postgres did not start; run scripts/setup.")
        }
        return Server(url: String(decoding: line, as: UTF8.self), life: life)
    }

    private struct Failed: Error, CustomStringConvertible {
        let description: String
    }
}
