import Dispatch
import Foundation
import TestProcesses
import Testing

/// What Python's dateutil says of recurrence rules, by `recurrences.py`.
enum Dateutil {
    /// A Python that has dateutil; without it the comparison is skipped.
    static let python = ProcessInfo.processInfo.environment["USHER_TEST_PYTHON"]

    struct Case: Encodable {
        /// In capitals, without `RRULE:`.
        let rule: String
        /// As `2026-12-01T08:00:00`.
        let start: String
        let limit: Int
    }

    /// The readings of every case, as `2026-12-01T08:00:00`; COUNT is ignored.
    static func readings(of cases: [Case]) async throws -> [[String]] {
        let file = FileManager.default.temporaryDirectory.appending(path: "usher-rules-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try JSONEncoder().encode(cases).write(to: file)
        let output = try await withCheckedThrowingContinuation { continuation in
            // Waiting for a process must not hold one of Swift's few threads.
            DispatchQueue.global().async { continuation.resume(with: Result { try run(readingFrom: file) }) }
        }
        return try JSONDecoder().decode([[String]].self, from: output)
    }

    private static func run(readingFrom file: URL) throws -> Data {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "recurrences.py").path()
        let process = Process()
        process.executableURL = URL(filePath: try #require(python))
        process.arguments = ["-I", script]
        process.standardInput = try FileHandle(forReadingFrom: file)
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.runInTurn()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return output
    }
}
