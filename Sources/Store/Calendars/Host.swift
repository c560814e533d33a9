import Database
package import Scheduling
package import TimeZones

/// A user on a calendar, with what a booking asks about them.
package struct Host: Sendable {
    package let user: User
    package let schedule: Schedule
    /// When a slot of this calendar last went to them.
    package let lastBooked: Instant?
    /// The state of their Zoom connection; nil when they have never connected.
    package let connection: Connection.State?

    package var userID: String { user.id }
    package var name: String { user.name }

    init(_ row: SQLRow) throws {
        user = try User(row)
        schedule = Schedule(zone: try row.text("schedule_zone"), rules: try row.text("rules"))
        lastBooked = try row.optionalInteger64("last_booked_at").map(Instant.init(milliseconds:))
        connection = try row.optionalText("state").flatMap(Connection.State.init(rawValue:))
    }
}

extension Reading {
    /// The hosts of a calendar in its own order. A host without a schedule cannot be booked and is left out.
    package func hosts(of calendarID: String) throws -> [Host] {
        try all(
            "SELECT u.id, u.name, u.email, u.zone, h.last_booked_at, s.zone AS schedule_zone, s.rules, "
                + "(SELECT state FROM connections c WHERE c.user_id = h.user_id) AS state "
                + "FROM calendar_hosts h JOIN users u ON u.id = h.user_id JOIN schedules s ON s.user_id = h.user_id "
                + "WHERE h.calendar_id = ? ORDER BY h.position",
            [calendarID], Host.init)
    }

    /// The user ids on a calendar in its own order.
    package func hostIDs(of calendarID: String) throws -> [String] {
        try all("SELECT user_id FROM calendar_hosts WHERE calendar_id = ? ORDER BY position", [calendarID]) {
            try $0.text("user_id")
        }
    }

    /// What each host has taken between two moments; a meeting lasts a day at most.
    /// - Parameter excluding: a meeting that does not count.
    package func busyTimes(
        of userIDs: [String], within window: Interval, excluding meetingID: String? = nil
    ) throws -> [String: [BusyTime]] {
        let answers = try connection.integers(
            "SELECT starts_at, ends_at, buffer_before, buffer_after FROM host_times "
                + "WHERE user_id = ? AND starts_at > ? AND starts_at < ?"
                + (meetingID == nil ? "" : " AND meeting_id <> ?") + " ORDER BY starts_at",
            each: userIDs.map { userID in
                [
                    userID, window.start.adding(minutes: -longestReach).milliseconds,
                    window.end.adding(minutes: longestReach).milliseconds,
                ] + (meetingID.map { [$0] } ?? [])
            })
        var busy: [String: [BusyTime]] = [:]
        for (userID, fields) in zip(userIDs, answers) {
            busy[userID] = stride(from: 0, to: fields.count, by: 4).map { at in
                BusyTime(
                    interval: Interval(
                        start: Instant(milliseconds: fields[at]), end: Instant(milliseconds: fields[at + 1])),
                    bufferBefore: Int(fields[at + 2]), bufferAfter: Int(fields[at + 3]))
            }
        }
        return busy
    }

    /// Minutes from a meeting's start within which it can matter to another: a day of meeting and a day of buffer.
    private var longestReach: Int { 2880 }
}

extension Transaction {
    /// Keeps the time of a calendar's hosts from being taken by others until this transaction ends. What is read
    /// afterwards is what those who held them before have left.
    package func lockHosts(of calendarID: String) throws {
        // Always in the same order, so that two calendars that share hosts do not wait for each other.
        try lock(
            "SELECT id FROM users WHERE id IN (SELECT user_id FROM calendar_hosts WHERE calendar_id = ?) ORDER BY id",
            [calendarID])
    }

    /// Puts exactly these users on the calendar, in this order; who stays keeps their turn.
    package func setHosts(_ userIDs: [String], of calendarID: String) throws {
        let former = try all(
            "SELECT user_id, last_booked_at FROM calendar_hosts WHERE calendar_id = ?", [calendarID]
        ) { (try $0.text("user_id"), try $0.optionalInteger64("last_booked_at")) }
        let turns = Dictionary(former) { first, _ in first }
        try connection.execute("DELETE FROM calendar_hosts WHERE calendar_id = ?", [calendarID])
        for (position, userID) in userIDs.enumerated() {
            try connection.execute(
                "INSERT INTO calendar_hosts (calendar_id, user_id, position, last_booked_at) VALUES (?, ?, ?, ?)",
                [calendarID, userID, position, turns[userID] ?? nil])
        }
    }

    /// Remembers whose turn it was.
    package func markBooked(host userID: String, on calendarID: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE calendar_hosts SET last_booked_at = ? WHERE calendar_id = ? AND user_id = ?",
            [now.milliseconds, calendarID, userID])
    }
}
