package import TimeZones

/// When a host can be booked: ranges per weekday, on the wall clocks of one zone.
package struct WeeklyHours: Sendable {
    package let zone: Zone
    /// Sorted; ranges of a day that touch or overlap are one.
    package let ranges: [Weekday: [MinuteRange]]

    package init(zone: Zone, ranges: [Weekday: [MinuteRange]]) {
        self.zone = zone
        self.ranges = ranges.mapValues(Self.merged)
    }

    /// The open stretches whose starts touch `window`, in order. A boundary that clocks skip becomes the moment of the
    /// jump; one they show twice takes the reading that makes the stretch longest.
    package func openStretches(within window: Interval) -> [OpenStretch] {
        guard window.start < window.end else { return [] }
        var open: [Interval] = []
        var day = zone.civil(at: window.start).date.adding(days: -1)
        let last = zone.civil(at: window.end).date.adding(days: 2)
        while day <= last {
            for range in ranges[day.weekday] ?? [] {
                let start = zone.start(CivilDateTime(date: day, minuteOfDay: range.from))
                let end = zone.end(CivilDateTime(date: day, minuteOfDay: range.to))
                // In an hour shown twice two ranges can cover the same moments; each moment belongs to the first.
                open.append(Interval(start: max(start, open.last?.end ?? start), end: end))
            }
            day = day.adding(days: 1)
        }
        return stretches(open).filter { $0.starts.overlaps(window) }
    }

    private func stretches(_ open: [Interval]) -> [OpenStretch] {
        var stretches: [OpenStretch] = []
        for interval in open.reversed() where interval.start < interval.end {
            let next = stretches.last
            let reach = next.map { $0.starts.start <= interval.end ? $0.reach : interval.end } ?? interval.end
            stretches.append(OpenStretch(starts: interval, reach: max(reach, interval.end)))
        }
        return stretches.reversed()
    }

    private static func merged(_ ranges: [MinuteRange]) -> [MinuteRange] {
        var merged: [MinuteRange] = []
        for range in ranges.sorted(by: { $0.from < $1.from }) {
            if let previous = merged.last, previous.to >= range.from,
                let joined = MinuteRange(from: previous.from, to: max(previous.to, range.to))
            {
                merged[merged.count - 1] = joined
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}

/// One range of one day as moments. Slots are counted from its beginning, so that the grid of a day never depends on
/// its neighbours; a slot may run on past its end, up to `reach`, where the next range follows without a break.
package struct OpenStretch: Hashable, Sendable {
    package let starts: Interval
    package let reach: Instant
}
