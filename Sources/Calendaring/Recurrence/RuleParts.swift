/// What each part of a recurrence rule says, in order and without repetition.
struct RuleParts: Hashable, Sendable {
    /// A BYDAY value: every such weekday, or the so-manieth of the month.
    struct Day: Hashable, Comparable, Sendable {
        /// 1…5 from the month's start, -1…-5 from its end, 0 every one.
        let ordinal: Int
        /// 1 Monday … 7 Sunday
        let weekday: Int

        static let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

        var text: String { (ordinal == 0 ? "" : String(ordinal)) + Self.names[weekday - 1] }

        static func < (left: Day, right: Day) -> Bool {
            (left.weekday, left.ordinal) < (right.weekday, right.ordinal)
        }
    }

    var frequency = RecurrenceRule.Frequency.daily
    var interval = 1
    var count: Int?
    var until: RecurrenceRule.Until?
    /// BYDAY
    var days: [Day] = []
    /// BYMONTHDAY: 1…31 from the month's start, -1…-31 from its end.
    var monthDays: [Int] = []
    /// BYMONTH: 1…12
    var months: [Int] = []
    /// BYSETPOS: 1…31 from the start of the day, week or month, -1…-31 from its end.
    var positions: [Int] = []
    /// WKST: 1 Monday … 7 Sunday
    var weekStart = 1

    /// The same as an RRULE's value.
    var text: String {
        var text = ["FREQ=\(frequency.rawValue)", "INTERVAL=\(interval)"]
        if let count { text.append("COUNT=\(count)") }
        if let until { text.append("UNTIL=\(Self.text(of: until))") }
        let lists = [
            ("BYDAY", days.map(\.text)), ("BYMONTHDAY", monthDays.map(String.init)),
            ("BYMONTH", months.map(String.init)), ("BYSETPOS", positions.map(String.init)),
        ]
        for (name, values) in lists where !values.isEmpty {
            text.append("\(name)=\(values.joined(separator: ","))")
        }
        text.append("WKST=\(Day.names[weekStart - 1])")
        return text.joined(separator: ";")
    }

    private static func text(of until: RecurrenceRule.Until) -> String {
        switch until {
        case .date(let year, let month, let day):
            basic(LocalStamp(year: year, month: month, day: day).description.prefix(10))
        case .local(let stamp): basic(stamp.description[...])
        case .utc(let stamp): basic(stamp.description[...]) + "Z"
        }
    }

    /// From ISO 8601's extended format to its basic one.
    private static func basic(_ text: Substring) -> String {
        text.filter { $0 != "-" && $0 != ":" }
    }
}
