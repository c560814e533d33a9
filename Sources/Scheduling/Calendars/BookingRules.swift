package import TimeZones

/// A calendar's own limits on what may be booked. All lengths are minutes unless named otherwise.
package struct BookingRules: Hashable, Sendable {
    /// What can be chosen; the first is the default. Never empty.
    package var durations: [Int]
    /// The step between starts, counted from where open hours begin.
    package var interval: Int
    package var bufferBefore: Int
    package var bufferAfter: Int
    /// How long before its start a slot can last be booked.
    package var minimumNotice: Int
    package var window: BookingWindow
    /// How many meetings of this calendar may begin in a day, a week or a month.
    package var limits: Limits
    /// Places in each meeting, 1 or more.
    package var seats: Int
    /// Percent of a day's starts that look busy, 0…90.
    package var lookBusy: Int

    package init(
        durations: [Int], interval: Int, bufferBefore: Int = 0, bufferAfter: Int = 0, minimumNotice: Int = 0,
        window: BookingWindow, limits: Limits = .none, seats: Int = 1, lookBusy: Int = 0
    ) {
        self.durations = durations
        self.interval = interval
        self.bufferBefore = bufferBefore
        self.bufferAfter = bufferAfter
        self.minimumNotice = minimumNotice
        self.window = window
        self.limits = limits
        self.seats = seats
        self.lookBusy = lookBusy
    }

    /// Minutes that a buffer lasts at most.
    package static let longestBuffer = 720

    /// The default length.
    package var duration: Int { durations.first ?? 0 }

    /// The first moment at which the notice lets a slot start, seen from `now`.
    package func earliestStart(now: Instant) -> Instant {
        now.adding(minutes: min(minimumNotice, Self.longestWindow * 1440))
    }

    /// The last moment at which a slot may start, seen from `now`.
    /// - Parameter zone: the calendar's, whose days a window of dates counts.
    package func latestStart(now: Instant, in zone: Zone) -> Instant {
        switch window {
        case .rolling(let days):
            now.adding(minutes: min(max(days, 0), Self.longestWindow) * 1440)
        case .dates(_, let last):
            Instant(milliseconds: zone.start(ofDay: last.daysSinceEpoch + 1).milliseconds - 1)
        }
    }

    /// The first moment of the window itself, where it has one.
    func openingDay(in zone: Zone) -> Instant? {
        switch window {
        case .rolling: nil
        case .dates(let first, _): zone.start(ofDay: first.daysSinceEpoch)
        }
    }

    func offers(duration: Int) -> Bool {
        (1...Self.longestDuration).contains(duration) && durations.contains(duration)
    }

    /// The step in whole minutes; never less than one.
    var step: Int { max(1, interval) }

    /// Places in each meeting; never less than one.
    var places: Int { max(1, seats) }

    /// Days: a century is as good as for ever, and can be added to any moment.
    private static let longestWindow = 36_525
    /// Minutes: a year.
    private static let longestDuration = 525_600
}
