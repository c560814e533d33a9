import Foundation
import Testing
import TimeZones

struct `The zone database` {
    @Test(arguments: [
        "", "/", ".", "..", "../../etc/passwd", "/etc/passwd", "Europe/", "/Europe/Berlin", "Europe//Berlin",
        "Europe/../Europe/Berlin", "Europe/./Berlin", "Europe", "localtime\0", "Europe/Berlin\0", "Europe/Berlin ",
        "Europe/Berlin\n", "Europe\\Berlin", "Europe/Bärlin", "Europe/Atlantis", "tzdata.zi", "leapseconds",
        "EST5EDT;",
        "%2e%2e/etc/passwd", String(repeating: "a", count: 10_000), String(repeating: "a/", count: 5000) + "a",
    ])
    func `refuses what is not a zone's name`(name: String) {
        #expect(throws: TimeZonesError.unknown(name)) { try ZoneDatabase().zone(name) }
    }

    @Test func `names a refused zone in a sentence of bearable length`() {
        let error = TimeZonesError.unknown(String(repeating: "a", count: 10_000))
        #expect(error.description.count < 200)
    }

    @Test func `takes a name as it is written in the database, in no other case`() throws {
        #expect(try systemZones.zone("Europe/Berlin").identifier == "Europe/Berlin")
        #expect(throws: TimeZonesError.unknown("europe/berlin")) { try systemZones.zone("europe/berlin") }
        #expect(throws: TimeZonesError.unknown("EUROPE/BERLIN")) { try systemZones.zone("EUROPE/BERLIN") }
        #expect(throws: TimeZonesError.unknown("utc")) { try systemZones.zone("utc") }
    }

    @Test func `refuses zones that count leap seconds, because our moments do not`() throws {
        try withTemporaryFolder { folder in
            let right = folder.appendingPathComponent("right/Europe")
            try FileManager.default.createDirectory(at: right, withIntermediateDirectories: true)
            try Data(zoneFile("Europe/Berlin")).write(to: right.appendingPathComponent("Berlin"))
            #expect(throws: TimeZonesError.unknown("right/Europe/Berlin")) {
                try ZoneDatabase(folder: folder.path).zone("right/Europe/Berlin")
            }
        }
    }

    @Test func `offers names that can all be opened, sorted, UTC among them`() throws {
        let names = try systemZones.names()
        #expect(names.count > 250)
        #expect(names == names.sorted())
        #expect(Set(names).count == names.count)
        #expect(names.contains("UTC"))
        for name in names { _ = try systemZones.zone(name) }
    }

    @Test func `says its release`() throws {
        let version = try #require(systemZones.version)
        #expect(version.prefixMatch(of: /20[0-9]{2}[a-z]/) != nil)
    }

    @Test func `that is not there is missing, not empty`() {
        let nowhere = ZoneDatabase(folder: "/nowhere/zoneinfo")
        #expect(throws: TimeZonesError.missing("/nowhere/zoneinfo")) { try nowhere.names() }
        #expect(throws: TimeZonesError.unknown("Europe/Berlin")) { try nowhere.zone("Europe/Berlin") }
        #expect(nowhere.version == nil)
    }

    @Test func `gives the same zone to everyone who asks at once`() async throws {
        let database = ZoneDatabase()
        let offsets = try await withThrowingTaskGroup { group in
            for _ in 0..<50 {
                group.addTask { try database.zone("Asia/Tokyo").offset(at: Instant(seconds: 0)) }
            }
            return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
        }
        #expect(offsets == [32_400])
    }

    @Test func `finds a zone that an update has added, and the update's release`() throws {
        try withTemporaryFolder { folder in
            let table = folder.appendingPathComponent("tzdata.zi")
            try Data("# version 2025a\nR A\n".utf8).write(to: table)
            try Data(zoneFile("Asia/Tokyo")).write(to: folder.appendingPathComponent("Old"))
            let database = ZoneDatabase(folder: folder.path)
            #expect(database.version == "2025a")
            #expect(try database.zone("Old").offset(at: Instant(seconds: 0)) == 32_400)
            #expect(throws: TimeZonesError.unknown("New")) { try database.zone("New") }

            try Data("# version 2025b\nR A\n".utf8).write(to: table)
            try Data(zoneFile("Asia/Kathmandu")).write(to: folder.appendingPathComponent("New"))
            #expect(database.version == "2025b")
            #expect(try database.zone("New").offset(at: Instant(seconds: 1_000_000_000)) == 20_700)
            #expect(try database.zone("Old").offset(at: Instant(seconds: 0)) == 32_400)
        }
    }
}
