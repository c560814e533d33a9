package import Scheduling
package import TimeZones

/// Hours of some days of the week.
package struct TimeWindow: Hashable, Sendable {
    /// None is every day.
    package var days: Set<Weekday>
    package var hours: MinuteRange

    package init(days: Set<Weekday> = [], hours: MinuteRange) {
        (self.days, self.hours) = (days, hours)
    }
}

/// Hours of every day in which nothing is sent; they may reach over midnight.
package struct QuietHours: Hashable, Sendable {
    /// Minutes after midnight, 0…1,439.
    package let from: Int
    /// Minutes after midnight, 0…1,439: the first that is not quiet. Before `from`, it is that of the next day.
    package let to: Int

    /// - Returns: nil for minutes outside the day, and for hours that would be none or all of it.
    package init?(from: Int, to: Int) {
        guard (0..<1440).contains(from), (0..<1440).contains(to), from != to else { return nil }
        (self.from, self.to) = (from, to)
    }

    /// The same within one day.
    var ranges: [MinuteRange] {
        let ends = from < to ? [(from, to)] : [(0, to), (from, 1440)]
        return ends.compactMap { MinuteRange(from: $0.0, to: $0.1) }
    }
}
