internal import CIcal

/// A rule by which a booking repeats: an RRULE (RFC 5545 section 3.3.10) of the kinds one can book.
///
/// DAILY, WEEKLY and MONTHLY, with INTERVAL, BYDAY (in a monthly rule also with ordinals, as `2TU` or `-1FR`),
/// BYMONTHDAY, BYMONTH, BYSETPOS and WKST; always with an end, COUNT or UNTIL.
///
/// libical writes ``text``, but does not expand it: its iterator (3.0.16) looks through five centuries for a day
/// that never comes, ignores BYSETPOS in daily and weekly rules, loses the days that a negative BYMONTHDAY names
/// in daily ones, and with some WKST and INTERVAL takes the wrong weeks. ``occurrences(from:limit:)`` is ours.
package struct RecurrenceRule: Hashable, Sendable {
    /// How often, before the interval.
    package enum Frequency: String, CaseIterable, Sendable {
        case daily = "DAILY"
        case weekly = "WEEKLY"
        case monthly = "MONTHLY"
    }

    /// The last moment at which an occurrence may begin.
    package enum Until: Hashable, Sendable {
        /// That whole day, by the series' own clock.
        case date(year: Int, month: Int, day: Int)
        /// A reading of the series' own clock.
        case local(LocalStamp)
        /// A reading in UTC, to be compared by who knows the zone.
        case utc(LocalStamp)
    }

    /// The most characters a rule may have; each of its characters takes one byte.
    package static let longest = 500

    /// What every part of the rule says.
    let parts: RuleParts
    /// The rule as libical writes it, without `RRULE:`: two rules that say the same in another order, or in
    /// lower case, have the same text.
    package let text: String

    package var frequency: Frequency { parts.frequency }
    /// Every how many days, weeks or months: 1…1,000.
    package var interval: Int { parts.interval }
    /// How many occurrences, the first included: 1…1,000. Nil when ``until`` ends the series.
    package var count: Int? { parts.count }
    /// Nil when ``count`` ends the series.
    package var until: Until? { parts.until }

    /// Reads a rule, which may come from anybody; `RRULE:` before it and lower case are accepted.
    /// - Throws: ``CalendaringError/rule(_:sentence:)`` with the reason.
    package init(_ text: String) throws(CalendaringError) {
        parts = try RuleReader.parts(of: text)
        self.text = try Self.written(parts.text)
    }

    /// A rule of the simple kind that a form offers.
    /// - Parameter weekdays: 1 Monday … 7 Sunday, in any order; empty is the start's own day. In a monthly rule,
    ///   every such day of the month.
    /// - Throws: ``CalendaringError/rule(_:sentence:)`` when a number is out of range.
    package init(
        frequency: Frequency, interval: Int = 1, weekdays: [Int] = [], count: Int
    ) throws(CalendaringError) {
        guard weekdays.allSatisfy((1...7).contains) else {
            throw .rule(.outOfRange, sentence: "A weekday must be from 1, Monday, to 7, Sunday.")
        }
        let days = weekdays.map { RuleParts.Day(ordinal: 0, weekday: $0).text }.joined(separator: ",")
        let text = "FREQ=\(frequency.rawValue);INTERVAL=\(interval);COUNT=\(count)"
        try self.init(days.isEmpty ? text : "\(text);BYDAY=\(days)")
    }

    private static func written(_ text: String) throws(CalendaringError) -> String {
        var recurrence = icalrecurrencetype_from_string(text)
        guard recurrence.freq != ICAL_NO_RECURRENCE, let written = icalrecurrencetype_as_string_r(&recurrence)
        else { throw .library(function: "icalrecurrencetype_from_string") }
        defer { icalmemory_free_buffer(written) }
        return String(cString: written)
    }
}
