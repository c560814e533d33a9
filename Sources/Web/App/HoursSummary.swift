import FoundationEssentials
import Operations
import Scheduling
import Store
import TimeZones

/// Opening hours in a few words: `Mon–Fri 09:00–17:00`.
enum HoursSummary {
    static func text(_ schedule: Schedule?, zones: ZoneDatabase) throws -> String {
        guard let schedule else { return "No hours yet" }
        let hours = try schedule.hours(in: zones.zone(schedule.zone))
        let weeks = hours.weeks.map(week)
        let isPattern = weeks.count > 1
        let words =
            isPattern
            ? weeks.enumerated().map { "Week \($0.offset + 1): \($0.element)" }.joined(separator: ". ")
            : weeks.first ?? "Never open"
        let changes = hours.overrides.count
        if changes == 0 { return words }
        return "\(words), and \(changes == 1 ? "1 day that differs" : "\(changes) days that differ")"
    }

    private static func week(_ ranges: [Weekday: [MinuteRange]]) -> String {
        var groups: [(first: Weekday, last: Weekday, hours: String)] = []
        for day in Weekday.allCases {
            let hours = (ranges[day] ?? []).sorted { $0.from < $1.from }
                .map { "\(HoursForm.clock($0.from))–\(HoursForm.clock($0.to))" }.joined(separator: ", ")
            guard !hours.isEmpty else { continue }
            if let last = groups.last, last.hours == hours, last.last.rawValue + 1 == day.rawValue {
                groups[groups.count - 1].last = day
            } else {
                groups.append((day, day, hours))
            }
        }
        guard !groups.isEmpty else { return "Never open" }
        return groups.map { group in
            let days =
                group.first == group.last ? short(group.first) : "\(short(group.first))–\(short(group.last))"
            return "\(days) \(group.hours)"
        }.joined(separator: "; ")
    }

    static func short(_ day: Weekday) -> String { String(String(describing: day).capitalized.prefix(3)) }
}
