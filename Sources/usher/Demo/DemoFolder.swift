import Foundation
import Operations

/// Where a demo keeps its data, and the keys that go with it.
struct DemoFolder {
    private struct Keys: Codable {
        var secret: String
        var apiKey: String?
    }

    let path: String
    /// Whether it was made just now.
    let isNew: Bool
    private var keys: Keys

    /// Opens the folder, making it and its secret if need be. Without a path it is a fresh temporary one.
    init(_ given: String?) throws {
        path =
            given ?? FileManager.default.temporaryDirectory.appending(path: "usher-demo-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        if let stored = FileManager.default.contents(atPath: "\(path)/keys.json") {
            keys = try JSONDecoder().decode(Keys.self, from: stored)
            isNew = false
        } else {
            isNew = true
            keys = Keys(secret: Surroundings.system.token())
            try save()
        }
    }

    var secret: String { keys.secret }
    var apiKey: String? { keys.apiKey }
    var databasePath: String { "\(path)/usher.sqlite" }
    var zoomPath: String { "\(path)/zoom.sqlite" }

    /// Keeps the key, so that a demo that is started again can show it again.
    mutating func keep(apiKey: String) throws {
        keys.apiKey = apiKey
        try save()
    }

    private func save() throws {
        let file = "\(path)/keys.json"
        try JSONEncoder().encode(keys).write(to: URL(fileURLWithPath: file), options: .atomic)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
    }
}
