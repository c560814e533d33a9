package import Scheduling
package import TimeZones

/// Dates and times in words, always on one zone's clocks and with its name.
package struct Dates: Sendable {
    package let zone: Zone

    package init(zone: Zone) {
        self.zone = zone
    }

    /// `Tuesday, 8 December 2026`
    package func day(_ instant: Instant) -> String {
        Self.day(zone.civil(at: instant).date)
    }

    /// `Tuesday, 8 December 2026`
    package static func day(_ date: CivilDate) -> String {
        "\(weekday(date)), \(date.day) \(month(date)) \(date.year)"
    }

    /// `Tue 8 Dec`
    package static func shortDay(_ date: CivilDate) -> String {
        "\(weekday(date).prefix(3)) \(date.day) \(month(date).prefix(3))"
    }

    /// `Tuesday`
    package static func weekday(_ date: CivilDate) -> String {
        weekdays[date.weekday.rawValue - 1]
    }

    /// `December`
    package static func month(_ date: CivilDate) -> String {
        months[date.month - 1]
    }

    /// `10:00`
    package func clock(_ instant: Instant) -> String {
        zone.civil(at: instant).clock
    }

    /// `10:00–10:30`
    package func clocks(_ interval: Interval) -> String {
        "\(clock(interval.start))–\(clock(interval.end))"
    }

    /// `Berlin time (UTC+1)`, at that moment.
    package func zoneName(at instant: Instant) -> String {
        zone.identifier == "UTC" ? "UTC" : "\(Self.city(zone.identifier)) time (\(offset(at: instant)))"
    }

    /// `UTC+1`, `UTC−3:30`
    package func offset(at instant: Instant) -> String {
        let minutes = zone.offset(at: instant) / 60
        guard minutes != 0 else { return "UTC" }
        let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
        let tail = rest == 0 ? "" : rest < 10 ? ":0\(rest)" : ":\(rest)"
        return "UTC\(minutes < 0 ? "−" : "+")\(hours)\(tail)"
    }

    /// `Tuesday, 8 December 2026, 10:00–10:30, Berlin time (UTC+1)`
    package func whole(_ interval: Interval) -> String {
        "\(day(interval.start)), \(clocks(interval)), \(zoneName(at: interval.start))"
    }

    /// `8 Dec 2026, 10:00`: for logs of what happened.
    package func stamp(_ instant: Instant) -> String {
        let civil = zone.civil(at: instant)
        return "\(civil.date.day) \(Self.month(civil.date).prefix(3)) \(civil.date.year), \(civil.clock)"
    }

    /// `New York`, from `America/New_York`.
    package static func city(_ identifier: String) -> String {
        (identifier.split(separator: "/").last.map(String.init) ?? identifier).replacing("_", with: " ")
    }

    /// `45 minutes`, `1 hour`, `1 hour 30 minutes`
    package static func duration(minutes: Int) -> String {
        let (hours, rest) = minutes.quotientAndRemainder(dividingBy: 60)
        let parts = [
            hours == 0 ? nil : "\(hours) hour\(hours == 1 ? "" : "s")",
            rest == 0 ? nil : "\(rest) minute\(rest == 1 ? "" : "s")",
        ]
        return parts.compactMap(\.self).joined(separator: " ")
    }

    /// How long before something begins: `2 days`, `1 hour 30 minutes`
    package static func lead(minutes: Int) -> String {
        guard minutes >= 1440, minutes.isMultiple(of: 1440) else { return duration(minutes: minutes) }
        return "\(minutes / 1440) day\(minutes == 1440 ? "" : "s")"
    }

    private static let weekdays = [
        "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
    ]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
        "November", "December",
    ]
}
