package import TimeZones

/// How many meetings may begin in one local day, ISO week (from Monday) or month; nil is no limit.
package struct Limits: Hashable, Sendable {
    package var perDay: Int?
    package var perWeek: Int?
    package var perMonth: Int?

    package init(perDay: Int? = nil, perWeek: Int? = nil, perMonth: Int? = nil) {
        self.perDay = perDay
        self.perWeek = perWeek
        self.perMonth = perMonth
    }

    package static let none = Limits()

    package var isEmpty: Bool { self == .none }

    /// The stretch whose meetings have to be known to apply the limits to starts within `window`: whole local days
    /// of `zone`, and whole weeks or months where those are limited.
    package func reach(of window: Interval, in zone: Zone) -> Interval {
        let lastMoment = max(window.start, Instant(milliseconds: window.end.milliseconds - 1))
        let days = reach(ofDays: zone.day(of: window.start)...zone.day(of: lastMoment))
        return Interval(start: zone.start(ofDay: days.lowerBound), end: zone.start(ofDay: days.upperBound + 1))
    }

    /// The same in days since 1970.
    func reach(ofDays days: ClosedRange<Int>) -> ClosedRange<Int> {
        var (first, last) = (days.lowerBound, days.upperBound)
        if perWeek != nil {
            first = min(first, Bucket.week.days(around: days.lowerBound).lowerBound)
            last = max(last, Bucket.week.days(around: days.upperBound).upperBound)
        }
        if perMonth != nil {
            first = min(first, Bucket.month.days(around: days.lowerBound).lowerBound)
            last = max(last, Bucket.month.days(around: days.upperBound).upperBound)
        }
        return first...last
    }

    /// What one limit counts together.
    enum Bucket: CaseIterable {
        case day, week, month

        /// The days, since 1970, that are counted with this one.
        func days(around day: Int) -> ClosedRange<Int> {
            switch self {
            case .day:
                return day...day
            case .week:
                // 1970-01-01 was a Thursday.
                let monday = day - (day + 3).flooredRemainder(by: 7)
                return monday...monday + 6
            case .month:
                let date = CivilDate(daysSinceEpoch: day)
                return date.firstOfMonth.daysSinceEpoch...date.firstOfNextMonth.daysSinceEpoch - 1
            }
        }

        /// What a start is refused with when the limit is reached.
        var refusal: Refusal {
            switch self {
            case .day: .dayLimit
            case .week: .weekLimit
            case .month: .monthLimit
            }
        }
    }

    subscript(bucket: Bucket) -> Int? {
        switch bucket {
        case .day: perDay
        case .week: perWeek
        case .month: perMonth
        }
    }
}
