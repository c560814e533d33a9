import Foundation

/// When a recurring meeting with fixed times recurs. What Zoom would refuse is bent into its limits.
struct Recurrence: Sendable {
    private enum Pattern: Sendable {
        case daily
        /// Sunday is 1.
        case weekly([Int])
        case monthly(day: Int)
        /// The week counts from 1; -1 is the last.
        case monthlyByWeek(Int, weekday: Int)
    }

    private static let most = 60
    /// The 60 times of a monthly meeting that keeps to the 29th of February lie within as many turns.
    private static let turns = 600

    private let pattern: Pattern
    private let interval: Int
    private let count: Int
    private let end: Date?

    init?(_ object: [String: JSONValue]) {
        guard let pattern = Self.pattern(object) else { return nil }
        self.pattern = pattern
        interval = min(max(object["repeat_interval"]?.integer ?? 1, 1), 99)
        end = object["end_date_time"]?.text.flatMap { StartTime.read($0, zone: .gmt, accountZone: .gmt) }
        let asked = object["end_times"]?.integer ?? (end == nil ? 1 : 0)
        count = (1...Self.most).contains(asked) ? asked : Self.most
    }

    /// The times at which it takes place, at the same hour of the zone's clock from the first on.
    func starts(from first: Date, in zone: TimeZone) -> [Date] {
        guard let clock = RecurrenceClock(first, in: zone) else { return [] }
        var found: [Date] = []
        for turn in 0..<Self.turns {
            for start in days(ofTurn: turn * interval, clock).compactMap(clock.time) where start >= clock.start {
                if let end, start > end { return found }
                found.append(start)
                if found.count == count { return found }
            }
        }
        return found
    }

    private func days(ofTurn turn: Int, _ clock: RecurrenceClock) -> [Date] {
        switch pattern {
        case .daily:
            return [clock.day(turn)].compactMap(\.self)
        case .weekly(let weekdays):
            return weekdays.compactMap { clock.day(turn * 7 + $0 - clock.weekday) }
        case .monthly(let day):
            return [clock.day(day, ofMonth: turn)].compactMap(\.self)
        case .monthlyByWeek(let week, let weekday):
            return [clock.weekday(weekday, week: week, ofMonth: turn)].compactMap(\.self)
        }
    }

    private static func pattern(_ object: [String: JSONValue]) -> Pattern? {
        switch object["type"]?.integer {
        case 1: .daily
        case 2: .weekly(weekdays(object["weekly_days"]))
        case 3: monthly(object)
        default: nil
        }
    }

    private static func weekdays(_ value: JSONValue?) -> [Int] {
        let text = value?.text ?? value?.integer.map { String($0) } ?? ""
        let days = text.split(separator: ",").compactMap { Int($0.filter { $0 != " " }) }
        let known = Set(days.filter { (1...7).contains($0) })
        return known.isEmpty ? [1] : known.sorted()
    }

    private static func monthly(_ object: [String: JSONValue]) -> Pattern {
        if let week = object["monthly_week"]?.integer, let weekday = object["monthly_week_day"]?.integer,
            week == -1 || (1...4).contains(week), (1...7).contains(weekday)
        {
            return .monthlyByWeek(week, weekday: weekday)
        }
        return .monthly(day: min(max(object["monthly_day"]?.integer ?? 1, 1), 31))
    }
}

/// Counts days and months from the first time of a recurring meeting. It counts noons, which every day has.
private struct RecurrenceClock {
    let weekday: Int
    private let calendar: Calendar
    private let first: DateComponents
    private let noon: Date
    private let monthNoon: Date

    init?(_ start: Date, in zone: TimeZone) {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let first = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: start)
        let noon = calendar.date(
            from: DateComponents(year: first.year, month: first.month, day: first.day, hour: 12))
        let monthNoon = calendar.date(from: DateComponents(year: first.year, month: first.month, day: 1, hour: 12))
        guard let noon, let monthNoon else { return nil }
        self.calendar = calendar
        self.first = first
        self.noon = noon
        self.monthNoon = monthNoon
        weekday = calendar.component(.weekday, from: noon)
    }

    /// The first time, in whole seconds.
    var start: Date { time(noon) ?? noon }

    /// A number of days after the first.
    func day(_ offset: Int) -> Date? { calendar.date(byAdding: .day, value: offset, to: noon) }

    /// A day of a month after the first, if the month has it.
    func day(_ day: Int, ofMonth offset: Int) -> Date? {
        guard let month = calendar.date(byAdding: .month, value: offset, to: monthNoon),
            let found = calendar.date(byAdding: .day, value: day - 1, to: month)
        else { return nil }
        return calendar.component(.day, from: found) == day ? found : nil
    }

    func weekday(_ weekday: Int, week: Int, ofMonth offset: Int) -> Date? {
        guard let month = day(1, ofMonth: offset) else { return nil }
        let day = (weekday - calendar.component(.weekday, from: month) + 7) % 7 + 1
        if week > 0 { return self.day(day + 7 * (week - 1), ofMonth: offset) }
        return self.day(day + 28, ofMonth: offset) ?? self.day(day + 21, ofMonth: offset)
    }

    /// The first time's hour on another day.
    func time(_ day: Date) -> Date? {
        var wanted = calendar.dateComponents([.year, .month, .day], from: day)
        wanted.hour = first.hour
        wanted.minute = first.minute
        wanted.second = first.second
        return calendar.date(from: wanted)
    }
}
