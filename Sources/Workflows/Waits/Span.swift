package import TimeZones

/// How far one moment lies from another. Months and days are those of a zone's calendar: they keep the clock's reading
/// over a change of clocks. Hours and minutes are time that passes.
package struct Span: Hashable, Sendable {
    package var months: Int
    package var days: Int
    package var hours: Int
    package var minutes: Int

    package init(months: Int = 0, days: Int = 0, hours: Int = 0, minutes: Int = 0) {
        (self.months, self.days, self.hours, self.minutes) = (months, days, hours, minutes)
    }

    package static let none = Span()

    /// The moment this far after another: months first, then days, then the rest. A day that its month does not have
    /// is the month's last.
    package func added(to instant: Instant, in zone: Zone) -> Instant {
        shifted(instant, 1, in: zone)
    }

    /// The moment this far before another, counted in the same order.
    package func subtracted(from instant: Instant, in zone: Zone) -> Instant {
        shifted(instant, -1, in: zone)
    }

    private func shifted(_ instant: Instant, _ sign: Int, in zone: Zone) -> Instant {
        // Only a day that changes is looked up on the calendar: the second of two like readings stays the second.
        let day =
            months == 0 && days == 0
            ? instant : zone.sameReading(as: instant, months: sign * months, days: sign * days)
        return day.adding(minutes: sign * (hours * 60 + minutes))
    }
}

extension Zone {
    /// The moment when clocks show the same on another day: what they skip is the moment of the jump, what they show
    /// twice the earlier.
    fileprivate func sameReading(as instant: Instant, months: Int, days: Int) -> Instant {
        let civil = civil(at: instant)
        let date = civil.date.adding(months: months).adding(days: days)
        let minute = start(CivilDateTime(date: date, minuteOfDay: civil.secondOfDay / 60))
        let rest = Int64(civil.second) * 1000 + instant.milliseconds.flooredRemainder(by: 1000)
        return Instant(milliseconds: minute.milliseconds + rest)
    }
}

extension CivilDate {
    /// The same day of another month, or its last.
    fileprivate func adding(months: Int) -> CivilDate {
        let count = year * 12 + month - 1 + months
        let (newYear, newMonth) = (count / 12, count % 12 + 1)
        let last = CivilDate.days(inMonth: newMonth, of: newYear)
        return CivilDate(year: newYear, month: newMonth, day: min(day, last)) ?? self
    }
}
