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

/// The day of a text such as `2026-12-01`.
func date(_ text: String) throws -> CivilDate {
    try #require(CivilDate(text))
}

/// Ranges such as `09:00-12:30`.
func ranges(_ texts: String...) throws -> [MinuteRange] {
    try texts.map(range)
}

private func range(_ text: String) throws -> MinuteRange {
    let ends = text.split(separator: "-").map { $0.split(separator: ":").compactMap { Int($0) } }
    return try #require(MinuteRange(from: ends[0][0] * 60 + ends[0][1], to: ends[1][0] * 60 + ends[1][1]))
}

/// Opening hours such as `09:00-12:30`, on every day of the week or on those named.
func hours(_ zone: String, _ texts: String..., on days: [Weekday] = Weekday.allCases) throws -> OpeningHours {
    let ranges = try texts.map(range)
    return OpeningHours(
        zone: try systemZones.zone(zone), ranges: Dictionary(uniqueKeysWithValues: days.map { ($0, ranges) }))
}

/// A stretch that is taken already.
func busy(
    _ start: String, minutes: Int, before: Int = 0, after: Int = 0, _ kind: BusyTime.Kind = .booked
) throws -> BusyTime {
    BusyTime(
        interval: Interval(start: try moment(start), minutes: minutes), bufferBefore: before, bufferAfter: after,
        kind: kind)
}

/// A meeting that may have places left.
func open(_ id: String, _ start: String, minutes: Int, taken: Int) throws -> OpenMeeting {
    OpenMeeting(
        meetingID: id, interval: Interval(start: try moment(start), minutes: minutes), seatsTaken: taken)
}

extension SlotFinder {
    /// For the hosts of a calendar in UTC.
    init(
        _ rules: BookingRules, _ hosts: [HostTime], now: Instant, kind: CalendarKind = .roundRobin,
        id: String = "cal_test", zone: Zone = systemZones.utc, hours: OpeningHours? = nil,
        meetings: [Instant] = []
    ) {
        self.init(
            calendar: CalendarTime(
                id: id, kind: kind, rules: rules, zone: zone, hours: hours, hosts: hosts, meetings: meetings),
            now: now)
    }

    /// The same question of other hosts, rules or calendar.
    func with(
        _ hosts: [HostTime]? = nil, rules: BookingRules? = nil, kind: CalendarKind? = nil, now: Instant? = nil,
        meetings: [Instant]? = nil
    ) -> SlotFinder {
        SlotFinder(
            rules ?? calendar.rules, hosts ?? calendar.hosts, now: now ?? self.now, kind: kind ?? calendar.kind,
            id: calendar.id, zone: calendar.zone, hours: calendar.hours,
            meetings: meetings ?? calendar.meetings)
    }

    /// The starts of slots of the default length.
    func starts(within window: Interval) -> [Instant] {
        slots(within: window, duration: calendar.rules.duration).map(\.start)
    }

    /// What the clocks of a zone show at the starts: `09:00 09:30`.
    func clocks(_ zone: String = "UTC", within window: Interval) throws -> String {
        let zone = try systemZones.zone(zone)
        return starts(within: window).map { zone.civil(at: $0).clock }.joined(separator: " ")
    }

    /// The ids of those who can take a start; none when it is refused.
    func takerIDs(_ start: Instant, duration: Int? = nil, seats: Int = 1) -> [String] {
        let duration = duration ?? calendar.rules.duration
        do throws(Refusal) {
            return try takers(at: start, duration: duration, seats: seats).map(\.hostID)
        } catch {
            return []
        }
    }

    /// Why a start is refused; nil when it is not.
    func refusal(_ start: Instant, duration: Int? = nil, seats: Int = 1) -> Refusal? {
        do throws(Refusal) {
            _ = try takers(at: start, duration: duration ?? calendar.rules.duration, seats: seats)
            return nil
        } catch {
            return error
        }
    }

    func refusal(_ start: String, duration: Int? = nil, seats: Int = 1) throws -> Refusal? {
        refusal(try moment(start), duration: duration, seats: seats)
    }

    /// Every code of an explanation: the calendar's, and then each host's.
    func codes(_ start: String, duration: Int? = nil, seats: Int = 1) throws -> [[Refusal]] {
        let explanation = explain(try moment(start), duration: duration ?? calendar.rules.duration, seats: seats)
        return [explanation.calendarCodes] + explanation.hosts.map(\.codes)
    }
}

extension HostTime {
    /// The same host with other times.
    func with(busy: [BusyTime]? = nil, open: [OpenMeeting]? = nil, canHost: Bool? = nil) -> HostTime {
        HostTime(
            hostID: hostID, hours: hours, busy: busy ?? self.busy, open: open ?? self.open, limits: limits,
            canHost: canHost ?? self.canHost, isRequired: isRequired)
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
