import Database
package import Scheduling
package import TimeZones

/// What is taken of one owner's time: a user's, a room's, or that of a calendar without hosts.
package struct TakenTime: Sendable {
    /// For good.
    package var busy: [BusyTime] = []
    /// What is kept for somebody, and until when.
    package var held: [(time: BusyTime, until: Instant)] = []

    package init() {}

    /// What counts at a moment, in no order.
    package func busy(at now: Instant) -> [BusyTime] {
        held.isEmpty ? busy : busy + held.filter { $0.until > now }.map(\.time)
    }

    fileprivate mutating func append(_ fields: ArraySlice<Int64>) {
        let at = fields.startIndex
        let until = fields[at + 4]
        let kind: BusyTime.Kind = until == 0 ? Self.kinds[Int(fields[at + 5])] : .held
        let time = BusyTime(
            interval: Interval(
                start: Instant(milliseconds: fields[at]), end: Instant(milliseconds: fields[at + 1])),
            bufferBefore: Int(fields[at + 2]), bufferAfter: Int(fields[at + 3]), kind: kind)
        if until == 0 { busy.append(time) } else { held.append((time, Instant(milliseconds: until))) }
    }

    private static let kinds: [BusyTime.Kind] = [.booked, .blocked, .timeOff, .external]
}

extension Reading {
    /// What each owner has taken between two moments, with what reaches in by its buffers.
    /// - Parameter excluding: a meeting that does not count.
    package func takenTimes(
        of owners: [String], within window: Interval, excluding meetingID: String? = nil
    ) throws -> [TakenTime] {
        let from = window.start.adding(minutes: -BookingRules.longestBuffer).milliseconds
        let to = window.end.adding(minutes: BookingRules.longestBuffer).milliseconds
        let others = meetingID == nil ? "" : " AND meeting_id <> ?"
        let columns = "starts_at, ends_at, buffer_before, buffer_after, held_until, 0 AS kind FROM host_times "
        // Meetings of one owner never overlap: of those that begin before, only the last can reach in.
        let answers = try connection.integers(
            "SELECT \(columns) WHERE owner_id = ? AND starts_at >= ? AND starts_at < ?\(others) UNION ALL "
                + "SELECT * FROM (SELECT \(columns) WHERE owner_id = ? AND starts_at < ?\(others) "
                + "ORDER BY starts_at DESC LIMIT 1) AS before UNION ALL "
                + "SELECT starts_at, ends_at, 0, 0, NULL, CASE kind WHEN 'time_off' THEN 2 WHEN 'external' THEN 3 "
                + "ELSE 1 END FROM blocks WHERE owner_id = ? AND ends_at > ? AND starts_at < ?",
            each: owners.map { owner in
                let excluded: [any SQLConvertible] = meetingID.map { [$0] } ?? []
                return [owner, from, to] + excluded + [owner, from] + excluded + [owner, from, to]
            })
        return answers.map { fields in
            var taken = TakenTime()
            for at in stride(from: 0, to: fields.count, by: 6) { taken.append(fields[at..<at + 6]) }
            return taken
        }
    }

    /// The calendar's meetings of a stretch that guests may still join, by host; a calendar without hosts is its own.
    package func openMeetings(
        of calendar: BookingCalendar, within window: Interval, at now: Instant, excluding meetingID: String? = nil
    ) throws -> [String: [OpenMeeting]] {
        let rows = try all(
            "SELECT m.id, m.starts_at, m.ends_at, COALESCE(m.host_id, m.calendar_id) AS owner_id, "
                + "m.seats_taken - \(expiredSeats) AS taken FROM meetings m "
                + "WHERE m.calendar_id = ? AND m.ends_at > ? AND m.starts_at < ? AND m.released_at IS NULL",
            [now.milliseconds, calendar.id, window.start.milliseconds, window.end.milliseconds]
        ) { row in
            let interval = Interval(
                start: Instant(milliseconds: try row.integer64("starts_at")),
                end: Instant(milliseconds: try row.integer64("ends_at")))
            let open = OpenMeeting(
                meetingID: try row.text("id"), interval: interval, seatsTaken: try row.integer("taken"))
            return (try row.text("owner_id"), open)
        }
        let open = rows.filter { $0.1.meetingID != meetingID }
        guard calendar.kind == .collective else {
            return Dictionary(grouping: open) { $0.0 }.mapValues { $0.map(\.1) }
        }
        let all = try owners(ofMeetings: open.map(\.1.meetingID))
        return open.reduce(into: [:]) { found, row in
            for owner in all[row.1.meetingID] ?? [] { found[owner, default: []].append(row.1) }
        }
    }

    private func owners(ofMeetings ids: [String]) throws -> [String: [String]] {
        if ids.isEmpty { return [:] }
        let rows = try all(
            "SELECT meeting_id, owner_id FROM host_times WHERE meeting_id IN "
                + "(\(ids.map { _ in "?" }.joined(separator: ", ")))", ids
        ) { (try $0.text("meeting_id"), try $0.text("owner_id")) }
        return Dictionary(grouping: rows) { $0.0 }.mapValues { $0.map(\.1) }
    }

    /// How many of a meeting's places are taken by holds that have run out.
    private var expiredSeats: String {
        "CAST(COALESCE((SELECT SUM(h.seats) FROM holds h WHERE h.meeting_id = m.id AND h.expires_at <= ?), 0) "
            + "AS BIGINT)"
    }

    /// The starts of the calendar's own meetings that begin within a stretch.
    package func meetingStarts(
        of calendarID: String, within window: Interval, at now: Instant, excluding meetingID: String? = nil
    ) throws -> [Instant] {
        let fields = try connection.integers(
            "SELECT m.starts_at FROM meetings m WHERE m.calendar_id = ? AND m.ends_at > ? AND m.starts_at < ? "
                + "AND m.released_at IS NULL AND m.seats_taken > \(expiredSeats)"
                + (meetingID == nil ? "" : " AND m.id <> ?"),
            each: [
                [calendarID, window.start.milliseconds, window.end.milliseconds, now.milliseconds]
                    + (meetingID.map { [$0] } ?? [])
            ])
        return fields[0].map(Instant.init(milliseconds:))
    }
}
