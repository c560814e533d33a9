import Database
package import TimeZones

/// Somebody who waits for a place on a calendar.
package struct WaitingEntry: Hashable, Sendable {
    package enum State: String, Sendable {
        /// In the queue.
        case waiting
        /// A place is kept for them, until they take it or its time is over.
        case offered
        case booked
        /// They have left the queue.
        case left
        /// What they waited for has passed, or they did not take what was offered.
        case over
    }

    package var id: String
    package var accountID: String
    package var calendarID: String
    package var name: String
    package var email: String
    /// A name of the tz database.
    package var zone: String
    /// Minutes.
    package var duration: Int
    package var seats: Int
    /// The first and the last start that would suit them.
    package var earliest: Instant
    package var latest: Instant
    package var state = State.waiting
    package var holdID: String?
    package var offeredStart: Instant?
    package var offerEndsAt: Instant?
    package var appointmentID: String?
    package var createdAt: Instant

    package init(
        id: String, accountID: String, calendarID: String, name: String, email: String, zone: String,
        duration: Int,
        seats: Int, earliest: Instant, latest: Instant, createdAt: Instant
    ) {
        self.id = id
        self.accountID = accountID
        self.calendarID = calendarID
        self.name = name
        self.email = email
        self.zone = zone
        self.duration = duration
        self.seats = seats
        self.earliest = earliest
        self.latest = latest
        self.createdAt = createdAt
    }

    init(_ row: SQLRow) throws {
        func moment(_ column: String) throws -> Instant? {
            try row.optionalInteger64(column).map(Instant.init(milliseconds:))
        }
        self.init(
            id: try row.text("id"), accountID: try row.text("account_id"), calendarID: try row.text("calendar_id"),
            name: try row.text("name"), email: try row.text("email"), zone: try row.text("zone"),
            duration: try row.integer("duration"), seats: try row.integer("seats"),
            earliest: Instant(milliseconds: try row.integer64("earliest")),
            latest: Instant(milliseconds: try row.integer64("latest")),
            createdAt: Instant(milliseconds: try row.integer64("created_at")))
        state = State(rawValue: try row.text("state")) ?? .over
        holdID = try row.optionalText("hold_id")
        offeredStart = try moment("offered_start")
        offerEndsAt = try moment("offer_ends_at")
        appointmentID = try row.optionalText("appointment_id")
    }
}

extension Reading {
    /// The entry of that id, whosever it is.
    package func waitingEntry(id: String) throws -> WaitingEntry? {
        try first("SELECT * FROM waiting WHERE id = ?", [id], WaitingEntry.init)
    }

    /// The entry that a hold was made for.
    package func waitingEntry(holdID: String, calendarID: String) throws -> WaitingEntry? {
        try first(
            "SELECT * FROM waiting WHERE calendar_id = ? AND state IN ('waiting', 'offered') AND hold_id = ?",
            [calendarID, holdID], WaitingEntry.init)
    }

    /// Who waits on a calendar or has an offer, in turn.
    package func queue(of calendarID: String) throws -> [WaitingEntry] {
        try all(
            "SELECT * FROM waiting WHERE calendar_id = ? AND state IN ('waiting', 'offered') ORDER BY created_at, id",
            [calendarID], WaitingEntry.init)
    }

    /// The entries of an account, latest first; at most `limit`.
    package func waitingEntries(of accountID: String, limit: Int = 500) throws -> [WaitingEntry] {
        try all(
            "SELECT * FROM waiting WHERE account_id = ? ORDER BY created_at DESC, id LIMIT ?", [accountID, limit],
            WaitingEntry.init)
    }

    /// The calendars where somebody waits for time of this owner.
    package func calendarsWaiting(for ownerID: String) throws -> [String] {
        try all(
            "SELECT w.calendar_id FROM calendar_hosts h JOIN waiting w ON w.calendar_id = h.calendar_id "
                + "WHERE h.user_id = ? AND w.state IN ('waiting', 'offered') "
                + "UNION SELECT w.calendar_id FROM calendar_resources used JOIN waiting w "
                + "ON w.calendar_id = used.calendar_id WHERE used.resource_id = ? "
                + "AND w.state IN ('waiting', 'offered')",
            [ownerID, ownerID]
        ) { try $0.text("calendar_id") }
    }

    /// The calendars of these hours of their own where somebody waits, by id.
    package func calendarsWaiting(onSchedule scheduleID: String) throws -> [String] {
        try all(
            "SELECT id FROM calendars c WHERE schedule_id = ? AND EXISTS (SELECT 1 FROM waiting w "
                + "WHERE w.calendar_id = c.id AND w.state IN ('waiting', 'offered')) ORDER BY id", [scheduleID]
        ) { try $0.text("id") }
    }

    /// Whether somebody waits on a calendar.
    package func isAwaited(_ calendarID: String) throws -> Bool {
        try first(
            "SELECT 1 AS one FROM waiting WHERE calendar_id = ? AND state IN ('waiting', 'offered') LIMIT 1",
            [calendarID]
        ) { try $0.integer("one") } != nil
    }
}

extension Transaction {
    /// Stores a new entry.
    package func insert(_ entry: WaitingEntry) throws {
        try connection.execute(
            "INSERT INTO waiting (id, account_id, calendar_id, name, email, zone, duration, seats, earliest, latest, "
                + "state, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                entry.id, entry.accountID, entry.calendarID, entry.name, entry.email, entry.zone, entry.duration,
                entry.seats, entry.earliest.milliseconds, entry.latest.milliseconds, entry.state.rawValue,
                entry.createdAt.milliseconds,
            ])
    }

    /// Stores how far an entry has come.
    package func update(_ entry: WaitingEntry) throws {
        try connection.execute(
            "UPDATE waiting SET state = ?, hold_id = ?, offered_start = ?, offer_ends_at = ?, appointment_id = ? "
                + "WHERE id = ?",
            [
                entry.state.rawValue, entry.holdID, entry.offeredStart?.milliseconds,
                entry.offerEndsAt?.milliseconds, entry.appointmentID, entry.id,
            ])
    }
}
