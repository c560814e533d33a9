package import TimeZones

/// One range of one day as moments. Slots are counted from its beginning, so that the grid of a day never depends
/// on its neighbours; a slot may run on past its end, up to `reach`, where the next range follows without a break.
package struct OpenStretch: Hashable, Sendable {
    package let starts: Interval
    package let reach: Instant
}

/// The same in whole minutes since 1970, as slots are counted.
struct OpenMinutes {
    /// Rounded to whole minutes within the stretch: before 1972 some clocks were not whole minutes off UTC.
    let starts: Range<Int>
    let reach: Int

    init?(_ stretch: OpenStretch) {
        let from = stretch.starts.start.minuteRoundedUp
        let to = stretch.starts.end.minuteRoundedUp
        guard from < to else { return nil }
        starts = from..<to
        reach = stretch.reach.minuteRoundedDown
    }
}
