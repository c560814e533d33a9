import Foundation
import TestProcesses

/// An SMTP server that misbehaves as it is told (`smtp_script.py`), for the time of one test.
struct ScriptedServer {
    /// One thing that was said to it.
    struct Line: Decodable {
        /// Connections count from 1.
        let connection: Int
        /// A command as it came, or `END <Message-ID>` where a whole mail had arrived.
        let words: String
    }

    let port: Int
    private let file: URL
    private let input = Pipe()

    /// - Parameters:
    ///   - stage: where it misbehaves, as the script lists.
    ///   - action: `drop`, `stall`, or what it replies.
    ///   - mail: with which mail alone, from 1; nil for all.
    init(_ stage: String, _ action: String, mail: Int? = nil) throws {
        file = FileManager.default.temporaryDirectory.appending(path: "usher-script-\(UUID().uuidString).jsonl")
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "smtp_script.py")
        let process = Process()
        process.standardInput = input
        process.executableURL = URL(filePath: Sink.python ?? "/usr/bin/python3")
        process.arguments =
            [script.path(), file.path(), stage, action] + (mail.map { ["--mail", String($0)] } ?? [])
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.runInTurn()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw SinkFailure(text: "the scripted server printed no port: \(line)")
        }
        self.port = port
    }

    var url: String { "smtp://127.0.0.1:\(port)" }

    /// What was said to it so far, oldest first.
    func heard() throws -> [Line] {
        guard let data = try? Data(contentsOf: file) else { return [] }
        return try data.split(separator: UInt8(ascii: "\n")).map { try JSONDecoder().decode(Line.self, from: $0) }
    }

    /// The mails that arrived whole, by the connections they came over.
    func arrivals() throws -> [Int] {
        try heard().filter { $0.words.hasPrefix("END") }.map(\.connection)
    }

    /// Waits until it has heard something, for ten seconds at most.
    func hears(_ words: String) async throws -> Bool {
        for _ in 0..<200 {
            if try heard().contains(where: { $0.words == words }) { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    func stop() {
        try? input.fileHandleForWriting.write(contentsOf: Data("stop\n".utf8))
        try? FileManager.default.removeItem(at: file)
    }
}
