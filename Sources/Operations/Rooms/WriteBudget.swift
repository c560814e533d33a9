import Store
package import TimeZones

/// How a host's writes of a UTC day are shared out: Zoom allows a hundred creates and updates, whichever app sends them,
/// and tells how many are left only once there are none. What begins today has all of them, earlier meetings first. What
/// begins later is made at once while few have been used, in the evening while not half have, and else on its own day:
/// until then it moves and goes for nothing.
struct WriteBudget {
    /// Whether a meeting's room may be made.
    enum Turn: Equatable {
        case now
        case later(Instant)
    }

    let limit: Int
    let day: ZoomDay

    var left: Int { day.spentAt == nil ? max(0, limit - day.writes) : 0 }

    /// What begins within these minutes of the next day counts as of today.
    private static let night = 6 * 60
    /// What nobody has used by then is lost at midnight.
    private static let evening = 20 * 60

    /// - Parameters:
    ///   - ahead: how many rooms of earlier meetings are not there yet.
    ///   - isAsked: whether somebody wants to go in already.
    func turn(of start: Instant, ahead: Int, isAsked: Bool, at now: Instant) -> Turn {
        let midnight = UTCDay.end(after: now, days: 1)
        let evening = midnight.adding(minutes: Self.evening - 1440)
        let isToday = start < midnight.adding(minutes: Self.night)
        // Another app may have used half of them without our knowing, and there must be some for today yet.
        let share = min(left, limit * (now < evening ? 1 : 2) / 5 - day.writes)
        if (isAsked ? left : (isToday ? left : share) - ahead) > 0 { return .now }
        // What begins today is looked at again and again: earlier meetings may be called off.
        let next = now < evening && left > 0 ? evening : midnight
        let look = start < next ? min(next, now.adding(minutes: 10)) : next
        // Earlier meetings first: ten minutes of difference are a millisecond.
        let spread = Int64(max(0, now.minutes(until: start)) / 10)
        return .later(Instant(milliseconds: look.milliseconds + 1000 + spread))
    }

    /// From here on the host is warned.
    var isLow: Bool { left <= limit / 5 }
}

/// The days that Zoom counts by.
package enum UTCDay {
    private static let length: Int64 = 86_400_000

    /// As in `2026-12-01`.
    package static func name(of moment: Instant) -> String { String(moment.rfc3339.prefix(10)) }

    /// The end of the day of a moment, or of one of the days after it.
    /// - Parameter days: 1 for the day itself, 2 for the next one.
    package static func end(after moment: Instant, days: Int) -> Instant {
        Instant(milliseconds: (moment.milliseconds / length + Int64(days)) * length)
    }
}
