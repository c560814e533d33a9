import Testing

@testable import TimeZones

struct `A malformed zone file` {
    @Test(arguments: ["America/New_York", "Europe/Dublin", "Asia/Kathmandu", "UTC"])
    func `cut off anywhere is refused`(name: String) throws {
        let whole = try zoneFile(name)
        _ = try Zone(identifier: name, bytes: whole)
        let accepted = (0..<whole.count).filter { length in
            (try? Zone(identifier: name, bytes: Array(whole.prefix(length)))) != nil
        }
        #expect(accepted.isEmpty, "\(name) of \(whole.count) bytes is accepted when cut to \(accepted)")
    }

    @Test func `of random bytes is refused`() {
        var random = SeededGenerator(seed: 9636)
        for round in 0..<2000 {
            var bytes = (0..<Int.random(in: 0...300, using: &random)).map { _ in
                UInt8.random(in: 0...255, using: &random)
            }
            if round.isMultiple(of: 2) { bytes = Array("TZif2".utf8) + bytes }
            #expect(throws: TimeZonesError.self) { try Zone(identifier: "X", bytes: bytes) }
        }
    }

    @Test func `with a few wrong bytes is refused or answers something, and never stops the program`() throws {
        var random = SeededGenerator(seed: 8536)
        let whole = try zoneFile("America/New_York")
        var opened = 0
        for _ in 0..<300 {
            var bytes = whole
            for _ in 0...Int.random(in: 0...4, using: &random) {
                // The header of the second block and the footer are where the harm is done.
                let places = [0..<64, 1000..<1300, whole.count - 30..<whole.count, 0..<whole.count]
                let place = Int.random(in: places[Int.random(in: 0...3, using: &random)], using: &random)
                bytes[place] = UInt8.random(in: 0...255, using: &random)
            }
            guard let zone = try? Zone(identifier: "X", bytes: bytes) else { continue }
            opened += 1
            for year: Int64 in [-3000, 1950, 2026, 2199, 9000] {
                let second = (year - 1970) * 31_556_952
                _ = zone.offset(at: Instant(seconds: second))
                _ = zone.resolve(CivilDateTime(localSeconds: second))
            }
        }
        #expect(opened > 0)
    }

    @Test(arguments: [
        "", "\n", "\nEST5", "EST5\n", "\nEST\n", "\n5\n", "\nEST5EDT\n", "\nEST5EDT,M3.2.0\n",
        "\nEST5EDT,M3.2,M11.1.0\n",
        "\nEST5EDT,M13.2.0,M11.1.0\n", "\nEST5EDT,M3.6.0,M11.1.0\n", "\nEST5EDT,M3.0.0,M11.1.0\n",
        "\nEST5EDT,M3.2.7,M11.1.0\n", "\nEST5EDT,J0,J300\n", "\nEST5EDT,J60,J366\n", "\nEST5EDT,0,366\n",
        "\nEST5EDT,M3.2.0/168,M11.1.0\n", "\nEST25\n", "\nEST5:60\n", "\nEST5EDT,M3.2.0,M11.1.0x\n", "\n<+03-3\n",
    ])
    func `with a wrong footer is refused`(footer: String) {
        #expect(throws: TimeZonesError.self) { try Zone(identifier: "X", bytes: file(footer: footer)) }
    }

    @Test(arguments: [
        "EST9223372036854775807", "EST5EDT,J9223372036854775807,J300",
        "EST5EDT,M3.9223372036854775807.0,M11.1.0", "EST5:9223372036854775807", "EST99999999999999999999999",
    ])
    func `with an absurd number in its footer is refused, and does not stop the program`(rule: String) async {
        await #expect(processExitsWith: .success) { [rule = rule as String] in
            #expect(throws: TimeZonesError.self) { try Zone(identifier: "X", bytes: file(footer: "\n\(rule)\n")) }
        }
    }

    @Test(arguments: [
        ("\n\n", 0), ("\nEST5\n", -18_000), ("\n<+0545>-5:45\n", 20_700), ("\nXXX24:59:59\n", -89_999),
        ("\nIST-1GMT0,M10.5.0,M3.5.0/1\n", 3600), ("\nEST5EDT,0/0,J365/25\n", -14_400),
    ])
    func `is told from one that only looks odd`(footer: String, offset: Int) throws {
        let zone = try Zone(identifier: "X", bytes: file(footer: footer))
        #expect(zone.offset(at: try moment("2026-07-01T00:00:00Z")) == offset)
    }
}

/// A version 2 file with no transitions, one local time (UTC), and this footer.
private func file(footer: String) -> [UInt8] {
    let header = Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
    let counts: [UInt8] = [0, 0, 0, 0, 1, 4]
    let block: [UInt8] =
        header + counts.flatMap { [0, 0, 0, $0] as [UInt8] } + [UInt8](repeating: 0, count: 6)
        + Array("UTC\0".utf8)
    return block + block + Array(footer.utf8)
}
