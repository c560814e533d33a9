/// Reads the text of a recurrence rule strictly by the grammar of RFC 5545 section 3.3.10: libical takes
/// `COUNT=3x`, wraps numbers around, and accepts days that no calendar has.
struct RuleReader {
    private var parts = RuleParts()
    private var seen: Set<Substring> = []

    /// Known to RFC 5545 or to extensions of it, but of no use, or without meaning, in a rule one can book by.
    private static let unsupported: Set<Substring> = [
        "BYSECOND", "BYMINUTE", "BYHOUR", "BYYEARDAY", "BYWEEKNO", "BYEASTER", "RSCALE", "SKIP",
    ]
    private static let unsupportedFrequencies: Set<Substring> = ["SECONDLY", "MINUTELY", "HOURLY", "YEARLY"]

    static func parts(of text: String) throws(CalendaringError) -> RuleParts {
        if text.utf8.count > RecurrenceRule.longest {
            throw .rule(.tooLong, sentence: "A repeat rule has at most \(RecurrenceRule.longest) characters.")
        }
        if let odd = text.unicodeScalars.first(where: { $0.value <= 0x20 || $0.value >= 0x7F }) {
            let code = String(odd.value, radix: 16, uppercase: true)
            let padding = String(repeating: "0", count: max(0, 4 - code.count))
            throw bad("The repeat rule has a character that none has: U+\(padding)\(code).")
        }
        let upper = text.uppercased()
        var reader = RuleReader()
        let body = upper.hasPrefix("RRULE:") ? upper.dropFirst(6) : upper[...]
        for part in body.split(separator: ";", omittingEmptySubsequences: false) {
            try reader.read(part)
        }
        try reader.check()
        return reader.parts
    }

    private mutating func read(_ part: Substring) throws(CalendaringError) {
        guard let equals = part.firstIndex(of: "=") else {
            throw Self.bad("The repeat rule's part \(quoted(part)) is not of the form NAME=VALUE.")
        }
        let name = part[..<equals]
        let value = part[part.index(after: equals)...]
        if Self.unsupported.contains(name) {
            throw .rule(.unsupported, sentence: "A repeat rule with \(name) cannot be booked.")
        }
        guard seen.insert(name).inserted else { throw Self.bad("The repeat rule says \(quoted(name)) twice.") }
        switch name {
        case "FREQ": parts.frequency = try Self.frequency(value)
        case "INTERVAL": parts.interval = try Self.number(value, in: 1...1000, of: name)
        case "COUNT": parts.count = try Self.number(value, in: 1...1000, of: name)
        case "UNTIL": parts.until = try Self.until(value)
        case "WKST": parts.weekStart = try Self.weekday(value, of: name)
        case "BYDAY": parts.days = try Self.list(value) { text throws(CalendaringError) in try Self.day(text) }
        case "BYMONTHDAY": parts.monthDays = try Self.numbers(value, in: -31...31, of: name)
        case "BYMONTH": parts.months = try Self.numbers(value, in: 1...12, of: name)
        case "BYSETPOS": parts.positions = try Self.numbers(value, in: -31...31, of: name)
        default: throw Self.bad("No repeat rule has a part \(quoted(name)).")
        }
    }

    /// What parts must and must not stand together.
    private func check() throws(CalendaringError) {
        if !seen.contains("FREQ") { throw Self.bad("The repeat rule has no FREQ.") }
        if parts.count != nil, parts.until != nil {
            throw Self.bad("The repeat rule has both COUNT and UNTIL, which exclude each other.")
        }
        if parts.frequency != .monthly, let day = parts.days.first(where: { $0.ordinal != 0 }) {
            throw Self.bad("BYDAY=\(day.text), with a number, has a meaning only with FREQ=MONTHLY.")
        }
        if parts.frequency == .weekly, !parts.monthDays.isEmpty {
            throw Self.bad("BYMONTHDAY has no meaning with FREQ=WEEKLY.")
        }
        if !parts.positions.isEmpty, parts.days.isEmpty, parts.monthDays.isEmpty, parts.months.isEmpty {
            throw Self.bad("BYSETPOS has a meaning only with BYDAY, BYMONTHDAY or BYMONTH.")
        }
        if parts.count == nil, parts.until == nil {
            throw .rule(.noEnd, sentence: "The repeat rule has no end: add COUNT or UNTIL.")
        }
    }

    private static func bad(_ sentence: String) -> CalendaringError { .rule(.badRule, sentence: sentence) }
}

extension RuleReader {
    private static func frequency(_ value: Substring) throws(CalendaringError) -> RecurrenceRule.Frequency {
        if unsupportedFrequencies.contains(value) {
            throw .rule(
                .unsupported, sentence: "FREQ=\(value) cannot be booked: use DAILY, WEEKLY or MONTHLY.")
        }
        guard let frequency = RecurrenceRule.Frequency(rawValue: String(value)) else {
            throw bad("The repeat rule's FREQ cannot be \(quoted(value)): use DAILY, WEEKLY or MONTHLY.")
        }
        return frequency
    }

    /// Only a range that reaches below zero allows a sign, and then zero itself is no value.
    private static func number(
        _ text: Substring, in range: ClosedRange<Int>, of part: Substring
    ) throws(CalendaringError) -> Int {
        let signed = range.lowerBound < 0
        let digits = signed && (text.hasPrefix("-") || text.hasPrefix("+")) ? text.dropFirst() : text
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw bad("The repeat rule's \(part) cannot be \(quoted(text)): it is not such a number.")
        }
        guard let number = Int(text), range.contains(number), !(signed && number == 0) else {
            let limits = signed ? "±1 to ±\(range.upperBound)" : "\(range.lowerBound) to \(range.upperBound)"
            throw .rule(
                .outOfRange, sentence: "The repeat rule's \(part) must be from \(limits), not \(quoted(text)).")
        }
        return number
    }

    private static func numbers(
        _ text: Substring, in range: ClosedRange<Int>, of part: Substring
    ) throws(CalendaringError) -> [Int] {
        let numbers = try list(text) { value throws(CalendaringError) in try number(value, in: range, of: part) }
        // libical keeps at most 31 days of the month.
        if numbers.count > 31 {
            throw .rule(.outOfRange, sentence: "The repeat rule's \(part) has more than 31 values.")
        }
        return numbers
    }

    private static func list<Value: Hashable & Comparable>(
        _ text: Substring, _ read: (Substring) throws(CalendaringError) -> Value
    ) throws(CalendaringError) -> [Value] {
        var values: Set<Value> = []
        for value in text.split(separator: ",", omittingEmptySubsequences: false) {
            values.insert(try read(value))
        }
        return values.sorted()
    }

    private static func day(_ text: Substring) throws(CalendaringError) -> RuleParts.Day {
        let weekday = try weekday(text.suffix(2), of: "BYDAY")
        let ordinal = text.dropLast(2)
        if ordinal.isEmpty { return RuleParts.Day(ordinal: 0, weekday: weekday) }
        return RuleParts.Day(ordinal: try number(ordinal, in: -5...5, of: "BYDAY"), weekday: weekday)
    }

    private static func weekday(_ text: Substring, of part: Substring) throws(CalendaringError) -> Int {
        guard let index = RuleParts.Day.names.firstIndex(of: String(text)) else {
            throw bad("The repeat rule's \(part) cannot be \(quoted(text)): use MO, TU, WE, TH, FR, SA or SU.")
        }
        return index + 1
    }

    private static func until(_ text: Substring) throws(CalendaringError) -> RecurrenceRule.Until {
        let isUTC = text.hasSuffix("Z")
        let bare = isUTC ? text.dropLast() : text
        let halves = bare.split(separator: "T", omittingEmptySubsequences: false)
        let digits = Array(bare.utf8.filter { (0x30...0x39).contains($0) })
        func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }
        let isDate = halves.map(\.utf8.count) == [8] && digits.count == 8 && !isUTC
        let isTime = halves.map(\.utf8.count) == [8, 6] && digits.count == 14
        guard isDate || isTime else { throw badUntil(text) }
        var stamp = LocalStamp(year: number(0..<4), month: number(4..<6), day: number(6..<8))
        if isTime { (stamp.hour, stamp.minute, stamp.second) = (number(8..<10), number(10..<12), number(12..<14)) }
        guard stamp.exists else { throw badUntil(text) }
        if isDate { return .date(year: stamp.year, month: stamp.month, day: stamp.day) }
        return isUTC ? .utc(stamp) : .local(stamp)
    }

    private static func badUntil(_ text: Substring) -> CalendaringError {
        bad("The repeat rule's UNTIL cannot be \(quoted(text)): it is like 20270301 or 20270301T090000Z.")
    }
}

/// What was given, short enough for a sentence.
private func quoted(_ text: Substring) -> String {
    "“\(text.prefix(40))\(text.count > 40 ? "…" : "")”"
}
