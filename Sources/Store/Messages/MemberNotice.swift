import Database
package import TimeZones

extension Message.Kind {
    /// Those that are about a place in a queue, which is their context; an index is made of exactly these words.
    static let aboutWaiting = "'waiting_joined', 'place_offered'"

    /// Whether it goes to a member, and so stands among their notices.
    package var isToMember: Bool {
        switch self {
        case .hostBooked, .hostMoved, .hostCancelled, .hostRequested, .hostSeriesBooked, .hostSeriesMoved,
            .hostSeriesCancelled, .roomFailed, .connectionNeeded, .connectionBroken, .organisationBroken,
            .writesLow, .hookDisabled:
            true
        case .confirmation, .moved, .cancelled, .requested, .declined, .seriesBooked, .seriesCancelled,
            .seriesMoved, .waitingJoined, .placeOffered, .invitation, .passwordReset, .passwordChanged:
            false
        }
    }
}

/// A message to a member, as they read it within the app.
package struct MemberNotice: Sendable {
    package let id: String
    package let kind: Message.Kind
    /// Nil for what is about no appointment.
    package let appointmentID: String?
    package let guestName: String?
    package let calendarName: String?
    /// When the appointment takes place by now.
    package let start: Instant?
    package let at: Instant

    init(_ row: SQLRow) throws {
        id = try row.text("id")
        kind = Message.Kind(rawValue: try row.text("kind")) ?? .hostBooked
        appointmentID = try row.optionalText("appointment_id")
        guestName = try row.optionalText("guest_name")
        calendarName = try row.optionalText("calendar_name")
        start = try row.optionalInteger64("starts_at").map(Instant.init(milliseconds:))
        at = Instant(milliseconds: try row.integer64("created_at"))
    }
}

extension Reading {
    /// What a user has been told in an account, latest first.
    package func notices(to user: User, in accountID: String, limit: Int) throws -> [MemberNotice] {
        try all(
            "SELECT m.id, m.kind, m.appointment_id, m.created_at, a.guest_name, a.starts_at, c.name AS calendar_name "
                + "FROM messages m LEFT JOIN appointments a ON a.id = m.appointment_id "
                + "LEFT JOIN calendars c ON c.id = a.calendar_id "
                + "WHERE m.recipient_email = ? AND m.account_id = ? AND m.is_notice = 1 "
                + "ORDER BY m.created_at DESC, m.id DESC LIMIT ?", [user.email, accountID, limit],
            MemberNotice.init)
    }

    /// How many of them a member has not seen, but no further than `most`; none for who is no member.
    package func unseenNotices(of user: User, in accountID: String, most: Int) throws -> Int {
        guard let seen = try noticesSeen(by: user.id, in: accountID) else { return 0 }
        return try first(
            "SELECT count(*) AS number FROM (SELECT 1 FROM messages WHERE recipient_email = ? AND account_id = ? "
                + "AND created_at > ? AND is_notice = 1 LIMIT ?) AS found",
            [user.email, accountID, seen.milliseconds, most]
        ) { try $0.integer("number") } ?? 0
    }

    /// Up to when a member has seen what they were told; nil for who is no member.
    package func noticesSeen(by userID: String, in accountID: String) throws -> Instant? {
        try first(
            "SELECT notices_seen_at FROM memberships WHERE user_id = ? AND account_id = ?", [userID, accountID]
        ) { Instant(milliseconds: try $0.integer64("notices_seen_at")) }
    }
}

extension Transaction {
    /// A member has seen what they were told up to a moment.
    package func seeNotices(by userID: String, in accountID: String, upTo moment: Instant) throws {
        try connection.execute(
            "UPDATE memberships SET notices_seen_at = ? WHERE user_id = ? AND account_id = ? AND notices_seen_at < ?",
            [moment.milliseconds, userID, accountID, moment.milliseconds])
    }
}
