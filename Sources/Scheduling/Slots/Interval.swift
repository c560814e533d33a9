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

    package func overlaps(_ other: Interval) -> Bool {
        start < other.end && other.start < end
    }

    package func contains(_ instant: Instant) -> Bool {
        start <= instant && instant < end
    }
}
