import Calendaring
import Scheduling
import Store
import TimeZones

extension Verbs {
    /// The starts of a rule on the clocks of a zone, the first one included.
    /// - Parameter most: how many there may be.
    /// - Throws: `invalid` naming `rrule`.
    func expand(
        _ rule: RecurrenceRule, from start: Instant, in zone: Zone, most: Int
    ) throws(OperationError) -> [Instant] {
        let readings: [LocalStamp]
        do throws(CalendaringError) {
            readings = try rule.occurrences(from: LocalStamp(zone.civil(at: start)), limit: most + 1)
        } catch {
            throw .invalid([.init("rrule", error.code, error.description)])
        }
        let last = rule.lastMoment
        let starts = readings.map { zone.occurrence($0.civil) }.filter { start in
            last.map { start <= $0 } ?? true
        }
        if rule.ends(before: start, in: zone) {
            throw .invalid([.init("rrule", "bad_rule", "This series ends before it begins.")])
        }
        guard starts.count <= most else {
            throw .invalid([
                .init(
                    "rrule", "too_many", "A series here has at most \(most) appointments. Choose an earlier end.")
            ])
        }
        return starts
    }

    /// The zone that was asked for.
    /// - Throws: `invalid` naming `timezone`.
    func askedZone(_ name: String) throws(OperationError) -> Zone {
        var validation = Validation()
        let zone = validation.zone(name, "timezone", in: zones)
        try validation.finish()
        return zone ?? zones.utc
    }

    /// Reads a rule as it was sent.
    /// - Throws: `invalid` naming `rrule`.
    func rule(_ text: String) throws(OperationError) -> RecurrenceRule {
        do throws(CalendaringError) {
            return try RecurrenceRule(text)
        } catch {
            throw .invalid([.init("rrule", error.code, error.description)])
        }
    }

    /// How many appointments a series on this calendar may have.
    /// - Throws: `no_series`.
    func mostOccurrences(_ calendar: BookingCalendar) throws(OperationError) -> Int {
        guard calendar.policy.maxOccurrences > 0 else {
            throw .invalid([.init("rrule", "no_series", "Only single appointments can be booked here.")])
        }
        return calendar.policy.maxOccurrences
    }
}

extension LocalStamp {
    init(_ civil: CivilDateTime) {
        self.init(
            year: civil.date.year, month: civil.date.month, day: civil.date.day, hour: civil.hour,
            minute: civil.minute, second: civil.second)
    }

    var civil: CivilDateTime {
        let date = CivilDate(year: year, month: month, day: day) ?? CivilDate(daysSinceEpoch: 0)
        return CivilDateTime(date: date, minuteOfDay: hour * 60 + minute)
    }
}

extension RecurrenceRule {
    /// Whether its end lies before its beginning.
    fileprivate func ends(before start: Instant, in zone: Zone) -> Bool {
        switch until {
        case .date(let year, let month, let day):
            CivilDate(year: year, month: month, day: day).map { $0 < zone.civil(at: start).date } ?? false
        case .local(let stamp): zone.occurrence(stamp.civil) < start
        case .utc: lastMoment.map { $0 < start } ?? false
        case nil: false
        }
    }

    /// The moment after which it has no more occurrences, where its end is one.
    fileprivate var lastMoment: Instant? {
        guard case .utc(let stamp) = until else { return nil }
        return Instant(rfc3339: "\(stamp)Z")
    }
}
