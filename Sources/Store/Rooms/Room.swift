import Database
package import TimeZones

/// What Zoom should hold for one meeting, and what it holds as far as we know. Only the reconciler changes the latter.
package struct Room: Hashable, Sendable {
    /// Whether there is a room: the state that a location shows.
    package enum State: String, Sendable {
        /// Not there yet, or not gone yet.
        case pending
        /// There, read back, and open to its guests.
        case ready
        /// Given up: the host has been told, and can ask for another try.
        case failed
        /// Gone from Zoom, as wanted.
        case closed
    }

    package let meetingID: String
    /// Whether the meeting still takes place.
    package let isWanted: Bool
    package let state: State
    package let hostID: String
    /// Zoom's meeting number; nil before it is known.
    package let zoomID: String?
    package let joinURL: String?
    /// The effective settings as Zoom answered them, JSON.
    package let settings: String?
    /// When a create was sent whose answer has not been stored: Zoom may hold a meeting we do not know of.
    package let createSentAt: Instant?
    package let attempts: Int
    /// What went wrong last, for the host.
    package let problem: String?
    package let problemCode: String?
    package let nextTryAt: Instant?
    /// When a room that can wait is made; nil for one that does not wait.
    package let plannedAt: Instant?
    /// When somebody wanted to go in before it was there.
    package let askedAt: Instant?
    /// Whether it is open to guests who are not registered, because Zoom would not register one of them.
    package let isOpenToAll: Bool
    /// When any of this was last written, which every look at Zoom does; nil before it is stored.
    package let updatedAt: Instant?

    /// Whether guests can go in.
    package var isOpen: Bool { state == .ready && isWanted && zoomID != nil && joinURL != nil }

    /// The room of a meeting that has just been booked.
    package init(of meetingID: String, host: String) {
        self.meetingID = meetingID
        isWanted = true
        state = .pending
        hostID = host
        (zoomID, joinURL, settings, createSentAt) = (nil, nil, nil, nil)
        (attempts, problem, problemCode, nextTryAt) = (0, nil, nil, nil)
        (plannedAt, askedAt, isOpenToAll, updatedAt) = (nil, nil, false, nil)
    }

    /// The codes of what a host mends by connecting Zoom, and of the limit that only time mends.
    package static let notConnected = "not_connected"
    package static let connectionBroken = "connection_broken"
    package static let missingScope = "missing_scope"
    package static let dailyLimit = "zoom_daily_limit"

    /// Whether the host has never connected Zoom.
    package var isHostUnconnected: Bool { problemCode == Self.notConnected }

    /// Whether the host has to connect Zoom, for the first time or again.
    package var needsConnection: Bool { problemCode.map(Self.needsConnection) ?? false }

    /// Whether a problem of that code is mended by connecting Zoom, and by nothing else.
    static func needsConnection(_ code: String) -> Bool {
        [notConnected, connectionBroken, missingScope].contains(code)
    }

    /// Whether nothing will happen to it before someone acts.
    package var isParked: Bool { state == .failed || (state == .pending && problem != nil && nextTryAt == nil) }

    init(_ row: SQLRow) throws {
        meetingID = try row.text("meeting_id")
        isWanted = try row.boolean("is_wanted")
        state = State(rawValue: try row.text("state")) ?? .pending
        hostID = try row.text("host_id")
        zoomID = try row.optionalText("zoom_id")
        joinURL = try row.optionalText("join_url")
        settings = try row.optionalText("settings")
        createSentAt = try row.optionalInteger64("create_sent_at").map(Instant.init(milliseconds:))
        attempts = try row.integer("attempts")
        problem = try row.optionalText("problem")
        problemCode = try row.optionalText("problem_code")
        nextTryAt = try row.optionalInteger64("next_try_at").map(Instant.init(milliseconds:))
        plannedAt = try row.optionalInteger64("planned_at").map(Instant.init(milliseconds:))
        askedAt = try row.optionalInteger64("asked_at").map(Instant.init(milliseconds:))
        isOpenToAll = try row.boolean("is_open_to_all")
        updatedAt = Instant(milliseconds: try row.integer64("updated_at"))
    }
}

extension Reading {
    /// The room of a meeting.
    package func room(of meetingID: String) throws -> Room? {
        try askRoom(of: meetingID).first
    }

    /// As `room(of:)`, read later.
    package func askRoom(of meetingID: String) throws -> Asked<Room> {
        try ask("SELECT * FROM rooms WHERE meeting_id = ?", [meetingID], Room.init)
    }

    /// The room that a meeting of Zoom's was made for.
    package func room(zoomID: String) throws -> Room? {
        try first("SELECT * FROM rooms WHERE zoom_id = ?", [zoomID], Room.init)
    }

    /// The rooms of a host that are not settled, and still matter.
    package func unsettledRooms(host userID: String) throws -> [Room] {
        try all(
            "SELECT * FROM rooms WHERE host_id = ? AND state IN ('pending', 'failed') UNION "
                + "SELECT * FROM rooms WHERE host_id = ? AND problem IS NOT NULL ORDER BY meeting_id",
            [userID, userID], Room.init)
    }
}

extension Transaction {
    /// A meeting wants a room.
    package func insertRoom(of meetingID: String, host: String, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO rooms (meeting_id, is_wanted, state, host_id, updated_at) VALUES (?, 1, 'pending', ?, ?)",
            [meetingID, host, now.milliseconds])
    }

    /// Keeps a room as it is until this transaction ends, but for what it does itself.
    package func lockRoom(of meetingID: String) throws {
        try lock("SELECT meeting_id FROM rooms WHERE meeting_id = ?", [meetingID])
    }

    /// The meeting is over before it began: Zoom should hold nothing for it.
    package func unwantRoom(of meetingID: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE rooms SET is_wanted = 0, state = 'pending', attempts = 0, problem = NULL, problem_code = NULL, "
                + "next_try_at = NULL, planned_at = NULL, updated_at = ? WHERE meeting_id = ?",
            [now.milliseconds, meetingID])
    }

    /// Sets the room going again after it was given up or was waiting for a connection.
    package func retryRoom(of meetingID: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE rooms SET state = 'pending', attempts = 0, next_try_at = NULL, updated_at = ? "
                + "WHERE meeting_id = ? AND state IN ('pending', 'failed')",
            [now.milliseconds, meetingID])
    }

    /// Written down before a create is sent, so that a lost answer is looked for and not repeated.
    package func markCreateSent(of meetingID: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE rooms SET create_sent_at = ?, updated_at = ? WHERE meeting_id = ?",
            [now.milliseconds, now.milliseconds, meetingID])
    }

    /// Nothing came of a create that was sent, as Zoom has said.
    package func clearCreateSent(of meetingID: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE rooms SET create_sent_at = NULL, updated_at = ? WHERE meeting_id = ? AND zoom_id IS NULL",
            [now.milliseconds, meetingID])
    }

    /// Zoom holds this meeting for it; the number is kept before anything else is asked.
    /// - Returns: false when the room has another one, or none is to be had any more: then this one is too many.
    package func storeZoomID(_ zoomID: String, of meetingID: String, at now: Instant) throws -> Bool {
        try connection.changes(
            "UPDATE rooms SET zoom_id = ?, updated_at = ? "
                + "WHERE meeting_id = ? AND (zoom_id IS NULL OR zoom_id = ?) AND state <> 'closed'",
            [zoomID, now.milliseconds, meetingID, zoomID]) == 1
    }

    /// - Parameter settings: the effective settings, JSON.
    package func markReady(
        of meetingID: String, zoomID: String, joinURL: String, settings: String, at now: Instant
    ) throws {
        try connection.execute(
            "UPDATE rooms SET state = 'ready', join_url = ?, settings = ?, attempts = 0, problem = NULL, "
                + "problem_code = NULL, next_try_at = NULL, planned_at = NULL, asked_at = NULL, updated_at = ? "
                + "WHERE meeting_id = ? AND is_wanted = 1 AND zoom_id = ?",
            [joinURL, settings, now.milliseconds, meetingID, zoomID])
    }

    /// Zoom holds nothing for it any more.
    package func markClosed(of meetingID: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE rooms SET state = 'closed', join_url = NULL, problem = NULL, problem_code = NULL, "
                + "next_try_at = NULL, updated_at = ? WHERE meeting_id = ?",
            [now.milliseconds, meetingID])
    }

    /// Forgets a meeting that is no longer in Zoom, so that a new one is made.
    package func forgetZoomID(_ zoomID: String, of meetingID: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE rooms SET state = 'pending', zoom_id = NULL, join_url = NULL, create_sent_at = NULL, "
                + "updated_at = ? WHERE meeting_id = ? AND zoom_id = ?", [now.milliseconds, meetingID, zoomID])
    }

    /// Forgets what Zoom holds for a host's meetings that are still to come, so that it is made anew.
    package func forgetRooms(host userID: String, endingAfter limit: Instant, at now: Instant) throws {
        try connection.execute(
            "UPDATE rooms SET state = 'pending', zoom_id = NULL, join_url = NULL, create_sent_at = NULL, "
                + "attempts = 0, updated_at = ? WHERE host_id = ? AND is_wanted = 1 AND meeting_id IN "
                + "(SELECT meeting_id FROM host_times WHERE owner_id = ? AND ends_at > ?)",
            [now.milliseconds, userID, userID, limit.milliseconds])
    }

    /// One more try went wrong. A room that guests can go into stays open to them; any other is `pending` if it will be tried again, at once known when or once someone
    /// has acted, or `failed`.
    package func markProblem(
        of meetingID: String, as state: Room.State, problem: String, code: String, nextTry: Instant?,
        at now: Instant
    ) throws {
        try connection.execute(
            "UPDATE rooms SET state = CASE WHEN state = 'ready' AND is_wanted = 1 AND zoom_id IS NOT NULL "
                + "AND join_url IS NOT NULL THEN state ELSE ? END, attempts = attempts + 1, problem = ?, problem_code = ?, next_try_at = ?, "
                + "planned_at = NULL, updated_at = ? WHERE meeting_id = ?",
            [
                state.rawValue, problem, code, nextTry?.milliseconds, now.milliseconds, meetingID,
            ])
    }
}
