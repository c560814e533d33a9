package import TimeZones

/// Waiting a time.
package struct Delay: Hashable, Sendable {
    package var span: Span
    /// When to go on; nil is at any time.
    package var window: TimeWindow?

    package init(_ span: Span, window: TimeWindow? = nil) {
        (self.span, self.window) = (span, window)
    }

    /// When a wait is over that began then: after its time, when its window is open.
    package func end(from start: Instant, in zone: Zone) -> Instant {
        let end = span.added(to: start, in: zone)
        return OpenTimes(window: window, quietHours: nil, zone: zone).opening(from: end) ?? end
    }
}
