import Foundation
import Scheduling
import TimeZones

/// How long the slots of a month take to compute, and what a host costs in memory while nobody asks.
@main
enum Slots {
    static func main() throws {
        let team = try Team()
        print("memory_per_idle_host_bytes \(try team.memoryPerIdleHost(of: 10_000))")
        var medians: [(hosts: Int, median: Double)] = []
        for (hosts, runs) in [(1, 5000), (10, 3000), (100, 1000), (1000, 300)] {
            let times = try team.times(hosts: hosts, runs: runs)
            let name = "slots_31d_\(hosts)_\(hosts == 1 ? "host" : "hosts")"
            print("\(name)_p50_ms \(rounded(times[times.count / 2]))")
            print("\(name)_p99_ms \(rounded(times[times.count * 99 / 100]))")
            medians.append((hosts, times[times.count / 2]))
        }
        let ratios = zip(medians, medians.dropFirst()).map { fewer, more in
            "\(more.hosts)/\(fewer.hosts) \(rounded(more.median / fewer.median))"
        }
        print("slots_31d_growth_p50 \(ratios.joined(separator: " "))")
    }
}

/// Invented hosts: each has a schedule of their own, and 150 meetings in a month.
private struct Team {
    private static let places = [
        "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Australia/Sydney", "America/Los_Angeles",
        "Asia/Tokyo", "Europe/London", "America/Sao_Paulo", "Africa/Lagos", "Asia/Kathmandu", "Pacific/Auckland",
        "America/Denver",
    ]
    private static let weekdays: [Weekday] = [.monday, .tuesday, .wednesday, .thursday, .friday]

    private let zones: [Zone]
    // 2026-10-05T00:00:00Z, a Monday; clocks change in many of the zones within the month.
    private let month = Interval(start: Instant(seconds: 1_791_158_400), minutes: 31 * 1440)
    private let rules = BookingRules(
        durations: [30], interval: 30, bufferBefore: 5, bufferAfter: 10, window: .rolling(days: 60))

    init() throws {
        let database = ZoneDatabase()
        zones = try Self.places.map { try database.zone($0) }
    }

    /// Milliseconds of each run, sorted; every run asks in another way, and the first ones do not count.
    func times(hosts: Int, runs: Int) throws -> [Double] {
        let hosts = (0..<hosts).map { host($0, meetings: 150) }
        let calendar = CalendarTime(
            id: "cal_bench", kind: .roundRobin, rules: rules, zone: zones[0], hosts: hosts)
        var times: [Double] = []
        var found = 0
        for run in -20..<runs {
            let now = month.start.adding(minutes: -60 - run % 600)
            let clock = ContinuousClock()
            let time = clock.measure {
                found += SlotFinder(calendar: calendar, now: now).slots(within: month, duration: 30).count
            }
            if run >= 0 { times.append(Double(time.components.attoseconds) / 1e15) }
        }
        guard found > runs * 100 else { throw Mistake.tooFewSlots(found / runs) }
        return times.sorted()
    }

    /// The growth of what the process holds, over hosts without meetings.
    func memoryPerIdleHost(of count: Int) throws -> Int {
        let before = try Self.residentBytes()
        let hosts = (0..<count).map { host($0, meetings: 0) }
        let after = try Self.residentBytes()
        return withExtendedLifetime(hosts) { (after - before) / count }
    }

    private func host(_ number: Int, meetings: Int) -> HostTime {
        let from = 480 + number % 5 * 30
        let ranges = [
            MinuteRange(from: from, to: 720), MinuteRange(from: number % 3 == 0 ? 720 : 780, to: from + 480),
        ].compactMap { $0 }
        let hours = OpeningHours(
            zone: zones[number % zones.count],
            ranges: Dictionary(uniqueKeysWithValues: Self.weekdays.map { ($0, ranges) }))
        let busy = (0..<meetings).map { meeting in
            BusyTime(
                interval: Interval(
                    start: month.start.adding(minutes: (meeting * 37 + number * 11) % 1488 * 30), minutes: 30),
                bufferBefore: 5, bufferAfter: 10)
        }
        return HostTime(hostID: "usr_\(number)_of_the_benchmark", hours: hours, busy: busy)
    }

    private static func residentBytes() throws -> Int {
        let fields = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { throw Mistake.noMemoryFigures }
        return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
    }
}

private enum Mistake: Error {
    case tooFewSlots(Int)
    case noMemoryFigures
}

private func rounded(_ number: Double) -> String {
    String(format: "%.3f", number)
}
