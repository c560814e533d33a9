import Database
package import Scheduling
package import TimeZones

/// A bookable thing of an account.
package struct BookingCalendar: Hashable, Sendable {
    package var id: String
    package var accountID: String
    /// The last part of its link.
    package var slug: String
    package var name: String
    package var description: String
    package var rules: BookingRules
    /// Whether visitors can book at all.
    package var isOpen: Bool

    package init(
        id: String, accountID: String, slug: String, name: String, description: String, rules: BookingRules,
        isOpen: Bool
    ) {
        self.id = id
        self.accountID = accountID
        self.slug = slug
        self.name = name
        self.description = description
        self.rules = rules
        self.isOpen = isOpen
    }

    init(_ row: SQLRow) throws {
        self.init(
            id: try row.text("id"), accountID: try row.text("account_id"), slug: try row.text("slug"),
            name: try row.text("name"), description: try row.text("description"),
            rules: BookingRules(
                duration: try row.integer("duration"), interval: try row.integer("slot_interval"),
                bufferBefore: try row.integer("buffer_before"), bufferAfter: try row.integer("buffer_after"),
                minimumNotice: try row.integer("minimum_notice"), windowDays: try row.integer("window_days")),
            isOpen: try row.boolean("is_open"))
    }
}

extension Reading {
    /// The account and the calendar of a booking link.
    package func calendar(
        slug: String, ofAccount accountSlug: String
    ) throws -> (account: Account, calendar: BookingCalendar)? {
        try askCalendar(slug: slug, ofAccount: accountSlug).first
    }

    /// As `calendar(slug:ofAccount:)`, read later.
    package func askCalendar(
        slug: String, ofAccount accountSlug: String
    ) throws -> Asked<(account: Account, calendar: BookingCalendar)> {
        try ask(
            "SELECT c.*, a.slug AS account_slug, a.name AS account_name, a.zone AS account_zone "
                + "FROM accounts a JOIN calendars c ON c.account_id = a.id WHERE a.slug = ? AND c.slug = ?",
            [accountSlug, slug]
        ) { row in
            let account = Account(
                id: try row.text("account_id"), slug: try row.text("account_slug"),
                name: try row.text("account_name"), zone: try row.text("account_zone"))
            return (account, try BookingCalendar(row))
        }
    }

    /// The calendar of that id, whosever it is.
    package func calendar(id: String) throws -> BookingCalendar? {
        try askCalendar(id: id).first
    }

    /// As `calendar(id:)`, read later.
    package func askCalendar(id: String) throws -> Asked<BookingCalendar> {
        try ask("SELECT * FROM calendars WHERE id = ?", [id], BookingCalendar.init)
    }

    /// The account's calendar of that id.
    package func calendar(id: String, of accountID: String) throws -> BookingCalendar? {
        try first(
            "SELECT * FROM calendars WHERE account_id = ? AND id = ?", [accountID, id], BookingCalendar.init)
    }

    /// An account's calendars, by name.
    package func calendars(of accountID: String) throws -> [BookingCalendar] {
        try all(
            "SELECT * FROM calendars WHERE account_id = ? ORDER BY name, id", [accountID], BookingCalendar.init)
    }
}

extension Transaction {
    /// - Throws: `StoreError.taken` when the account has a calendar of that slug.
    package func insert(_ calendar: BookingCalendar, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO calendars (slug, name, description, duration, slot_interval, buffer_before, buffer_after, "
                + "minimum_notice, window_days, is_open, id, account_id, kind, location_kind, created_at) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'round_robin', 'zoom', ?)",
            columns(calendar) + [calendar.id, calendar.accountID, now.milliseconds])
    }

    /// Stores the settings; the buffers count for what is booked already, too.
    /// - Throws: `StoreError.taken` when the account has another calendar of that slug.
    package func update(_ calendar: BookingCalendar, at now: Instant) throws {
        try connection.execute(
            "UPDATE calendars SET slug = ?, name = ?, description = ?, duration = ?, slot_interval = ?, "
                + "buffer_before = ?, buffer_after = ?, minimum_notice = ?, window_days = ?, is_open = ? "
                + "WHERE id = ? AND account_id = ?",
            columns(calendar) + [calendar.id, calendar.accountID])
        try connection.execute(
            "UPDATE host_times SET buffer_before = ?, buffer_after = ? WHERE ends_at > ? AND meeting_id IN "
                + "(SELECT id FROM meetings WHERE calendar_id = ? AND account_id = ? AND ends_at > ?)",
            [
                calendar.rules.bufferBefore, calendar.rules.bufferAfter, now.milliseconds, calendar.id,
                calendar.accountID,
                now.milliseconds,
            ])
    }

    private func columns(_ calendar: BookingCalendar) -> [any SQLConvertible] {
        [
            calendar.slug, calendar.name, calendar.description, calendar.rules.duration, calendar.rules.interval,
            calendar.rules.bufferBefore, calendar.rules.bufferAfter, calendar.rules.minimumNotice,
            calendar.rules.windowDays, calendar.isOpen,
        ]
    }
}
