import Foundation
import Scheduling
import Testing
import TimeZones

/// A calendar with its hosts, what is asked of it and when: plain values that Python and the engine both read.
/// Moments are UTC milliseconds since 1970, lengths minutes, days `2026-12-01`.
struct RandomCalendar: Codable {
    /// A pattern of weeks: seven days each, Monday first, each a list of `[from, to]`.
    struct Hours: Codable, Hashable {
        struct Override: Codable, Hashable {
            var day: String
            var ranges: [[Int]]
        }

        var zone: String
        var weeks: [[[[Int]]]]
        var anchor: String
        var overrides: [Override]
    }

    struct Caps: Codable {
        var day: Int?
        var week: Int?
        var month: Int?
    }

    struct Rules: Codable {
        var durations: [Int]
        var interval: Int
        var bufferBefore: Int
        var bufferAfter: Int
        var notice: Int
        /// Days; nil when `first` and `last` are given.
        var rolling: Int?
        var first: String?
        var last: String?
        var limits: Caps
        var seats: Int
    }

    struct Busy: Codable {
        var start: Int64
        var end: Int64
        var before: Int
        var after: Int
        var kind: String
    }

    struct Meeting: Codable {
        var id: String
        var start: Int64
        var end: Int64
        var taken: Int
    }

    struct Host: Codable {
        var id: String
        var hours: Hours
        var busy: [Busy]
        var open: [Meeting]
        var limits: Caps
        var canHost: Bool
        var required: Bool
    }

    struct Question: Codable {
        var start: Int64
        var duration: Int
        var seats: Int
    }

    var now: Int64
    var window: [Int64]
    var duration: Int
    var kind: String
    var zone: String
    var rules: Rules
    var hours: Hours?
    var hosts: [Host]
    var meetings: [Int64]
    var asked: [Question]

    /// One line, as `reference.py` reads it.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}

// MARK: The engine's values

extension RandomCalendar {
    func finder() throws -> SlotFinder {
        // Hosts with the same hours share one value, as those of one schedule do.
        var known: [Hours: OpeningHours] = [:]
        for hours in Set(hosts.map(\.hours) + (hours.map { [$0] } ?? [])) { known[hours] = try hours.value() }
        let calendar = CalendarTime(
            id: "cal_drawn", kind: try #require(CalendarKind(rawValue: kind)), rules: try rules.value(),
            zone: try systemZones.zone(zone), hours: hours.flatMap { known[$0] },
            hosts: try hosts.map { try $0.value(hours: #require(known[$0.hours])) },
            meetings: meetings.map { Instant(milliseconds: $0) })
        return SlotFinder(calendar: calendar, now: Instant(milliseconds: now))
    }

    var asWindow: Interval {
        Interval(start: Instant(milliseconds: window[0]), end: Instant(milliseconds: window[1]))
    }
}

extension RandomCalendar.Hours {
    func value() throws -> OpeningHours {
        let weeks = try weeks.map { week in
            Dictionary(uniqueKeysWithValues: zip(Weekday.allCases, try week.map(Self.ranges)))
        }
        let overrides = try overrides.map { (try #require(CivilDate($0.day)), try Self.ranges($0.ranges)) }
        return OpeningHours(
            zone: try systemZones.zone(zone), weeks: weeks, anchor: try #require(CivilDate(anchor)),
            overrides: Dictionary(uniqueKeysWithValues: overrides))
    }

    private static func ranges(_ pairs: [[Int]]) throws -> [MinuteRange] {
        try pairs.map { try #require(MinuteRange(from: $0[0], to: $0[1])) }
    }
}

extension RandomCalendar.Caps {
    var value: Limits { Limits(perDay: day, perWeek: week, perMonth: month) }
}

extension RandomCalendar.Rules {
    func value() throws -> BookingRules {
        BookingRules(
            durations: durations, interval: interval, bufferBefore: bufferBefore, bufferAfter: bufferAfter,
            minimumNotice: notice, window: try window(), limits: limits.value, seats: seats)
    }

    private func window() throws -> BookingWindow {
        if let rolling { return .rolling(days: rolling) }
        let days = [first, last].compactMap { $0.flatMap { CivilDate($0) } }
        return .dates(first: try #require(days.first), last: try #require(days.last))
    }
}

extension RandomCalendar.Host {
    func value(hours: OpeningHours) throws -> HostTime {
        HostTime(
            hostID: id, hours: hours, busy: try busy.map { try $0.value() },
            open: open.map(\.value), limits: limits.value, canHost: canHost, isRequired: required)
    }
}

extension RandomCalendar.Busy {
    func value() throws -> BusyTime {
        BusyTime(
            interval: Interval(start: Instant(milliseconds: start), end: Instant(milliseconds: end)),
            bufferBefore: before, bufferAfter: after, kind: try #require(BusyTime.Kind(rawValue: kind)))
    }
}

extension RandomCalendar.Meeting {
    var value: OpenMeeting {
        OpenMeeting(
            meetingID: id,
            interval: Interval(start: Instant(milliseconds: start), end: Instant(milliseconds: end)),
            seatsTaken: taken)
    }
}
