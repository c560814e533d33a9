import Scheduling
import TimeZones

/// A calendar, its hosts and a day, drawn at random.
struct RandomCase: CustomStringConvertible {
    let finder: SlotFinder
    let hosts: [HostTime]
    let day: Interval

    var description: String {
        "\(finder) \(day.start.rfc3339) "
            + hosts.map { "\($0.hours.zone.identifier) \($0.hours.ranges) \($0.busy)" }
            .joined(separator: "; ")
    }

    /// Days of changing clocks and quiet ones, as seconds of their UTC midnight.
    private static let midnights: [Int64] = [
        1_772_928_000, 1_777_593_600, 1_793_491_200, 1_775_260_800, 1_790_985_600, 1_774_742_400, 1_798_675_200,
    ]
    private static let zones = [
        "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "Europe/Dublin", "UTC", "Pacific/Chatham",
        "Africa/Casablanca", "America/Santiago",
    ]

    init(hostCount: ClosedRange<Int> = 1...3, using random: inout SeededGenerator) throws {
        let midnight = Instant(seconds: random.pick(Self.midnights))
        day = Interval(start: midnight, minutes: 1440)
        let rules = BookingRules(
            duration: random.pick([1, 15, 20, 30, 45, 60, 90, 480, 1440]),
            interval: random.pick([1, 5, 10, 15, 30, 45, 60, 90]), bufferBefore: random.pick([0, 0, 5, 15, 60]),
            bufferAfter: random.pick([0, 0, 10, 30]), minimumNotice: random.pick([0, 0, 60, 1440]),
            windowDays: random.pick([1, 2, 30]))
        let ahead = random.pick([-600, -60, 0, 600, 1440, 2880]) + Int.random(in: 0...600, using: &random)
        let odd = random.pick([0, 0, 1, 30_000, 59_500])
        finder = SlotFinder(
            rules: rules, now: Instant(milliseconds: midnight.adding(minutes: -ahead).milliseconds + Int64(odd)))
        hosts = try (0..<Int.random(in: hostCount, using: &random)).map { index in
            HostTime(
                hostID: "host\(index)", hours: try Self.hours(&random), busy: Self.busy(midnight, &random),
                canHost: random.pick([true, true, true, false]))
        }
    }

    private static func hours(_ random: inout SeededGenerator) throws -> WeeklyHours {
        let zone = try systemZones.zone(random.pick(zones))
        if random.pick([true, false, false, false]) {
            return WeeklyHours(
                zone: zone,
                ranges: Dictionary(
                    uniqueKeysWithValues: Weekday.allCases.map { ($0, [0..<1440].compactMap(Self.range)) }))
        }
        var ranges: [Weekday: [MinuteRange]] = [:]
        for day in Weekday.allCases {
            ranges[day] = (0..<Int.random(in: 0...4, using: &random)).compactMap { _ in
                // Around the hours at which clocks change, at midnight, and anywhere.
                let from = random.pick([
                    0, 60, 90, 105, 120, 150, 165, 1200, Int.random(in: 0...1439, using: &random),
                ])
                let length = random.pick([10, 30, 45, 60, 90, 240, 600, 1440])
                return range(from..<min(1440, from + length))
            }
        }
        return WeeklyHours(zone: zone, ranges: ranges)
    }

    private static func range(_ minutes: Range<Int>) -> MinuteRange? {
        MinuteRange(from: minutes.lowerBound, to: minutes.upperBound)
    }

    private static func busy(_ midnight: Instant, _ random: inout SeededGenerator) -> [BusyTime] {
        (0..<random.pick([0, 1, 3, 8])).map { _ in
            BusyTime(
                interval: Interval(
                    start: midnight.adding(minutes: Int.random(in: -300...1500, using: &random)),
                    minutes: random.pick([10, 30, 60, 300])),
                bufferBefore: random.pick([0, 0, 15]), bufferAfter: random.pick([0, 0, 20]))
        }
    }
}
