package import Scheduling
package import TimeZones

/// The hours of one week as they were typed: up to a few ranges a day, each `09:00` to `17:00`.
package struct HoursForm: Hashable, Sendable {
    /// One stretch of a day; both empty means that it is not used.
    package struct Range: Hashable, Sendable {
        package var from: String
        package var to: String

        package init(from: String, to: String) {
            self.from = from
            self.to = to
        }

        init(_ range: MinuteRange) {
            self.init(from: HoursForm.clock(range.from), to: HoursForm.clock(range.to))
        }

        var isBlank: Bool { from.allSatisfy(\.isWhitespace) && to.allSatisfy(\.isWhitespace) }
    }

    package var zone: String
    package var days: [Weekday: [Range]]

    package init(zone: String, days: [Weekday: [Range]]) {
        self.zone = zone
        self.days = days
    }

    /// The form of hours that are stored: of their first week.
    package init(_ hours: OpeningHours) {
        self.init(
            zone: hours.zone.identifier, days: hours.weeks.first.map { $0.mapValues { $0.map(Range.init) } } ?? [:]
        )
    }

    /// The name of a day's field, as in faults: `monday`.
    package static func field(_ day: Weekday) -> String { String(describing: day) }

    /// `09:00`; midnight at a day's end is `24:00`.
    package static func clock(_ minutes: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        return "\(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// Minutes after midnight; nil when the text is no time of day from 0:00 to 24:00. Some browsers send seconds,
    /// which must be none.
    static func minutes(_ clock: String) -> Int? {
        let parts = clock.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.dropFirst().allSatisfy({ $0.utf8.count == 2 }),
            (1...2).contains(parts[0].utf8.count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            parts.count == 2 || parts[2] == "00",
            let hours = Int(parts[0]), let minutes = Int(parts[1]), minutes < 60, hours * 60 + minutes <= 1440
        else { return nil }
        return hours * 60 + minutes
    }
}
