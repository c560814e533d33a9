import TimeZones

/// What has begun on each of some local days, held against limits.
struct Tally {
    private let days: LocalDays
    private let limits: Limits
    private var counts: [Int]

    /// - Parameters:
    ///   - days: with whole weeks and months where those are limited.
    ///   - starts: when meetings began, in any order; those of other days do not count.
    init(_ starts: some Sequence<Instant>, on days: LocalDays, limits: Limits) {
        self.days = days
        self.limits = limits
        counts = [Int](repeating: 0, count: days.count)
        for start in starts {
            if let index = days.index(of: start.minuteRoundedDown) { counts[index] += 1 }
        }
    }

    /// The limits that are reached for a start on the day that holds this minute: month, week, day.
    func reached(at minute: Int) -> [Refusal] {
        guard let index = days.index(of: minute) else { return [] }
        return Limits.Bucket.allCases.reversed().filter { bucket in
            limits[bucket].map { count(same(bucket, as: index)) >= $0 } ?? false
        }.map(\.refusal)
    }

    /// Takes the days out on which no more meetings may begin.
    func close(_ minutes: inout MinuteSet) {
        for bucket in Limits.Bucket.allCases {
            guard let limit = limits[bucket] else { continue }
            var index = 0
            while index < days.count {
                let same = same(bucket, as: index)
                if count(same) >= limit { minutes.remove(days.minutes(in: same)) }
                index = same.upperBound + 1
            }
        }
    }

    /// The days that are counted together with one, as far as they are known.
    private func same(_ bucket: Limits.Bucket, as index: Int) -> ClosedRange<Int> {
        let same = bucket.days(around: days.first + index)
        return max(same.lowerBound - days.first, 0)...min(same.upperBound - days.first, days.count - 1)
    }

    private func count(_ indices: ClosedRange<Int>) -> Int {
        counts[indices].reduce(0, +)
    }
}

extension HostTime {
    /// The host's own meetings, against their own limits.
    func tally(on days: LocalDays) -> Tally {
        Tally(busy.lazy.filter(\.isMeeting).map(\.interval.start), on: days, limits: limits)
    }
}
