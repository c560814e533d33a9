import Database
package import TimeZones

/// A room that Zoom does not hold yet, and when its meeting begins.
package struct WaitingRoom: Hashable, Sendable {
    package let meetingID: String
    package let accountID: String
    /// One of those who are expected in it.
    package let appointmentID: String?
    package let title: String
    package let start: Instant
    package let state: Room.State
    /// When it is to be made; nil for as soon as can be.
    package let plannedAt: Instant?
    package let problem: String?
    /// A word for what went wrong.
    package let problemCode: String?

    /// Whether the host has to connect Zoom before another try can help.
    package var needsConnection: Bool { problemCode.map(Room.needsConnection) ?? false }
}

/// A meeting to come that has a room, or is to have one.
package struct RoomAhead: Hashable, Sendable {
    package let title: String
    package let start: Instant
}

/// A meeting to come that Zoom holds, as far as we know.
package struct HeldRoom: Hashable, Sendable {
    package let meetingID: String
    package let zoomID: String
    package let start: Instant
}

extension Reading {
    /// A host's meetings to come that Zoom should hold, the next first.
    package func heldRooms(host userID: String, after now: Instant, limit: Int) throws -> [HeldRoom] {
        try all(
            "SELECT r.meeting_id, r.zoom_id, t.starts_at FROM host_times t JOIN rooms r ON r.meeting_id = t.meeting_id "
                + "WHERE t.owner_id = ? AND t.starts_at > ? AND r.host_id = ? AND r.state = 'ready' "
                + "AND r.is_wanted = 1 AND r.zoom_id IS NOT NULL ORDER BY t.starts_at LIMIT ?",
            [userID, now.milliseconds, userID, limit]
        ) {
            HeldRoom(
                meetingID: try $0.text("meeting_id"), zoomID: try $0.text("zoom_id"),
                start: Instant(milliseconds: try $0.integer64("starts_at")))
        }
    }

    /// A host's next meetings of some accounts with a room.
    package func roomsAhead(
        host userID: String, of accountIDs: [String], after now: Instant, limit: Int
    ) throws -> [RoomAhead] {
        let places = Array(repeating: "?", count: accountIDs.count).joined(separator: ", ")
        if accountIDs.isEmpty { return [] }
        return try all(
            "SELECT m.title, m.starts_at FROM host_times t JOIN meetings m ON m.id = t.meeting_id "
                + "JOIN rooms r ON r.meeting_id = m.id WHERE t.owner_id = ? AND t.starts_at > ? "
                + "AND m.account_id IN (\(places)) AND r.host_id = ? AND r.is_wanted = 1 ORDER BY t.starts_at LIMIT ?",
            [userID, now.milliseconds] + accountIDs + [userID, limit]
        ) {
            RoomAhead(title: try $0.text("title"), start: Instant(milliseconds: try $0.integer64("starts_at")))
        }
    }

    /// How many of a host's rooms that begin before another one have not been asked of Zoom yet, but no further than `most`.
    package func waitingRooms(
        host userID: String, after now: Instant, before start: Instant, most: Int
    ) throws -> Int {
        try first(
            "SELECT count(*) AS number FROM (SELECT 1 FROM rooms r JOIN meetings m ON m.id = r.meeting_id "
                + "WHERE \(waiting) AND r.state = 'pending' AND r.create_sent_at IS NULL AND m.starts_at < ? "
                + "LIMIT ?) AS found",
            [userID, now.milliseconds, start.milliseconds, most]
        ) { try $0.integer("number") } ?? 0
    }

    /// A host's rooms that are not in Zoom yet, by the start of their meetings.
    package func waitingRooms(host userID: String, after now: Instant, limit: Int) throws -> [WaitingRoom] {
        try all(
            "SELECT r.meeting_id, r.state, r.planned_at, r.problem, r.problem_code, m.account_id, m.title, m.starts_at, "
                + "(SELECT MIN(a.id) FROM appointments a WHERE a.meeting_id = m.id) AS appointment_id "
                + "FROM rooms r JOIN meetings m ON m.id = r.meeting_id "
                + "WHERE \(waiting) ORDER BY m.starts_at, m.id LIMIT ?", [userID, now.milliseconds, limit]
        ) {
            WaitingRoom(
                meetingID: try $0.text("meeting_id"), accountID: try $0.text("account_id"),
                appointmentID: try $0.optionalText("appointment_id"), title: try $0.text("title"),
                start: Instant(milliseconds: try $0.integer64("starts_at")),
                state: Room.State(rawValue: try $0.text("state")) ?? .pending,
                plannedAt: try $0.optionalInteger64("planned_at").map(Instant.init(milliseconds:)),
                problem: try $0.optionalText("problem"), problemCode: try $0.optionalText("problem_code"))
        }
    }

    private var waiting: String {
        "r.host_id = ? AND r.state IN ('pending', 'failed') AND r.is_wanted = 1 AND r.zoom_id IS NULL "
            + "AND m.ends_at > ?"
    }
}

extension Transaction {
    /// The room can wait: it is looked at again then.
    package func planRoom(of meetingID: String, at planned: Instant, now: Instant) throws {
        try connection.execute(
            "UPDATE rooms SET planned_at = ?, problem = NULL, problem_code = NULL, next_try_at = NULL, updated_at = ? "
                + "WHERE meeting_id = ? AND state = 'pending'",
            [planned.milliseconds, now.milliseconds, meetingID])
    }

    /// Somebody wants to go in, so it waits no longer.
    /// - Returns: whether it did wait.
    package func askForRoom(of meetingID: String, at now: Instant) throws -> Bool {
        try connection.changes(
            "UPDATE rooms SET asked_at = ?, updated_at = ? "
                + "WHERE meeting_id = ? AND state = 'pending' AND planned_at IS NOT NULL AND asked_at IS NULL",
            [now.milliseconds, now.milliseconds, meetingID]) == 1
    }
}
