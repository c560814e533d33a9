import Database
import Foundation
import TestDatabases
import Testing

struct `A backup of SQLite` {
    private func withFile(_ body: (any SQLDatabase, _ path: String) async throws -> Void) async throws {
        try await TestDatabases.withAddress(.sqlite) { address in
            let database = try address.open()
            try await database.run("CREATE TABLE notes (id BIGINT PRIMARY KEY, word TEXT)")
            try await body(database, "\(address)")
            try database.close()
        }
    }

    @Test func `is one moment of a file that is being written to, and can be opened in its place`() async throws {
        try await withFile { database, path in
            let writing = Task {
                for id in 0..<2000 where !Task.isCancelled {
                    // Always two at a time.
                    try await database.run(
                        "INSERT INTO notes VALUES (\(2 * id), 'even')",
                        "INSERT INTO notes VALUES (\(2 * id + 1), 'odd')")
                }
            }
            while try await database.number("SELECT count(*) AS number FROM notes") < 100 { await Task.yield() }
            for number in 0..<5 { try SQLiteBackup.copy(path, to: "\(path).copy\(number)") }
            writing.cancel()
            try await writing.value
            for number in 0..<5 {
                let copy = try SQLiteDatabase(path: "\(path).copy\(number)")
                let count = try await copy.number("SELECT count(*) AS number FROM notes")
                #expect(count >= 100 && count % 2 == 0)
                try await copy.run("INSERT INTO notes VALUES (-1, 'goes on')")
                try copy.close()
            }
        }
    }

    @Test func `is for its owner alone, and there whole or not at all`() async throws {
        try await withFile { _, path in
            try SQLiteBackup.copy(path, to: "\(path).copy")
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(path).copy")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
            #expect(!FileManager.default.fileExists(atPath: "\(path).copy.unfinished"))
        }
    }

    @Test func `never writes over a file, and says so`() async throws {
        try await withFile { _, path in
            try Data("precious".utf8).write(to: URL(fileURLWithPath: "\(path).copy"))
            let error = #expect(throws: SQLError.self) { try SQLiteBackup.copy(path, to: "\(path).copy") }
            #expect(error?.description.contains("\(path).copy is there already") == true)
            #expect(FileManager.default.contents(atPath: "\(path).copy") == Data("precious".utf8))
        }
    }

    @Test(arguments: ["/nowhere/at/all/copy.sqlite", "/dev/null/copy.sqlite"])
    func `that cannot be written names the place`(destination: String) async throws {
        try await withFile { _, path in
            let error = #expect(throws: SQLError.self) { try SQLiteBackup.copy(path, to: destination) }
            #expect(error?.description.contains(destination) == true)
        }
    }

    @Test func `of a file that is not there is refused, and makes none`() async throws {
        try await withFile { _, path in
            #expect(throws: SQLError.self) { try SQLiteBackup.copy("\(path).nothing", to: "\(path).copy") }
            #expect(!FileManager.default.fileExists(atPath: "\(path).nothing"))
        }
    }
}
