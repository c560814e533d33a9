package import TimeZones

/// Why a start can be booked, or why not: for staff.
package struct Explanation: Sendable {
    /// What stands in one host's way; no codes: they are free, or hold a meeting that can be joined.
    package struct HostReasons: Sendable {
        package let hostID: String
        package let isRequired: Bool
        package let codes: [Refusal]
    }

    package let start: Instant
    /// Minutes.
    package let duration: Int
    /// What a booking would be refused with; nil when it would not.
    package let refusal: Refusal?
    /// What the calendar itself has against the start, precisely and completely: `past`, `notice`, `too_far`,
    /// `duration` (not offered), the limits, `look_busy`, `collective`.
    package let calendarCodes: [Refusal]
    /// In the calendar's order.
    package let hosts: [HostReasons]
}
