import Calendaring
import Scheduling
import TimeZones

extension EventZone {
    /// A zone with what its clocks go by in the years that an interval touches; nil for UTC, which every program knows.
    init?(_ zone: Zone, coveringYearsOf interval: Interval) {
        if zone.identifier == "UTC" { return nil }
        let years = (zone.civil(at: interval.start).date.year, zone.civil(at: interval.end).date.year)
        let start = Self.newYear(years.0, zone) ?? interval.start
        let end = Self.newYear(years.1 + 1, zone) ?? interval.end
        self.init(
            identifier: zone.identifier,
            observances: zone.observances(from: start, to: end).map { observance in
                EventZone.Observance(
                    start: observance.start?.milliseconds, offsetBefore: observance.offsetBefore,
                    offset: observance.offset, name: observance.abbreviation, isDaylight: observance.isDaylight)
            })
    }

    private static func newYear(_ year: Int, _ zone: Zone) -> Instant? {
        CivilDate(year: year, month: 1, day: 1).map { zone.start(CivilDateTime(date: $0, minuteOfDay: 0)) }
    }
}
