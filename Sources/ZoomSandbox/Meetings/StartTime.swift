import Foundation

/// How Zoom reads `start_time`.
enum StartTime {
    /// `…Z` is UTC, no suffix is local time in `zone`. An offset is dropped without a word and the time read
    /// in the account's zone. Nil for what cannot be read, which Zoom takes for "now".
    static func read(_ text: String, zone: TimeZone, accountZone: TimeZone) -> Date? {
        let halves = text.split(separator: "T", maxSplits: 1)
        guard halves.count == 2 else { return nil }
        let clock = halves[1].prefix { $0.isASCII && $0.isNumber || $0 == ":" || $0 == "." }
        let suffix = halves[1].dropFirst(clock.count)
        let chosen: TimeZone
        switch suffix.first {
        case nil: chosen = zone
        case "Z" where suffix.count == 1: chosen = .gmt
        case "+", "-": chosen = accountZone
        default: return nil
        }
        let day = numbers(halves[0], separator: "-")
        var time = numbers(clock.prefix { $0 != "." }, separator: ":")
        if time.count == 2 { time.append(0) }
        guard day.count == 3, time.count == 3 else { return nil }
        return date(day: day, time: time, zone: chosen)
    }

    private static func numbers(_ text: Substring, separator: Character) -> [Int] {
        text.split(separator: separator, omittingEmptySubsequences: false).compactMap { Int($0) }
    }

    private static func date(day: [Int], time: [Int], zone: TimeZone) -> Date? {
        guard (1970...9999).contains(day[0]), (1...12).contains(day[1]), (1...31).contains(day[2]),
            (0...23).contains(time[0]), (0...59).contains(time[1]), (0...59).contains(time[2])
        else { return nil }
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        return calendar.date(
            from: DateComponents(
                year: day[0], month: day[1], day: day[2], hour: time[0], minute: time[1], second: time[2]))
    }
}
