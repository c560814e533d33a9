import TimeZones

extension OpeningHours {
    /// The open stretches whose starts touch `window`, in order. A boundary that clocks skip becomes the moment of
    /// the jump; one they show twice takes the reading that makes the stretch longest.
    package func openStretches(within window: Interval) -> [OpenStretch] {
        guard window.start < window.end else { return [] }
        return stretches(within: window, reaching: window.end)
    }

    /// - Parameter end: how far every `reach` has to be right at least.
    func stretches(within window: Interval, reaching end: Instant) -> [OpenStretch] {
        let first = zone.civil(at: window.start).date.daysSinceEpoch - 1
        let last = zone.civil(at: max(window.end, end)).date.daysSinceEpoch + 2
        return stretches(open(first...last)).filter { $0.starts.overlaps(window) }
    }

    /// In whole minutes: those whose starts touch `minutes`.
    /// - Parameter length: how far from any start `reach` has to be right at least.
    func openMinutes(within minutes: Range<Int>, length: Int) -> [OpenMinutes] {
        guard !minutes.isEmpty else { return [] }
        let window = Interval(start: Instant(minute: minutes.lowerBound), end: Instant(minute: minutes.upperBound))
        return stretches(within: window, reaching: window.end.adding(minutes: length)).compactMap(OpenMinutes.init)
    }

    private func open(_ days: ClosedRange<Int>) -> [Interval] {
        let (zone, epoch) = (zone, CivilDate(daysSinceEpoch: 0))
        var open: [Interval] = []
        open.reserveCapacity(days.count * 2)
        for day in days {
            let ranges = ranges(onDay: day)
            guard !ranges.isEmpty else { continue }
            for range in ranges {
                let start = zone.start(CivilDateTime(date: epoch, minuteOfDay: day * 1440 + range.from))
                let end = zone.end(CivilDateTime(date: epoch, minuteOfDay: day * 1440 + range.to))
                // In an hour shown twice two ranges can cover the same moments; each moment belongs to the first.
                open.append(Interval(start: max(start, open.last?.end ?? start), end: end))
            }
        }
        return open
    }

    private func stretches(_ open: [Interval]) -> [OpenStretch] {
        var stretches: [OpenStretch] = []
        stretches.reserveCapacity(open.count)
        for interval in open.reversed() where interval.start < interval.end {
            let next = stretches.last
            let reach = next.map { $0.starts.start <= interval.end ? $0.reach : interval.end } ?? interval.end
            stretches.append(OpenStretch(starts: interval, reach: max(reach, interval.end)))
        }
        return stretches.reversed()
    }
}
