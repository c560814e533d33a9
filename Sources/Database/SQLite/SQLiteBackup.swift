import Foundation
import GRDB

/// Copies a SQLite file while others use it.
package enum SQLiteBackup {
    /// Writes what the database holds at this moment to a new file, for its owner alone, and checks it. The file is
    /// there whole or not at all.
    /// - Throws: `.address` when the copy cannot be made; names the file at fault.
    package static func copy(_ path: String, to destination: String) throws(SQLError) {
        let files = FileManager.default
        guard files.fileExists(atPath: path) else { throw .address("There is no SQLite file \(path).") }
        guard !files.fileExists(atPath: destination) else {
            throw .address("\(destination) is there already, and is left as it is. Name a new file.")
        }
        let unfinished = "\(destination).unfinished"
        do {
            try? files.removeItem(atPath: unfinished)
            try vacuum(path, into: unfinished)
            try files.setAttributes([.posixPermissions: 0o600], ofItemAtPath: unfinished)
            try check(unfinished)
            try FileHandle(forUpdating: URL(fileURLWithPath: unfinished)).synchronize()
            try files.moveItem(atPath: unfinished, toPath: destination)
        } catch {
            try? files.removeItem(atPath: unfinished)
            throw .address("\(path) could not be copied to \(destination): \(error)")
        }
    }

    /// A reader's view of one moment; it holds nobody up.
    private static func vacuum(_ path: String, into destination: String) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.vacuum(into: destination)
        try queue.close()
    }

    private static func check(_ path: String) throws {
        let queue = try DatabaseQueue(path: path)
        let finding = try queue.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
        try queue.close()
        guard finding == "ok" else { throw SQLError.address("the copy is damaged (\(finding ?? "no finding"))") }
    }
}
