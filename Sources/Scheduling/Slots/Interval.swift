package import TimeZones

/// A stretch of time: from `start` up to, but not including, `end`.
package struct Interval: Hashable, Sendable {
    package let start: Instant
    package let end: Instant

    package init(start: Instant, end: Instant) {
        self.start = start
        self.end = max(start, end)
    }

    /// - Parameter minutes: the length.
    package init(start: Instant, minutes: Int) {
        self.init(start: start, end: start.adding(minutes: minutes))
    }

    /// Whether the two share a moment; intervals that touch do not.
    package func overlaps(_ other: Interval) -> Bool {
        start < other.end && other.start < end
    }

    /// Whether the moment is within; the end is not.
    package func contains(_ instant: Instant) -> Bool {
        start <= instant && instant < end
    }
}
