import Foundation
import Testing

@testable import TimeZones

/// The system's database, read once for all tests of this module.
let systemZones = ZoneDatabase()

/// The moment of an RFC 3339 text.
func moment(_ text: String) throws -> Instant {
    try #require(Instant(rfc3339: text))
}

/// What a wall shows: `2026-03-08 02:30`.
func wall(_ text: String) throws -> CivilDateTime {
    let parts = text.split(separator: " ")
    let clock = parts[1].split(separator: ":").compactMap { Int($0) }
    let date = try #require(CivilDate(String(parts[0])))
    return CivilDateTime(date: date, minuteOfDay: clock[0] * 60 + clock[1])
}

/// The same numbers at every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

/// The bytes of one of the system's zone files.
func zoneFile(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(fileURLWithPath: "/usr/share/zoneinfo/\(name)")))
}

/// A folder that is gone when the body returns.
func withTemporaryFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("usher-zones-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
}
