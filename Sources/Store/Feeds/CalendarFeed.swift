import Database
package import TimeZones

/// An address by which calendar programs read appointments, without signing in. Its token is never stored, only its
/// hash.
package struct CalendarFeed: Hashable, Sendable {
    /// How much it tells.
    package enum Detail: String, CaseIterable, Sendable {
        /// Everything a member's own invitations tell.
        case full
        /// When somebody is busy, and nothing else.
        case busy
    }

    /// What its readers were given last.
    package struct Content: Hashable, Sendable {
        package let hash: String
        /// When it was seen first.
        package let changedAt: Instant

        package init(hash: String, changedAt: Instant) {
            (self.hash, self.changedAt) = (hash, changedAt)
        }
    }

    package let id: String
    /// Whose it is: it shows what they may see, for as long as they may.
    package let userID: String
    /// The account whose appointments it shows; nil for all accounts of its owner.
    package let accountID: String?
    /// The calendar whose appointments it shows; nil for those that its owner hosts.
    package let calendarID: String?
    package let detail: Detail
    /// When it was made, or its address was renewed.
    package let createdAt: Instant
    /// To within a minute; nil until it has been read.
    package let lastReadAt: Instant?
    package let content: Content?

    package init(
        id: String, userID: String, accountID: String?, calendarID: String?, detail: Detail, createdAt: Instant
    ) {
        self.id = id
        self.userID = userID
        self.accountID = accountID
        self.calendarID = calendarID
        self.detail = detail
        self.createdAt = createdAt
        lastReadAt = nil
        content = nil
    }

    init(_ row: SQLRow) throws {
        id = try row.text("id")
        userID = try row.text("user_id")
        accountID = try row.optionalText("account_id")
        calendarID = try row.optionalText("calendar_id")
        // What is not known any more tells as little as it can.
        detail = Detail(rawValue: try row.text("detail")) ?? .busy
        createdAt = Instant(milliseconds: try row.integer64("created_at"))
        lastReadAt = try row.optionalInteger64("last_read_at").map(Instant.init(milliseconds:))
        let changedAt = try row.optionalInteger64("content_changed_at").map(Instant.init(milliseconds:))
        let hash = try row.optionalText("content_hash")
        content = hash.flatMap { hash in changedAt.map { Content(hash: hash, changedAt: $0) } }
    }
}

extension Reading {
    /// The feed whose token has that hash, whether or not its owner may still read it.
    package func feed(tokenHash: String) throws -> CalendarFeed? {
        try first("SELECT * FROM calendar_feeds WHERE token_hash = ?", [tokenHash], CalendarFeed.init)
    }

    /// The feed of that id, whosever it is.
    package func feed(id: String) throws -> CalendarFeed? {
        try first("SELECT * FROM calendar_feeds WHERE id = ?", [id], CalendarFeed.init)
    }

    /// Every feed of a user, in whichever account, the latest first.
    package func feeds(of userID: String) throws -> [CalendarFeed] {
        try all(
            "SELECT * FROM calendar_feeds WHERE user_id = ? ORDER BY created_at DESC, id DESC", [userID],
            CalendarFeed.init)
    }

    /// Every member's feeds of a calendar, the latest first.
    package func feeds(ofCalendar calendarID: String) throws -> [CalendarFeed] {
        try all(
            "SELECT * FROM calendar_feeds WHERE calendar_id = ? ORDER BY created_at DESC, id DESC", [calendarID],
            CalendarFeed.init)
    }

    /// Every feed that shows an account alone, the latest first.
    package func feeds(ofAccount accountID: String) throws -> [CalendarFeed] {
        try all(
            "SELECT * FROM calendar_feeds WHERE account_id = ? ORDER BY created_at DESC, id DESC", [accountID],
            CalendarFeed.init)
    }
}

extension Transaction {
    /// - Parameter tokenHash: what is kept of its token.
    package func insert(_ feed: CalendarFeed, tokenHash: String) throws {
        try connection.execute(
            "INSERT INTO calendar_feeds (id, user_id, account_id, calendar_id, detail, token_hash, created_at) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                feed.id, feed.userID, feed.accountID, feed.calendarID, feed.detail.rawValue, tokenHash,
                feed.createdAt.milliseconds,
            ])
    }

    /// Gives a feed another token; the former one is worth nothing from now on.
    package func renew(feed id: String, tokenHash: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE calendar_feeds SET token_hash = ?, created_at = ?, last_read_at = NULL WHERE id = ?",
            [tokenHash, now.milliseconds, id])
    }

    /// Remembers that a feed has been read, and what was in it.
    package func noteReading(ofFeed id: String, _ content: CalendarFeed.Content, at now: Instant) throws {
        try connection.execute(
            "UPDATE calendar_feeds SET last_read_at = ?, content_hash = ?, content_changed_at = ? WHERE id = ?",
            [now.milliseconds, content.hash, content.changedAt.milliseconds, id])
    }

    /// Ends a feed: its address leads nowhere from now on.
    package func deleteFeed(id: String) throws {
        try connection.execute("DELETE FROM calendar_feeds WHERE id = ?", [id])
    }
}
