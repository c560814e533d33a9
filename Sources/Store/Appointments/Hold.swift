import Database
package import TimeZones

/// A place kept for somebody while they fill in the form, or for as long as an offer of it stands.
package struct Hold: Hashable, Sendable {
    package let id: String
    package let accountID: String
    package let calendarID: String
    package let meetingID: String
    package let seats: Int
    /// Who it is kept for, hashed: a new hold of theirs takes the place of the former.
    package let visitor: String
    package let expiresAt: Instant

    package init(
        id: String, accountID: String, calendarID: String, meetingID: String, seats: Int, visitor: String,
        expiresAt: Instant
    ) {
        self.id = id
        self.accountID = accountID
        self.calendarID = calendarID
        self.meetingID = meetingID
        self.seats = seats
        self.visitor = visitor
        self.expiresAt = expiresAt
    }

    init(_ row: SQLRow) throws {
        self.init(
            id: try row.text("id"), accountID: try row.text("account_id"), calendarID: try row.text("calendar_id"),
            meetingID: try row.text("meeting_id"), seats: try row.integer("seats"),
            visitor: try row.text("visitor"), expiresAt: Instant(milliseconds: try row.integer64("expires_at")))
    }
}

extension Reading {
    /// The hold of that id, expired or not.
    package func hold(id: String) throws -> Hold? {
        try first("SELECT * FROM holds WHERE id = ?", [id], Hold.init)
    }

    /// What is kept for a visitor on a calendar.
    package func holds(of visitor: String, on calendarID: String) throws -> [Hold] {
        try all(
            "SELECT * FROM holds WHERE calendar_id = ? AND visitor = ? ORDER BY id", [calendarID, visitor],
            Hold.init)
    }

    /// The expired holds that stand in the way of anybody on a calendar.
    package func askExpiredHolds(onHostsOf calendarID: String, at now: Instant) throws -> Asked<Hold> {
        try ask(
            "SELECT h.* FROM holds h WHERE h.expires_at <= ? AND (h.calendar_id = ? OR EXISTS (SELECT 1 "
                + "FROM host_times t JOIN calendar_hosts c ON c.user_id = t.owner_id "
                + "WHERE t.meeting_id = h.meeting_id AND c.calendar_id = ?) OR EXISTS (SELECT 1 "
                + "FROM host_times t JOIN calendar_resources r ON r.resource_id = t.owner_id "
                + "WHERE t.meeting_id = h.meeting_id AND r.calendar_id = ?)) ORDER BY h.id",
            [now.milliseconds, calendarID, calendarID, calendarID], Hold.init)
    }
}

extension Transaction {
    /// Stores a hold; its place in the meeting is the caller's to take.
    package func insert(_ hold: Hold, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO holds (id, account_id, calendar_id, meeting_id, seats, visitor, expires_at, created_at) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                hold.id, hold.accountID, hold.calendarID, hold.meetingID, hold.seats, hold.visitor,
                hold.expiresAt.milliseconds, now.milliseconds,
            ])
    }

    /// Forgets a hold, and that it would end by itself; its place is the caller's to give back or to fill.
    /// - Returns: false when somebody else has ended it before.
    package func deleteHold(id: String) throws -> Bool {
        try withdraw(.expireHold, id)
        return try connection.changes("DELETE FROM holds WHERE id = ?", [id]) == 1
    }
}
