import Dispatch
import Foundation
import Scheduling
import TestProcesses
import Testing
import TimeZones

/// What `reference.py` says of cases: the slot rules once more, in plain words, by another hand.
enum Reference {
    /// What is offered and refused in one case; codes sorted.
    struct Answer: Codable, Equatable {
        struct Verdict: Codable, Equatable {
            /// What a visitor is told; nil when the start can be booked.
            var refusal: String?
            var calendar: [String]
            var hosts: [[String]]
            /// A host and the meeting that is joined, if one is.
            var takers: [[String?]]
        }

        /// Minutes since 1970 and the seats left, if they are counted.
        var slots: [[Int?]]
        /// One for every question of the case.
        var asked: [Verdict]
    }

    /// Asks the reference, in two processes at once.
    static func answers(to cases: [RandomCalendar]) async throws -> [Answer] {
        let lines = try cases.map { try $0.json() }
        let half = lines.count / 2
        async let first = ask(Array(lines[..<half]))
        async let second = ask(Array(lines[half...]))
        return try await first + second
    }

    private static func ask(_ lines: [String]) async throws -> [Answer] {
        let file = FileManager.default.temporaryDirectory.appending(path: "usher-cases-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        let output = try await withCheckedThrowingContinuation { continuation in
            // Waiting for a process must not hold one of Swift's few threads.
            DispatchQueue.global().async { continuation.resume(with: Result { try run(readingFrom: file) }) }
        }
        let decoder = JSONDecoder()
        return try output.split(separator: UInt8(ascii: "\n")).map { try decoder.decode(Answer.self, from: $0) }
    }

    /// Runs the script kept away from any tzdata of PyPI (-I and -S: no packages).
    private static func run(readingFrom file: URL) throws -> Data {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "reference.py").path()
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let python = ProcessInfo.processInfo.environment["USHER_TEST_PYTHON"] ?? "python3"
        process.arguments = [python, "-I", "-S", script]
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

extension Reference.Answer {
    /// The engine's answer, in the words of the reference.
    init(of drawn: RandomCalendar) throws {
        let finder = try drawn.finder()
        slots = finder.slots(within: drawn.asWindow, duration: drawn.duration).map { slot in
            [Int(slot.start.seconds / 60), slot.seatsLeft]
        }
        asked = drawn.asked.map { Verdict(of: $0, by: finder) }
    }
}

extension Reference.Answer.Verdict {
    init(of question: RandomCalendar.Question, by finder: SlotFinder) {
        let start = Instant(milliseconds: question.start)
        let explanation = finder.explain(start, duration: question.duration, seats: question.seats)
        calendar = Self.codes(explanation.calendarCodes)
        hosts = explanation.hosts.map { Self.codes($0.codes) }
        do throws(Refusal) {
            let takers = try finder.takers(at: start, duration: question.duration, seats: question.seats)
            self.takers = takers.map { [$0.hostID, $0.joins] }
            refusal = nil
        } catch {
            (takers, refusal) = ([], error.rawValue)
        }
        if refusal != explanation.refusal?.rawValue {
            refusal = "\(refusal ?? "none") when booked, \(explanation.refusal?.rawValue ?? "none") when explained"
        }
    }

    private static func codes(_ codes: [Refusal]) -> [String] {
        Set(codes.map(\.rawValue)).sorted()
    }
}
