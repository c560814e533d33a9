/// The walk through a series, period by period: a day, a week or a month, as the rule's frequency says.
struct RecurrenceWalk {
    /// No series is followed beyond this year.
    static let lastYear = 2100
    /// Every period and every day looked at is a step; every day from 1970 to 2100 takes 95,696.
    static let budget = 100_000

    /// How many periods and days were looked at.
    private(set) var steps = 0
    private let parts: RuleParts
    private let start: LocalStamp
    /// The start's day, by number.
    private let startDay: Int
    /// The last day, by number, that an occurrence may be on.
    private let lastDay: Int
    private let budget: Int

    /// - Parameter start: must exist.
    init(_ parts: RuleParts, from start: LocalStamp, budget: Int = Self.budget) {
        self.parts = parts
        self.start = start
        self.budget = budget
        startDay = CivilDay(year: start.year, month: start.month, day: start.day).number
        let horizon = CivilDay(year: Self.lastYear, month: 12, day: 31).number
        lastDay = min(horizon, parts.until.map { Self.lastDay(of: $0, at: start.secondOfDay) } ?? horizon)
    }

    /// The last day on which an occurrence at that time of day is not after `until`.
    private static func lastDay(of until: RecurrenceRule.Until, at secondOfDay: Int) -> Int {
        func lastDay(_ stamp: LocalStamp) -> Int {
            let day = CivilDay(year: stamp.year, month: stamp.month, day: stamp.day).number
            return secondOfDay <= stamp.secondOfDay ? day : day - 1
        }
        return switch until {
        case .date(let year, let month, let day): CivilDay(year: year, month: month, day: day).number
        case .local(let stamp): lastDay(stamp)
        // No zone's clock is a whole day away from UTC.
        case .utc(let stamp): lastDay(stamp) + 1
        }
    }

    mutating func occurrences(limit: Int) -> [LocalStamp] {
        let wanted = min(limit, parts.count ?? limit)
        guard wanted > 0 else { return [] }
        var found = [start]
        for index in 0... {
            let period = period(index)
            guard found.count < wanted, period.lowerBound <= lastDay, steps < budget else { break }
            // The start stands for its whole day, whether the rule names that day or not.
            for day in days(of: period) where day > startDay && day <= lastDay && found.count < wanted {
                found.append(stamp(on: day))
            }
        }
        return found
    }

    private func stamp(on number: Int) -> LocalStamp {
        let day = CivilDay(number: number)
        var stamp = start
        (stamp.year, stamp.month, stamp.day) = (day.year, day.month, day.day)
        return stamp
    }

    /// The days of the start's own period (index 0) or a later one; intervals leave some out.
    private func period(_ index: Int) -> Range<Int> {
        let distance = index * parts.interval
        switch parts.frequency {
        case .daily:
            return startDay + distance..<startDay + distance + 1
        case .weekly:
            let sinceWeekStart = (CivilDay.weekday(of: startDay) - parts.weekStart + 7) % 7
            let first = startDay - sinceWeekStart + 7 * distance
            return first..<first + 7
        case .monthly:
            let month = start.year * 12 + start.month - 1 + distance
            let day = CivilDay(year: month / 12, month: month % 12 + 1, day: 1)
            return day.number..<day.number + day.lengthOfMonth
        }
    }

    /// The days of a period that the rule names, as RFC 5545 expands and limits them, in order.
    private mutating func days(of period: Range<Int>) -> [Int] {
        steps += 1
        if parts.frequency == .monthly, !isInMonths(CivilDay(number: period.lowerBound)) { return [] }
        steps += period.count
        let days = period.filter(isNamed)
        if parts.positions.isEmpty { return days }
        let chosen = Set(parts.positions.map { $0 > 0 ? $0 - 1 : days.count + $0 })
        return days.indices.filter(chosen.contains).map { days[$0] }
    }

    private func isNamed(_ number: Int) -> Bool {
        let day = CivilDay(number: number)
        return isInMonths(day) && isInMonthDays(day) && isInDays(day, weekday: CivilDay.weekday(of: number))
    }

    private func isInMonths(_ day: CivilDay) -> Bool {
        parts.months.isEmpty || parts.months.contains(day.month)
    }

    private func isInMonthDays(_ day: CivilDay) -> Bool {
        if !parts.monthDays.isEmpty {
            return parts.monthDays.contains(day.day) || parts.monthDays.contains(day.day - day.lengthOfMonth - 1)
        }
        // A monthly rule that names no day means the start's, and skips months that have no such day.
        return parts.frequency != .monthly || !parts.days.isEmpty || day.day == start.day
    }

    private func isInDays(_ day: CivilDay, weekday: Int) -> Bool {
        if parts.days.isEmpty {
            return parts.frequency != .weekly || weekday == CivilDay.weekday(of: startDay)
        }
        let fromStart = (day.day - 1) / 7 + 1
        let fromEnd = -((day.lengthOfMonth - day.day) / 7 + 1)
        return parts.days.contains { $0.weekday == weekday && [0, fromStart, fromEnd].contains($0.ordinal) }
    }
}

extension RecurrenceRule {
    /// The readings of the series that begins at `start`, in order and without repetition.
    ///
    /// - `start` is always the first and counts towards COUNT, as DTSTART does (RFC 5545 section 3.8.5.3), also
    ///   when the rule does not name its day, or ``until`` lies before it.
    /// - An ``Until/date(year:month:day:)`` includes its whole day.
    /// - An ``Until/utc(_:)`` cuts only what reads more than a day after it, for no zone is known here: who knows
    ///   the zone drops the occurrences whose instant is after it.
    /// - A month that has no such day, as 31 April, is left out, not moved.
    /// - No occurrence is after the year 2100, and the work is bounded whatever the rule: a rule that names days
    ///   which never come gives the start alone.
    ///
    /// - Parameter limit: the most readings to return; none when it is not positive.
    /// - Throws: ``CalendaringError/rule(_:sentence:)`` with `out_of_range` when no clock can show `start`, or its
    ///   year is not from 1970 to 2100.
    package func occurrences(from start: LocalStamp, limit: Int) throws(CalendaringError) -> [LocalStamp] {
        guard start.exists, (1970...RecurrenceWalk.lastYear).contains(start.year) else {
            throw .rule(
                .outOfRange,
                sentence: "A series must begin from 1970 to \(RecurrenceWalk.lastYear), not at \(start).")
        }
        var walk = RecurrenceWalk(parts, from: start)
        return walk.occurrences(limit: limit)
    }
}
