import Dispatch
import Foundation
import TestProcesses
import Testing

/// The repository these tests belong to.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// The names within a folder, sorted; empty when there is no such folder.
    static func names(in folder: String) -> [String] {
        let path = root.appendingPathComponent(folder).path
        return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).filter { !$0.hasPrefix(".") }
            .sorted()
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appendingPathComponent(path), encoding: .utf8)
    }

    /// The paths of all files below a folder, from the root on, sorted.
    static func files(below folder: String) -> [String] {
        let base = root.appendingPathComponent(folder).path
        let found = FileManager.default.enumerator(atPath: base)?.compactMap { $0 as? String } ?? []
        return found.map { "\(folder)/\($0)" }.filter { path in
            var isFolder: ObjCBool = false
            let full = root.appendingPathComponent(path).path
            return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder) && !isFolder.boolValue
        }.sorted()
    }

    /// The Swift files of a module with their texts.
    static func sources(of module: String) throws -> [(path: String, text: String)] {
        try files(below: "Sources/\(module)").filter { $0.hasSuffix(".swift") }.map { ($0, try text($0)) }
    }
}

/// What `swift package dump-package` says of the targets.
struct Manifest: Decodable {
    struct Target: Decodable {
        let name: String
        let type: String
        let dependencies: [Dependency]
    }

    /// A target or a product; only what is named without a package can be a target of ours.
    struct Dependency: Decodable {
        let byName: [String?]?
        let target: [String?]?

        private enum CodingKeys: String, CodingKey {
            case byName, target
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            // The second element is a condition; a dependency of ours has none.
            byName = try? container.decode([String?].self, forKey: .byName)
            target = try? container.decode([String?].self, forKey: .target)
        }

        var ownName: String? { (byName ?? target)?.first.flatMap { $0 } }
    }

    let targets: [Target]

    /// Reads it without touching `.build`, whose lock `swift test` may hold, nor any other folder that is shared.
    static func current() async throws -> Manifest {
        let output = try await withCheckedThrowingContinuation { continuation in
            // Waiting for a process must not hold one of Swift's few threads.
            DispatchQueue.global().async { continuation.resume(with: Result { try dump() }) }
        }
        return try JSONDecoder().decode(Manifest.self, from: output)
    }

    private static func dump() throws -> Data {
        let scratch = FileManager.default.temporaryDirectory.appendingPathComponent("usher-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: scratch) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "swift", "package", "--package-path", Repository.root.path, "--scratch-path", scratch.path,
            "--cache-path", scratch.appendingPathComponent("cache").path, "dump-package",
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        try process.runInTurn()
        let deadline = DispatchWorkItem { process.terminate() }
        DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: deadline)
        defer { deadline.cancel() }
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "swift package dump-package failed or hung")
        return output
    }
}
