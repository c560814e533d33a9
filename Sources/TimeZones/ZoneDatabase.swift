import Foundation
import Synchronization

/// The system's tz database (a folder of TZif files), read lazily and kept in memory. Foundation's own copy is
/// frozen in the toolchain; this one is the one the operating system keeps up to date.
package final class ZoneDatabase: Sendable {
    private struct State {
        var zones: [String: Zone] = [:]
        var stamp: Date?
        var nextLook: ContinuousClock.Instant?
    }

    private let folder: String
    private let state = Mutex(State())

    /// - Parameter folder: where the system keeps its zones.
    package init(folder: String = "/usr/share/zoneinfo") {
        self.folder = folder
    }

    /// The zone of that name. An update of the database is noticed within a minute, without a restart.
    /// - Throws: `.unknown` for a name that is not in the database, `.malformed` for a broken file.
    package func zone(_ name: String) throws(TimeZonesError) -> Zone {
        if let zone = state.withLock({ cached(name, &$0) }) { return zone }
        guard Self.isPlausible(name), let bytes = FileManager.default.contents(atPath: "\(folder)/\(name)"),
            bytes.starts(with: Array("TZif".utf8))
        else { throw .unknown(name) }
        let zone = try Zone(identifier: name, bytes: Array(bytes))
        state.withLock { $0.zones[name] = zone }
        return zone
    }

    /// Coordinated Universal Time, which needs no file.
    package let utc = Zone.utc

    /// The names people choose from: the zones of `zone1970.tab`, sorted.
    package func names() throws(TimeZonesError) -> [String] {
        guard let table = text(of: "zone1970.tab") else { throw .missing(folder) }
        let names = table.split(separator: "\n").filter { !$0.hasPrefix("#") }
            .compactMap { $0.split(separator: "\t").dropFirst(2).first.map(String.init) }
        return Set(names).union(["UTC"]).sorted()
    }

    /// The release, such as `2026f`; nil where the system does not say.
    package var version: String? {
        guard let line = text(of: "tzdata.zi")?.prefix(while: { $0 != "\n" }) else { return nil }
        return line.split(separator: " ").last.map(String.init)
    }

    private func text(of file: String) -> String? {
        FileManager.default.contents(atPath: "\(folder)/\(file)").map { String(decoding: $0, as: UTF8.self) }
    }

    private func cached(_ name: String, _ state: inout State) -> Zone? {
        let now = ContinuousClock.now
        if state.nextLook.map({ now >= $0 }) ?? true {
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(folder)/tzdata.zi")
            let stamp = attributes?[.modificationDate] as? Date
            if stamp != state.stamp { state.zones.removeAll() }
            state.stamp = stamp
            state.nextLook = now.advanced(by: .seconds(60))
        }
        return state.zones[name]
    }

    /// Not a zone that counts leap seconds (`right/…`), because our moments do not; else letters, digits, `_`, `+`, `-` and inner slashes: nothing that could leave the folder.
    private static func isPlausible(_ name: String) -> Bool {
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return name.utf8.count <= 64 && parts.first != "right"
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.utf8.allSatisfy { byte in
                        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                            || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                    }
            }
    }
}
