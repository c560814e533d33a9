import Foundation
import Messaging
import TestProcesses

/// A real SMTP server (`smtp_sink.py`, aiosmtpd) for the time of one test.
struct Sink {
    /// A Python that has aiosmtpd; without it the tests over the wire are skipped.
    static let python = ProcessInfo.processInfo.environment["USHER_TEST_PYTHON"]

    let port: Int
    let folder: URL
    private let input = Pipe()

    init(_ flags: String...) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "usher-sink-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        var arguments = [
            URL(filePath: #filePath).deletingLastPathComponent().appending(path: "smtp_sink.py").path(),
            folder.appending(path: "mails.jsonl").path(),
        ]
        if !flags.isEmpty {
            try Self.makeCertificate(in: folder)
            arguments += ["--cert", folder.appending(path: "cert.pem").path()]
            arguments += ["--key", folder.appending(path: "key.pem").path()]
        }
        let process = Process()
        process.standardInput = input
        process.executableURL = URL(filePath: Self.python ?? "/usr/bin/python3")
        process.arguments = arguments + flags
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.runInTurn()
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw SinkFailure(text: "the sink printed no port: \(line)")
        }
        self.port = port
    }

    var caFile: String { folder.appending(path: "cert.pem").path() }

    /// What the server has taken so far, oldest first.
    func mails() throws -> [TakenMail] {
        guard let data = try? Data(contentsOf: folder.appending(path: "mails.jsonl")) else { return [] }
        return try data.split(separator: UInt8(ascii: "\n")).map {
            try JSONDecoder().decode(TakenMail.self, from: Data($0))
        }
    }

    func stop() {
        try? input.fileHandleForWriting.write(contentsOf: Data("stop\n".utf8))
        try? FileManager.default.removeItem(at: folder)
    }

    private static func makeCertificate(in folder: URL) throws {
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/openssl")
        openssl.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
            "-keyout", folder.appending(path: "key.pem").path(), "-out",
            folder.appending(path: "cert.pem").path(),
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.runInTurn()
        openssl.waitUntilExit()
        if openssl.terminationStatus != 0 { throw SinkFailure(text: "openssl made no certificate") }
    }
}

struct SinkFailure: Error {
    let text: String
}

/// A mail as Python's email package understood it.
struct TakenMail: Decodable {
    struct Part: Decodable {
        let type: String
        let parameters: [String: String]
        let encoding: String
        let disposition: String
        let filename: String
        let text: String
    }

    let mailFrom: String
    let recipients: [String]
    let helo: String
    let login: String
    let tls: Bool
    let headers: [[String]]
    let defects: [String]
    let longestLine: Int
    let parts: [Part]

    func header(_ name: String) -> String? {
        headers.first { $0.first?.lowercased() == name.lowercased() }?.last
    }
}
