import Scheduling
import Testing
import TimeZones

/// The system's database, read once for all tests of this module.
let systemZones = ZoneDatabase()

/// The moment of an RFC 3339 text.
func moment(_ text: String) throws -> Instant {
    try #require(Instant(rfc3339: text))
}

/// From one RFC 3339 text up to another.
func window(_ start: String, _ end: String) throws -> Interval {
    Interval(start: try moment(start), end: try moment(end))
}

/// Opening hours such as `09:00-12:30`, on every day of the week or on those named.
func hours(_ zone: String, _ ranges: String..., on days: [Weekday] = Weekday.allCases) throws -> WeeklyHours {
    let ranges = try ranges.map { text in
        let ends = text.split(separator: "-").map { $0.split(separator: ":").compactMap { Int($0) } }
        return try #require(MinuteRange(from: ends[0][0] * 60 + ends[0][1], to: ends[1][0] * 60 + ends[1][1]))
    }
    return WeeklyHours(
        zone: try systemZones.zone(zone), ranges: Dictionary(uniqueKeysWithValues: days.map { ($0, ranges) }))
}

/// A meeting that is booked already.
func busy(_ start: String, minutes: Int, before: Int = 0, after: Int = 0) throws -> BusyTime {
    BusyTime(
        interval: Interval(start: try moment(start), minutes: minutes), bufferBefore: before, bufferAfter: after)
}

extension SlotFinder {
    /// What the clocks of a zone show at the starts: `09:00 09:30`.
    func clocks(_ zone: String, of hosts: [HostTime], within window: Interval) throws -> String {
        let zone = try systemZones.zone(zone)
        return starts(of: hosts, within: window).map { zone.civil(at: $0).clock }.joined(separator: " ")
    }

    /// Why a start is refused; nil when it is not.
    func refusal(_ start: String, among hosts: [HostTime]) throws -> Refusal? {
        let start = try moment(start)
        do throws(Refusal) {
            _ = try self.hosts(free: start, among: hosts)
            return nil
        } catch {
            return error
        }
    }
}

/// The same numbers at every run.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func pick<Element>(_ choices: [Element]) -> Element {
        choices[Int.random(in: 0..<choices.count, using: &self)]
    }
}
