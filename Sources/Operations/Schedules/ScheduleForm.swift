package import Scheduling
package import TimeZones

/// A schedule's form as it was typed.
package struct ScheduleForm: Hashable, Sendable {
    package var name: String
    /// A name of the tz database.
    package var zone: String
    /// One or more weeks, repeated for ever.
    package var weeks: [[Weekday: [HoursForm.Range]]]
    /// A day of the first of these weeks, such as `2026-11-30`; may be empty where there is one week.
    package var anchor: String
    package var overrides: [OverrideForm]

    package init(
        name: String, zone: String, weeks: [[Weekday: [HoursForm.Range]]] = [[:]], anchor: String = "",
        overrides: [OverrideForm] = []
    ) {
        self.name = name
        self.zone = zone
        self.weeks = weeks
        self.anchor = anchor
        self.overrides = overrides
    }

    /// The form of hours that are stored. Days in a row with the same override are one stretch of it.
    package init(_ hours: OpeningHours, name: String) {
        self.init(
            name: name, zone: hours.zone.identifier,
            weeks: hours.weeks.map { week in week.mapValues { $0.map(HoursForm.Range.init) } },
            anchor: hours.anchor.description, overrides: OverrideForm.stretches(of: hours.overrides))
    }
}

/// One day, or several in a row, whose hours are not those of their weekdays.
package struct OverrideForm: Hashable, Sendable {
    /// A day such as `2026-12-24`.
    package var first: String
    /// The last of several days; empty for one.
    package var last: String
    /// None that is used: closed.
    package var ranges: [HoursForm.Range]

    package init(first: String, last: String = "", ranges: [HoursForm.Range] = []) {
        self.first = first
        self.last = last
        self.ranges = ranges
    }

    /// Whether nothing was typed: an empty row of a form counts as none.
    var isBlank: Bool {
        first.allSatisfy(\.isWhitespace) && last.allSatisfy(\.isWhitespace) && ranges.allSatisfy(\.isBlank)
    }

    fileprivate static func stretches(of overrides: [CivilDate: [MinuteRange]]) -> [OverrideForm] {
        var stretches: [(first: CivilDate, last: CivilDate, ranges: [MinuteRange])] = []
        for (day, ranges) in overrides.sorted(by: { $0.key < $1.key }) {
            if let former = stretches.last, former.last.adding(days: 1) == day, former.ranges == ranges {
                stretches[stretches.count - 1].last = day
            } else {
                stretches.append((day, day, ranges))
            }
        }
        return stretches.map { first, last, ranges in
            OverrideForm(
                first: first.description, last: last == first ? "" : last.description,
                ranges: ranges.map(HoursForm.Range.init))
        }
    }
}
