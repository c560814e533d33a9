import Scheduling
import TimeZones

/// When messages may go.
struct OpenTimes {
    let window: TimeWindow?
    let quietHours: QuietHours?
    let zone: Zone

    /// Days that are looked at: two weeks, so that a change of clocks may take the whole of one window.
    private static let reach = 15

    /// The first moment from then on at which messages may go; nil when there is none.
    func opening(from instant: Instant) -> Instant? {
        if window == nil, quietHours == nil { return instant }
        let today = zone.civil(at: instant).date
        for day in -1...Self.reach {
            let date = today.adding(days: day)
            for hours in hours(of: date.weekday) {
                // The later reading begins and the earlier ends: in an hour shown twice, rather closed than open.
                let start = zone.end(CivilDateTime(date: date, minuteOfDay: hours.from))
                let end = zone.start(CivilDateTime(date: date, minuteOfDay: hours.to))
                if end > instant, end > start { return max(start, instant) }
            }
        }
        return nil
    }

    private func hours(of day: Weekday) -> [MinuteRange] {
        var open = [MinuteRange(from: 0, to: 1440)].compactMap(\.self)
        if let window { open = window.days.isEmpty || window.days.contains(day) ? [window.hours] : [] }
        for quiet in quietHours?.ranges ?? [] { open = open.flatMap { $0.without(quiet) } }
        return open
    }
}

extension MinuteRange {
    fileprivate func without(_ other: MinuteRange) -> [MinuteRange] {
        guard overlaps(other) else { return [self] }
        return [(from, other.from), (other.to, to)].compactMap { MinuteRange(from: $0.0, to: $0.1) }
    }
}
