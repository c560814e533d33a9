import FoundationEssentials
import Operations
import Scheduling
import Store
import TimeZones

/// Weekly hours in a few words: `Mon–Fri 09:00–17:00`.
enum HoursSummary {
    static func text(_ schedule: Schedule?) throws -> String {
        guard let schedule else { return "No hours yet" }
        let ranges = try schedule.ranges()
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
