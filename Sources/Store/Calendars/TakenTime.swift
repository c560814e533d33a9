import Database
package import Scheduling
package import TimeZones

/// What is taken of the time of a calendar's hosts, and of the calendar itself.
package struct TakenTime: Sendable {
    /// By owner: a user, a room or piece of equipment, or a calendar without hosts.
    package var busy: [String: [BusyTime]] = [:]
    /// The calendar's own meetings that may have places left, by host.
    package var open: [String: [OpenMeeting]] = [:]
    /// The starts of the calendar's own meetings, where it has limits.
    package var meetings: [Instant] = []

    package init() {}
}

extension Reading {
    /// What each owner has taken between two moments; a meeting lasts a day at most, a block as long as it likes.
    /// - Parameter excluding: a meeting that does not count.
    package func busyTimes(
        of owners: [String], within window: Interval, at now: Instant, excluding meetingID: String? = nil
    ) throws -> [String: [BusyTime]] {
        let from = window.start.adding(minutes: -longestReach).milliseconds
        let to = window.end.adding(minutes: longestReach).milliseconds
        // Held times are told from booked ones by the fifth column, blocks by theirs.
        let answers = try connection.integers(
            "SELECT starts_at, ends_at, buffer_before, buffer_after, CASE WHEN held_until IS NULL THEN 0 ELSE 1 END "
                + "FROM host_times WHERE owner_id = ? AND starts_at > ? AND starts_at < ? "
                + "AND (held_until IS NULL OR held_until > ?)"
                + (meetingID == nil ? "" : " AND meeting_id <> ?")
                + " UNION ALL SELECT starts_at, ends_at, 0, 0, CASE kind WHEN 'time_off' THEN 3 WHEN 'external' THEN 4 "
                + "ELSE 2 END FROM blocks WHERE owner_id = ? AND ends_at > ? AND starts_at < ? ORDER BY 1",
            each: owners.map { owner in
                [owner, from, to, now.milliseconds] + (meetingID.map { [$0] } ?? [])
                    + [owner, from, to]
            })
        var busy: [String: [BusyTime]] = [:]
        for (owner, fields) in zip(owners, answers) {
            busy[owner] = stride(from: 0, to: fields.count, by: 5).map { at in
                BusyTime(
                    interval: Interval(
                        start: Instant(milliseconds: fields[at]), end: Instant(milliseconds: fields[at + 1])),
                    bufferBefore: Int(fields[at + 2]), bufferAfter: Int(fields[at + 3]),
                    kind: busyKinds[Int(fields[at + 4])])
            }
        }
        return busy
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

    private var busyKinds: [BusyTime.Kind] { [.booked, .held, .blocked, .timeOff, .external] }

    /// Minutes from a meeting's start within which it can matter to another: a day of meeting and a day of buffer.
    private var longestReach: Int { 2880 }
}
