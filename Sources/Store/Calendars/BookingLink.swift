import Database
package import TimeZones

/// A way to book a calendar once, open or closed, handed to one person.
package struct BookingLink: Hashable, Sendable {
    package var id: String
    package var accountID: String
    package var calendarID: String
    /// Whom or what it is for, as staff call it.
    package var label: String
    /// A user's name, or `api`.
    package var createdBy: String
    package var expiresAt: Instant
    /// When it was used up; nil while it can be used.
    package var usedAt: Instant?
    /// What was booked with it.
    package var appointmentID: String?

    package init(
        id: String, accountID: String, calendarID: String, label: String, createdBy: String, expiresAt: Instant,
        usedAt: Instant? = nil, appointmentID: String? = nil
    ) {
        self.id = id
        self.accountID = accountID
        self.calendarID = calendarID
        self.label = label
        self.createdBy = createdBy
        self.expiresAt = expiresAt
        self.usedAt = usedAt
        self.appointmentID = appointmentID
    }

    init(_ row: SQLRow) throws {
        self.init(
            id: try row.text("id"), accountID: try row.text("account_id"),
            calendarID: try row.text("calendar_id"), label: try row.text("label"),
            createdBy: try row.text("created_by"),
            expiresAt: Instant(milliseconds: try row.integer64("expires_at")),
            usedAt: try row.optionalInteger64("used_at").map(Instant.init(milliseconds:)),
            appointmentID: try row.optionalText("appointment_id"))
    }
}

extension Reading {
    /// The link of that id, whosever it is, used or not.
    package func bookingLink(id: String) throws -> BookingLink? {
        try first("SELECT * FROM booking_links WHERE id = ?", [id], BookingLink.init)
    }

    /// An account's links, used and expired ones too, newest first.
    package func bookingLinks(of accountID: String) throws -> [BookingLink] {
        try all(
            "SELECT * FROM booking_links WHERE account_id = ? ORDER BY created_at DESC, id DESC", [accountID],
            BookingLink.init)
    }
}

extension Transaction {
    /// Stores a new link.
    package func insert(_ link: BookingLink, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO booking_links (id, account_id, calendar_id, label, created_by, expires_at, created_at) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                link.id, link.accountID, link.calendarID, link.label, link.createdBy,
                link.expiresAt.milliseconds, now.milliseconds,
            ])
    }

    /// Uses a link up. Of any number who try, one does.
    /// - Returns: false when it has been used before, has expired or has been taken back.
    package func useBookingLink(_ id: String, appointment appointmentID: String, at now: Instant) throws -> Bool {
        try connection.changes(
            "UPDATE booking_links SET used_at = ?, appointment_id = ? "
                + "WHERE id = ? AND used_at IS NULL AND expires_at > ?",
            [now.milliseconds, appointmentID, id, now.milliseconds]) == 1
    }

    /// Takes the account's link back.
    /// - Returns: false when the account has no such link.
    package func deleteBookingLink(id: String, of accountID: String) throws -> Bool {
        try connection.changes(
            "DELETE FROM booking_links WHERE account_id = ? AND id = ?", [accountID, id]) == 1
    }
}
