package import Scheduling
package import TimeZones

/// Dates and times in the words of one language, always on one zone's clocks, and every time with its zone.
package struct LocalWords: Sendable {
    package let language: Language
    package let zone: Zone
    private let words: LanguageWords

    package init(_ language: Language, zone: Zone) {
        (self.language, self.zone, words) = (language, zone, LanguageWords.of(language))
    }

    /// `Tuesday, 8 December 2026`, `martes, 8 de diciembre de 2026`
    package func day(_ instant: Instant) -> String {
        let date = zone.civil(at: instant).date
        let (weekday, day, month, year) = (weekday(instant), date.day, month(instant), date.year)
        return switch language {
        case .english: "\(weekday), \(day) \(month) \(year)"
        case .german: "\(weekday), \(day). \(month) \(year)"
        case .french: "\(weekday) \(day == 1 ? "1er" : "\(day)") \(month) \(year)"
        case .italian, .dutch: "\(weekday) \(day) \(month) \(year)"
        case .spanish, .portuguese: "\(weekday), \(day) de \(month) de \(year)"
        }
    }

    /// `Tuesday`
    package func weekday(_ instant: Instant) -> String {
        words.weekdays[zone.civil(at: instant).date.weekday.rawValue - 1]
    }

    /// `December`
    package func month(_ instant: Instant) -> String {
        words.months[zone.civil(at: instant).date.month - 1]
    }

    /// `10:00 (UTC+1)`
    package func time(_ instant: Instant) -> String {
        "\(zone.civil(at: instant).clock) (\(offset(at: instant)))"
    }

    /// `Tuesday, 8 December 2026, 10:00, Berlin time (UTC+1)`
    package func moment(_ instant: Instant) -> String {
        "\(day(instant)), \(zone.civil(at: instant).clock), \(zoneName(at: instant))"
    }

    /// `Tuesday, 8 December 2026, 10:00–10:30, Berlin time (UTC+1)`; with both days when it does not end on the first.
    package func whole(_ interval: Interval) -> String {
        let (start, end) = (zone.civil(at: interval.start), zone.civil(at: interval.end))
        let until = start.date == end.date ? "–\(end.clock)" : " – \(day(interval.end)), \(end.clock)"
        return "\(day(interval.start)), \(start.clock)\(until), \(zoneName(at: interval.start))"
    }

    /// `Berlin time (UTC+1)`, at that moment.
    package func zoneName(at instant: Instant) -> String {
        guard zone.identifier != "UTC" else { return "UTC" }
        let city = (zone.identifier.split(separator: "/").last ?? "").replacing("_", with: " ")
        let name =
            switch language {
            case .english: "\(city) time"
            case .german: "Zeit in \(city)"
            case .french: "heure de \(city)"
            case .spanish: "hora de \(city)"
            case .italian: "ora di \(city)"
            case .dutch: "tijd in \(city)"
            case .portuguese: "hora de \(city)"
            }
        return "\(name) (\(offset(at: instant)))"
    }

    /// `UTC+1`, `UTC−3:30`
    package func offset(at instant: Instant) -> String {
        let minutes = zone.offset(at: instant) / 60
        guard minutes != 0 else { return "UTC" }
        let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
        let tail = rest == 0 ? "" : ":\(Self.twoDigits(rest))"
        return "UTC\(minutes < 0 ? "−" : "+")\(hours)\(tail)"
    }

    /// `07`
    static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
