import Scheduling
import Testing
import TimeZones

struct `Slots, refusals and explanations agree with a slow reference in Python` {
    @Test(.timeLimit(.minutes(5)))
    func `at every minute of random calendars in random zones`() async throws {
        var random = SeededGenerator(seed: 20_241_027)
        let cases = try (0..<2000).map { _ in try RandomCalendar(using: &random) }
        let expected = try await Reference.answers(to: cases)
        try #require(expected.count == cases.count)
        var tally = Tally()
        var differences: [String] = []
        for (drawn, reference) in zip(cases, expected) {
            let engine = try Reference.Answer(of: drawn)
            if engine != reference {
                differences.append(try describe(engine, unlike: reference, of: drawn))
            }
            tally.count(reference, of: drawn)
            await Task.yield()
        }
        #expect(
            differences.isEmpty,
            "\(differences.count) of \(cases.count) differ: \(differences.prefix(3).joined(separator: "\n"))"
        )
        try tally.check()
    }

    /// What differs in words, and the case itself, which `reference.py` reads.
    private func describe(
        _ engine: Reference.Answer, unlike reference: Reference.Answer, of drawn: RandomCalendar
    ) throws -> String {
        let missing = reference.slots.filter { !engine.slots.contains($0) }
        let extra = engine.slots.filter { !reference.slots.contains($0) }
        var words: [String] = []
        if !missing.isEmpty { words.append("\(missing.count) slots are missing: \(moments(missing))") }
        if !extra.isEmpty { words.append("\(extra.count) slots are too many: \(moments(extra))") }
        for (index, (found, wanted)) in zip(engine.asked, reference.asked).enumerated() where found != wanted {
            words.append("question \(index), \(drawn.asked[index]): engine \(found), reference \(wanted)")
        }
        if words.isEmpty { words.append("the order of slots differs") }
        return words.prefix(4).joined(separator: "\n") + "\n" + (try drawn.json())
    }

    private func moments(_ slots: [[Int?]]) -> [String] {
        slots.prefix(3).map { slot in
            let start = Instant(seconds: Int64((slot[0] ?? 0) * 60))
            return start.rfc3339 + (slot[1].map { " \($0) seats" } ?? "")
        }
    }
}

/// How much of the rules the drawn cases touched.
private struct Tally {
    private var cases = 0
    private var withSlots: [String: Int] = [:]
    private var changing = 0
    private var offered = 0
    private var partlyFull = 0
    private var booked = 0
    private var joined = 0
    private var told: [String: Int] = [:]
    private var calendars: [String: Int] = [:]
    private var hosts: [String: Int] = [:]
    private var zones: Set<String> = []

    mutating func count(_ answer: Reference.Answer, of drawn: RandomCalendar) {
        cases += 1
        if !answer.slots.isEmpty { withSlots[drawn.kind, default: 0] += 1 }
        if changes(drawn), !answer.slots.isEmpty { changing += 1 }
        offered += answer.slots.count
        partlyFull += answer.slots.count { $0[1].map { $0 < drawn.rules.seats } ?? false }
        for verdict in answer.asked {
            if let refusal = verdict.refusal { told[refusal, default: 0] += 1 } else { booked += 1 }
            joined += verdict.takers.count { $0[1] != nil }
            for code in verdict.calendar { calendars[code, default: 0] += 1 }
            for code in verdict.hosts.joined() { hosts[code, default: 0] += 1 }
        }
        zones.formUnion(drawn.hosts.map(\.hours.zone))
    }

    /// Whether the clocks of a host change in the window.
    private func changes(_ drawn: RandomCalendar) -> Bool {
        drawn.hosts.contains { host in
            guard let zone = try? systemZones.zone(host.hours.zone) else { return false }
            let window = drawn.asWindow
            return zone.offset(at: window.start) != zone.offset(at: window.end)
        }
    }

    func check() throws {
        let some = cases / 100
        #expect(offered > 20 * cases)
        #expect(changing > cases / 12)
        #expect(zones.count > 300)
        #expect(withSlots.values.reduce(0, +) > cases / 3)
        for kind in CalendarKind.allCases { #expect(withSlots[kind.rawValue, default: 0] > 3 * some, "\(kind)") }
        #expect(partlyFull > some)
        #expect(booked > cases)
        #expect(joined > 10 * some)
        // Look busy is at zero here, and only Zoom's own days have a budget.
        let elsewhere: Set<Refusal> = [.lookBusy, .zoomBudget]
        for code in Refusal.allCases where !elsewhere.contains(code) {
            let count = calendars[code.rawValue, default: 0] + hosts[code.rawValue, default: 0]
            #expect(code == .slotTaken || count > some, "\(code.rawValue) \(count)")
        }
        for code in [Refusal.dayLimit, .weekLimit, .monthLimit, .duration] {
            #expect(calendars[code.rawValue, default: 0] > some && hosts[code.rawValue, default: 0] > some)
        }
        let visitors: [Refusal] = [
            .past, .notice, .tooFar, .offGrid, .outsideHours, .duration, .noSeats, .dayLimit, .weekLimit,
            .monthLimit,
            .connection, .slotTaken,
        ]
        for code in visitors { #expect(told[code.rawValue, default: 0] > some, "\(code.rawValue)") }
        #expect(Set(told.keys).isSubset(of: visitors.map(\.rawValue)))
    }
}
