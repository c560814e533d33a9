package import TimeZones

/// A calendar's own limits on what may be booked. All lengths are minutes unless named otherwise.
package struct BookingRules: Hashable, Sendable {
    package var duration: Int
    /// The step between starts, counted from where a host's open hours begin.
    package var interval: Int
    package var bufferBefore: Int
    package var bufferAfter: Int
    /// How long before its start a slot can last be booked.
    package var minimumNotice: Int
    /// How many days ahead can be booked, each of 24 hours.
    package var windowDays: Int

    package init(
        duration: Int, interval: Int, bufferBefore: Int = 0, bufferAfter: Int = 0, minimumNotice: Int = 0,
        windowDays: Int
    ) {
        self.duration = duration
        self.interval = interval
        self.bufferBefore = bufferBefore
        self.bufferAfter = bufferAfter
        self.minimumNotice = minimumNotice
        self.windowDays = windowDays
    }

    /// The first moment at which a slot may start, seen from `now`.
    package func earliestStart(now: Instant) -> Instant {
        now.adding(minutes: minimumNotice)
    }

    /// The last moment at which a slot may start, seen from `now`.
    package func latestStart(now: Instant) -> Instant {
        now.adding(minutes: windowDays * 1440)
    }
}
