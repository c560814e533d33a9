package import TimeZones

/// When somebody or something is open: a pattern of weeks and the days that differ from it, on the wall clocks of
/// one zone. Copies share their contents, and are known to.
package struct OpeningHours: Sendable {
    private final class Contents: Sendable {
        let zone: Zone
        let weeks: [[Weekday: [MinuteRange]]]
        let anchor: CivilDate
        let overrides: [CivilDate: [MinuteRange]]
        /// The weeks once more, seven days each from Monday.
        let days: [[MinuteRange]]

        init(
            zone: Zone, weeks: [[Weekday: [MinuteRange]]], anchor: CivilDate,
            overrides: [CivilDate: [MinuteRange]]
        ) {
            self.zone = zone
            self.weeks = weeks
            self.anchor = anchor
            self.overrides = overrides
            days = weeks.flatMap { week in Weekday.allCases.map { week[$0] ?? [] } }
        }
    }

    private let contents: Contents

    package var zone: Zone { contents.zone }
    /// One or more weeks, repeated for ever in both directions; the first of them holds `anchor`. Ranges of a day
    /// are sorted, and those that touch or overlap are one.
    package var weeks: [[Weekday: [MinuteRange]]] { contents.weeks }
    /// A Monday.
    package var anchor: CivilDate { contents.anchor }
    /// Days that the pattern does not rule: their ranges replace it; none is closed.
    package var overrides: [CivilDate: [MinuteRange]] { contents.overrides }

    /// - Parameters:
    ///   - weeks: none is the same as a week without hours.
    ///   - anchor: any day of the week that the first of `weeks` describes.
    package init(
        zone: Zone, weeks: [[Weekday: [MinuteRange]]], anchor: CivilDate,
        overrides: [CivilDate: [MinuteRange]] = [:]
    ) {
        contents = Contents(
            zone: zone, weeks: weeks.isEmpty ? [[:]] : weeks.map { $0.mapValues(MinuteRange.merged) },
            anchor: anchor.adding(days: 1 - anchor.weekday.rawValue),
            overrides: overrides.mapValues(MinuteRange.merged))
    }

    /// The same hours every week.
    package init(zone: Zone, ranges: [Weekday: [MinuteRange]]) {
        self.init(zone: zone, weeks: [ranges], anchor: CivilDate(daysSinceEpoch: 0))
    }

    /// What is open on that day of the zone's own calendar.
    package func ranges(on day: CivilDate) -> [MinuteRange] {
        ranges(onDay: day.daysSinceEpoch)
    }

    /// Tells copies of one value from values that were made apart.
    var identity: ObjectIdentifier { ObjectIdentifier(contents) }

    /// - Parameter day: since 1970.
    func ranges(onDay day: Int) -> [MinuteRange] {
        if !contents.overrides.isEmpty, let ranges = contents.overrides[CivilDate(daysSinceEpoch: day)] {
            return ranges
        }
        return contents.days[(day - contents.anchor.daysSinceEpoch).flooredRemainder(by: contents.days.count)]
    }
}
