package import TimeZones

/// How far ahead can be booked.
package enum BookingWindow: Hashable, Sendable {
    /// So many days from now, each of 24 hours.
    case rolling(days: Int)
    /// Local days of the calendar's zone, both included.
    case dates(first: CivilDate, last: CivilDate)
}
