import Calendaring
import Testing

/// Rules that RFC 5545 allows and one can book by, and starts that they name or do not.
///
/// Three hands were compared on such rules: dateutil, libical and ours. Where they differ, RFC 5545 says:
/// - A start that the rule does not name is an occurrence (section 3.8.5.3). dateutil leaves it out, so it is
///   added here.
/// - `recurrences.py` lists where dateutil must be asked in other words.
/// - Where libical's iterator differs it is wrong: see ``RecurrenceRule``.
@Suite(.enabled(if: Dateutil.python != nil, "USHER_TEST_PYTHON names no Python with dateutil"))
struct `Every series agrees with Python's dateutil` {
    private static let limit = 30

    private struct Example {
        let rule: RecurrenceRule
        let start: LocalStamp
        let found: [LocalStamp]

        init(_ text: String, from start: LocalStamp) throws {
            rule = try RecurrenceRule(text)
            self.start = start
            found = try rule.occurrences(from: start, limit: limit)
        }
    }

    @Test func `on random rules and starts`() async throws {
        var random = SeededGenerator(seed: 3310)
        var examples: [Example] = []
        while examples.count < 2000 {
            let drawn = try Example(rule(&random), from: start(&random))
            // The second occurrence of a series is a start that the rule names.
            let next = drawn.found.dropFirst().first
            examples.append(
                random.chance(60) ? try Example(drawn.rule.text, from: next ?? drawn.start) : drawn)
        }
        let theirs = try await Dateutil.readings(
            of: examples.map { .init(rule: $0.rule.text, start: $0.start.description, limit: Self.limit) })
        #expect(theirs.count == examples.count)
        var differences: [String] = []
        var named = 0
        var compared = 0
        for (example, readings) in zip(examples, theirs) {
            let start = example.start.description
            let isNamed = readings.first == start
            let series = (isNamed ? readings : [start] + readings).prefix(example.rule.count ?? Self.limit)
            let expected = Array(series.prefix(Self.limit))
            let found = example.found.map(\.description)
            if found != expected { differences.append("\(example.rule.text) from \(start): \(found)") }
            named += isNamed ? 1 : 0
            compared += found.count
        }
        #expect(differences.isEmpty, "\(differences.count) differ, such as \(differences.prefix(3))")
        #expect(named > 700 && examples.count - named > 700, "\(named) starts are named by their rules")
        #expect(compared > 20_000, "\(compared) occurrences were compared")
    }

    private func start(_ random: inout SeededGenerator) -> LocalStamp {
        LocalStamp(
            year: random.chance(5) ? random.pick([1970, 2099, 2100]) : .random(in: 2024...2040, using: &random),
            month: .random(in: 1...12, using: &random), day: .random(in: 1...28, using: &random),
            hour: .random(in: 0...23, using: &random), minute: random.pick([0, 30]),
            second: random.pick([0, 0, 59]))
    }

    private func rule(_ random: inout SeededGenerator) -> String {
        let frequency = random.pick(RecurrenceRule.Frequency.allCases)
        var parts = ["FREQ=\(frequency.rawValue)", end(&random)]
        if random.chance(50) { parts.append("INTERVAL=\(random.pick([1, 2, 2, 3, 4, 5, 7, 12, 30]))") }
        let lists = lists(frequency, &random)
        parts += lists
        if !lists.isEmpty, random.chance(25) {
            parts.append("BYSETPOS=" + text(random.picks(1...3, of: [1, 2, 3, 4, 5, -1, -2, -3])))
        }
        if random.chance(40) { parts.append("WKST=\(random.pick(Self.names))") }
        return parts.shuffled(using: &random).joined(separator: ";")
    }

    private func lists(_ frequency: RecurrenceRule.Frequency, _ random: inout SeededGenerator) -> [String] {
        var lists: [String] = []
        if random.chance(60) {
            var days = random.picks(1...5, of: Self.names)
            if frequency == .monthly, random.chance(60) {
                days = days.map { random.pick(["1", "2", "3", "4", "5", "-1", "-2", "-5", "", ""]) + $0 }
            }
            lists.append("BYDAY=" + days.joined(separator: ","))
        }
        if frequency != .weekly, random.chance(35) {
            lists.append("BYMONTHDAY=" + text(random.picks(1...12, of: Array(1...31) + Array(-31 ... -1))))
        }
        if random.chance(25) { lists.append("BYMONTH=" + text(random.picks(1...7, of: Array(1...12)))) }
        return lists
    }

    private func end(_ random: inout SeededGenerator) -> String {
        if random.chance(50) { return "COUNT=\(Int.random(in: 1...40, using: &random))" }
        let year = Int.random(in: 2025...2045, using: &random)
        return "UNTIL=\(year)" + random.pick(["0101", "0630", "1231"])
            + random.pick(["", "T000000", "T120000", "T093000Z", "T235959Z"])
    }

    private func text(_ numbers: [Int]) -> String { numbers.map(String.init).joined(separator: ",") }

    private static let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
}
