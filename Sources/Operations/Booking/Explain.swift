package import Scheduling
package import Store
package import TimeZones

/// Why a time of a calendar is, or is not, offered.
package struct ExplainedTime: Sendable {
    package let calendar: BookingCalendar
    package let explanation: Explanation
    /// The hosts' names by id.
    package let names: [String: String]
    /// Where the calendar's days are counted.
    package let zone: String
}

extension Verbs {
    /// Says for every host of a calendar what speaks against a time: for members of the account.
    /// - Parameter duration: minutes; nil for the calendar's first, and one that it does not offer is a reason, too.
    /// - Throws: `not_found`; `invalid` for a duration that is none.
    package func explain(
        calendarID: String, of account: Account, start: Instant, duration: Int? = nil
    ) async throws -> ExplainedTime {
        if let duration, !(1...1440).contains(duration) {
            throw OperationError.invalid([
                .init("duration", "out_of_range", "A duration is from 1 to 1440 minutes.")
            ])
        }
        let open = try await calendar(id: calendarID, of: account)
        let minutes = duration ?? open.calendar.rules.duration
        let time = try await store.read {
            try calendarTime(open, within: Interval(start: start, minutes: minutes), in: $0)
        }
        let explanation = SlotFinder(calendar: time, now: now).explain(start, duration: minutes)
        var names = Dictionary(open.hosts.map { ($0.userID, $0.name) }) { first, _ in first }
        names[open.calendar.id] = open.calendar.name
        return ExplainedTime(
            calendar: open.calendar, explanation: explanation, names: names, zone: open.zoneName)
    }
}
