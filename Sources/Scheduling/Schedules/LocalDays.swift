import TimeZones

extension Zone {
    /// The moment at which a local day begins: its midnight, or the jump over it. A day that the zone skipped is
    /// empty.
    /// - Parameter day: since 1970.
    func start(ofDay day: Int) -> Instant {
        start(CivilDateTime(date: CivilDate(daysSinceEpoch: day), minuteOfDay: 0))
    }

    /// The local day of a moment, since 1970. A day lasts until the next has begun: where clocks went back over
    /// midnight, the second evening belongs to the day after it, so that days do not interleave.
    func day(of instant: Instant) -> Int {
        let day = civil(at: instant).date.daysSinceEpoch
        return start(ofDay: day + 1) <= instant ? day + 1 : day
    }
}

/// Consecutive days of one zone as stretches of minutes, for looking up many moments.
struct LocalDays {
    /// Since 1970.
    let first: Int
    /// The minute at which each begins, and that at which the last ends.
    private let starts: [Int]

    init(_ days: ClosedRange<Int>, in zone: Zone) {
        first = days.lowerBound
        starts = (days.lowerBound...days.upperBound + 1).map { zone.start(ofDay: $0).minuteRoundedUp }
    }

    /// The days that hold these minutes.
    init(covering minutes: Range<Int>, in zone: Zone, reach: Limits = .none) {
        let last = max(minutes.lowerBound, minutes.upperBound - 1)
        let days = zone.day(of: Instant(minute: minutes.lowerBound))...zone.day(of: Instant(minute: last))
        self.init(reach.reach(ofDays: days), in: zone)
    }

    var count: Int { starts.count - 1 }
    /// All of them.
    var minutes: Range<Int> { starts[0]..<starts[count] }

    /// The minutes of the days at these indices.
    func minutes(in indices: ClosedRange<Int>) -> Range<Int> {
        starts[indices.lowerBound]..<starts[indices.upperBound + 1]
    }

    /// The index of the day that holds a minute; nil when none does.
    func index(of minute: Int) -> Int? {
        guard minutes.contains(minute) else { return nil }
        // Days are about as long as one another, so that the guess is off by one at most, but for skipped days.
        var index = min((minute - starts[0]) / 1440, count - 1)
        while starts[index] > minute { index -= 1 }
        while starts[index + 1] <= minute { index += 1 }
        return index
    }
}
