/// The footer of a zone file: a POSIX TZ string such as `CET-1CEST,M3.5.0,M10.5.0/3`, with RFC 9636's
/// extension of hours from -167 to 167.
struct PosixRule {
    let standard: TZif.LocalTimeType
    let summer: TZif.LocalTimeType?
    private let starts: Day?
    private let ends: Day?

    init(_ text: String) throws(TimeZonesError) {
        var reader = RuleReader(text)
        let name = try reader.name()
        let offset = -(try reader.time(hours: 0...24))
        standard = TZif.LocalTimeType(offset: offset, isDaylight: false, abbreviation: name)
        guard !reader.isAtEnd else { (summer, starts, ends) = (nil, nil, nil); return }
        let summerName = try reader.name()
        let summerOffset = reader.peek == "," ? offset + 3600 : -(try reader.time(hours: 0...24))
        summer = TZif.LocalTimeType(offset: summerOffset, isDaylight: true, abbreviation: summerName)
        try reader.expect(",")
        starts = try Day(&reader)
        try reader.expect(",")
        ends = try Day(&reader)
        guard reader.isAtEnd else { throw .malformed("the rule goes on after its end") }
    }

    /// The changes of one year in order: the UTC second, and what holds from then on.
    func changes(in year: Int) -> [(at: Int64, to: TZif.LocalTimeType)] {
        guard let summer, let starts, let ends else { return [] }
        return [
            (starts.localSeconds(in: year) - Int64(standard.offset), summer),
            (ends.localSeconds(in: year) - Int64(summer.offset), standard),
        ].sorted { $0.0 < $1.0 }
    }
}

/// The day of a yearly change, and its wall-clock second.
private struct Day {
    private enum Form {
        case julianWithoutLeapDay(Int)
        case dayOfYear(Int)
        case weekdayOfMonth(month: Int, week: Int, weekday: Int)
    }

    private let form: Form
    private let second: Int

    init(_ reader: inout RuleReader) throws(TimeZonesError) {
        if reader.take("M") {
            let month = try reader.number(within: 1...12)
            try reader.expect(".")
            let week = try reader.number(within: 1...5)
            try reader.expect(".")
            form = .weekdayOfMonth(month: month, week: week, weekday: try reader.number(within: 0...6))
        } else if reader.take("J") {
            form = .julianWithoutLeapDay(try reader.number(within: 1...365))
        } else {
            form = .dayOfYear(try reader.number(within: 0...365))
        }
        second = reader.take("/") ? try reader.time(hours: 0...167) : 7200
    }

    func localSeconds(in year: Int) -> Int64 {
        Int64(day(in: year)) * 86_400 + Int64(second)
    }

    private func day(in year: Int) -> Int {
        let newYear = CivilDate(year: year, month: 1, day: 1)?.daysSinceEpoch ?? 0
        switch form {
        case .dayOfYear(let day):
            return newYear + day
        case .julianWithoutLeapDay(let day):
            let leap = CivilDate.days(inMonth: 2, of: year) == 29
            return newYear + day - 1 + (leap && day >= 60 ? 1 : 0)
        case .weekdayOfMonth(let month, let week, let weekday):
            let first = CivilDate(year: year, month: month, day: 1)?.daysSinceEpoch ?? newYear
            let firstWeekday = Int(Int64(first + 4).flooredRemainder(by: 7))
            var day = (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
            if day >= CivilDate.days(inMonth: month, of: year) { day -= 7 }
            return first + day
        }
    }
}

private struct RuleReader {
    private var rest: Substring

    init(_ text: String) {
        rest = Substring(text)
    }

    var isAtEnd: Bool { rest.isEmpty }
    var peek: Character? { rest.first }

    mutating func take(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest = rest.dropFirst()
        return true
    }

    mutating func expect(_ character: Character) throws(TimeZonesError) {
        guard take(character) else { throw .malformed("the rule lacks '\(character)' before '\(rest)'") }
    }

    /// `CET`, or `<+03>` where the name is not made of letters.
    mutating func name() throws(TimeZonesError) -> String {
        let name: Substring
        if take("<") {
            name = rest.prefix { $0 != ">" }
            rest = rest.dropFirst(name.count)
            try expect(">")
        } else {
            name = rest.prefix { $0.isLetter }
            rest = rest.dropFirst(name.count)
        }
        guard name.count >= 3 else { throw .malformed("the rule lacks a name before '\(rest)'") }
        return String(name)
    }

    mutating func number(within range: ClosedRange<Int>) throws(TimeZonesError) -> Int {
        let digits = rest.prefix { $0.isNumber }
        guard let value = Int(digits), range.contains(value) else {
            throw .malformed(
                "the rule lacks a number from \(range.lowerBound) to \(range.upperBound) at '\(rest)'")
        }
        rest = rest.dropFirst(digits.count)
        return value
    }

    /// `[±]h[h[h]][:mm[:ss]]` in seconds.
    mutating func time(hours: ClosedRange<Int>) throws(TimeZonesError) -> Int {
        let sign = take("-") ? -1 : 1
        if sign == 1 { _ = take("+") }
        var seconds = try number(within: hours) * 3600
        if take(":") { seconds += try number(within: 0...59) * 60 }
        if take(":") { seconds += try number(within: 0...59) }
        return sign * seconds
    }
}
