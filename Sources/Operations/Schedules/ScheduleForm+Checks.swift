import Scheduling
import TimeZones

extension ScheduleForm {
    /// The name and the hours that the form says.
    /// - Parameter today: a day of the first week where the form names none.
    /// - Throws: `invalid` with every field at fault: `zone`, `weeks.0.monday`, `overrides.2.last` and the like.
    func checked(zones: ZoneDatabase, today: CivilDate) throws(OperationError) -> (
        name: String, hours: OpeningHours
    ) {
        var validation = Validation()
        let name = validation.text(name, "name", "The name", longest: 100)
        let zone = validation.zone(zone, "zone", in: zones) ?? zones.utc
        let anchor = anchor(today, &validation)
        let weeks = weeks(&validation)
        let overrides = overrides(&validation)
        try validation.finish()
        return (name, OpeningHours(zone: zone, weeks: weeks, anchor: anchor, overrides: overrides))
    }

    private func anchor(_ today: CivilDate, _ validation: inout Validation) -> CivilDate {
        if anchor.allSatisfy(\.isWhitespace), weeks.count <= 1 { return today }
        return validation.date(anchor, "anchor", "The day that the first week holds") ?? today
    }

    private func weeks(_ validation: inout Validation) -> [[Weekday: [MinuteRange]]] {
        guard (1...8).contains(weeks.count) else {
            validation.fault("weeks", "out_of_range", "A schedule has 1 to 8 weeks; this has \(weeks.count).")
            return []
        }
        return weeks.enumerated().map { index, week in
            var checked: [Weekday: [MinuteRange]] = [:]
            for day in Weekday.allCases {
                guard let typed = week[day] else { continue }
                checked[day] = validation.ranges(typed, "weeks.\(index).\(HoursForm.field(day))")
            }
            return checked
        }
    }

    private func overrides(_ validation: inout Validation) -> [CivilDate: [MinuteRange]] {
        var checked: [CivilDate: [MinuteRange]] = [:]
        var days = 0
        for (index, override) in overrides.enumerated() where !override.isBlank {
            let field = "overrides.\(index)"
            let ranges = validation.ranges(override.ranges, "\(field).ranges")
            guard let stretch = override.days(field, &validation) else { continue }
            days += stretch.count
            if days > Self.mostOverrides {
                validation.fault(
                    "overrides", "too_many", "A schedule may have at most \(Self.mostOverrides) days of their own."
                )
                break
            }
            for day in stretch where checked.updateValue(ranges, forKey: CivilDate(daysSinceEpoch: day)) != nil {
                let twice = CivilDate(daysSinceEpoch: day)
                validation.fault("\(field).first", "repeated", "\(Dates.day(twice)) is there twice.")
                break
            }
        }
        return checked
    }

    private static let mostOverrides = 400
}

extension OverrideForm {
    /// Its days, since 1970; nil when they make no sense.
    fileprivate func days(_ field: String, _ validation: inout Validation) -> ClosedRange<Int>? {
        let begin = validation.date(first, "\(field).first", "The first day")
        if last.allSatisfy(\.isWhitespace) { return begin.map { $0.daysSinceEpoch...$0.daysSinceEpoch } }
        let end = validation.date(last, "\(field).last", "The last day")
        guard let begin, let end else { return nil }
        guard begin <= end else {
            validation.fault("\(field).last", "reversed", "The last day must not be before the first.")
            return nil
        }
        return begin.daysSinceEpoch...end.daysSinceEpoch
    }
}

extension Validation {
    /// The ranges of one day. One that ends at 00:00 ends at midnight.
    mutating func ranges(_ typed: [HoursForm.Range], _ field: String) -> [MinuteRange] {
        let used = typed.filter { !$0.isBlank }
        if used.count > 12 {
            fault(field, "too_many", "A day may have at most 12 ranges; this has \(used.count).")
            return []
        }
        let ranges = used.compactMap { range($0, field) }
        for (index, range) in ranges.enumerated()
        where ranges.dropFirst(index + 1).contains(where: range.overlaps) {
            fault(field, "overlap", "Two of these ranges overlap.")
            break
        }
        return ranges
    }

    private mutating func range(_ typed: HoursForm.Range, _ field: String) -> MinuteRange? {
        guard let from = HoursForm.minutes(typed.from), let to = HoursForm.minutes(typed.to) else {
            fault(field, "bad_time", "Give both times, such as 09:00 and 17:00; the last is 24:00.")
            return nil
        }
        guard let range = MinuteRange(from: from, to: to == 0 ? 1440 : to) else {
            fault(
                field, "reversed",
                "A range must end after it begins; for hours past midnight use two: until 24:00 and from 00:00.")
            return nil
        }
        return range
    }
}
