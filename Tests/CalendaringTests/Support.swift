import Calendaring

/// SplitMix64: the same numbers on every run.
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

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func pick<Value>(_ values: [Value]) -> Value {
        values[Int.random(in: values.indices, using: &self)]
    }

    mutating func picks<Value>(_ count: ClosedRange<Int>, of values: [Value]) -> [Value] {
        Array(values.shuffled(using: &self).prefix(Int.random(in: count, using: &self)))
    }
}

/// The fault of a rule that must be refused; nil when it is accepted.
func refusal(of text: String) -> CalendaringError? {
    do throws(CalendaringError) {
        _ = try RecurrenceRule(text)
        return nil
    } catch {
        return error
    }
}

/// At nine in the morning.
func nine(_ year: Int, _ month: Int, _ day: Int) -> LocalStamp {
    LocalStamp(year: year, month: month, day: day, hour: 9)
}

/// The days of the series that begins at nine on 2026-01-05, a Monday, or on another day; as `2026-01-05`.
func days(_ rule: String, from start: LocalStamp = nine(2026, 1, 5), limit: Int = 10) throws -> [String] {
    let found = try RecurrenceRule(rule).occurrences(from: start, limit: limit)
    return found.map { String($0.description.prefix(10)) }
}
