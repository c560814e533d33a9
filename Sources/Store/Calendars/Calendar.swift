import Database
package import Scheduling
package import TimeZones

/// A bookable thing of an account.
package struct BookingCalendar: Hashable, Sendable {
    package var id: String
    package var accountID: String
    package var kind: CalendarKind
    /// The last part of its link.
    package var slug: String
    package var name: String
    package var description: String
    package var rules: BookingRules
    /// Whether visitors can book at all; a one-time link opens a closed calendar, too.
    package var isOpen: Bool
    package var location = CalendarLocation()
    /// Further places that a visitor can choose instead.
    package var moreLocations: [OfferedLocation] = []
    /// The calendar's own hours, which those of its hosts are cut to.
    package var scheduleID: String?
    /// How bookings are shared among the hosts of a round robin.
    package var distribution = RoundRobin.Mode.availability
    /// How far the shares of an equal distribution have come: see `Ledger`.
    package var turn: Int64 = 0
    package var policy = BookingPolicy()
    package var questions: [Question] = []
    /// What the person who books has to agree to; empty when nothing.
    package var consent = ""
    package var roomRules = RoomRules()

    package init(
        id: String, accountID: String, kind: CalendarKind = .roundRobin, slug: String, name: String,
        description: String, rules: BookingRules, isOpen: Bool
    ) {
        self.id = id
        self.accountID = accountID
        self.kind = kind
        self.slug = slug
        self.name = name
        self.description = description
        self.rules = rules
        self.isOpen = isOpen
    }

    init(_ row: SQLRow) throws {
        self.init(
            id: try row.text("id"), accountID: try row.text("account_id"),
            kind: CalendarKind(rawValue: try row.text("kind")) ?? .roundRobin, slug: try row.text("slug"),
            name: try row.text("name"), description: try row.text("description"), rules: try BookingRules(row),
            isOpen: try row.boolean("is_open"))
        location = try CalendarLocation(row)
        moreLocations = try OfferedLocation.list(try row.text("more_locations"))
        scheduleID = try row.optionalText("schedule_id")
        distribution = RoundRobin.Mode(rawValue: try row.text("distribution")) ?? .availability
        turn = try row.integer64("turn")
        policy = try BookingPolicy(row)
        questions = try Question.list(try row.text("questions"))
        consent = try row.text("consent")
        roomRules = try row.optionalText("room_rules").map { try StoredJSON.value($0) } ?? RoomRules()
    }
}

extension Reading {
    /// The account and the calendar of a booking link.
    package func calendar(
        slug: String, ofAccount accountSlug: String
    ) throws -> (account: Account, calendar: BookingCalendar)? {
        try first(
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
        let columns = try columns(calendar) + [("id", calendar.id), ("account_id", calendar.accountID)]
        let names = (columns.map(\.0) + ["created_at"]).joined(separator: ", ")
        let places = Array(repeating: "?", count: columns.count + 1).joined(separator: ", ")
        try connection.execute(
            "INSERT INTO calendars (\(names)) VALUES (\(places))", columns.map(\.1) + [now.milliseconds])
    }

    /// Stores the settings; buffers and places count for what is booked already, too.
    /// - Throws: `StoreError.taken` when the account has another calendar of that slug.
    package func update(_ calendar: BookingCalendar, at now: Instant) throws {
        let columns = try columns(calendar)
        try connection.execute(
            "UPDATE calendars SET \(columns.map { "\($0.0) = ?" }.joined(separator: ", ")) "
                + "WHERE id = ? AND account_id = ?",
            columns.map(\.1) + [calendar.id, calendar.accountID])
        try connection.execute(
            "UPDATE host_times SET buffer_before = ?, buffer_after = ? WHERE ends_at > ? AND meeting_id IN "
                + "(SELECT id FROM meetings WHERE calendar_id = ? AND account_id = ? AND ends_at > ?)",
            [
                calendar.rules.bufferBefore, calendar.rules.bufferAfter, now.milliseconds, calendar.id,
                calendar.accountID, now.milliseconds,
            ])
        try connection.execute(
            "UPDATE meetings SET seats = CASE WHEN seats_taken > ? THEN seats_taken ELSE ? END "
                + "WHERE calendar_id = ? AND account_id = ? AND ends_at > ? AND released_at IS NULL",
            [
                calendar.rules.seats, calendar.rules.seats, calendar.id, calendar.accountID, now.milliseconds,
            ])
    }

    /// Moves the shares of an equal distribution on.
    package func advanceTurn(of calendarID: String, by step: Int64) throws {
        try connection.execute("UPDATE calendars SET turn = turn + ? WHERE id = ?", [step, calendarID])
    }

    private func columns(_ calendar: BookingCalendar) throws -> [(String, any SQLConvertible)] {
        [
            ("kind", calendar.kind.rawValue), ("slug", calendar.slug), ("name", calendar.name),
            ("description", calendar.description), ("is_open", calendar.isOpen),
            ("location_kind", calendar.location.kind.rawValue), ("location_detail", calendar.location.detail),
            ("more_locations", try OfferedLocation.json(calendar.moreLocations)),
            ("schedule_id", calendar.scheduleID), ("distribution", calendar.distribution.rawValue),
            ("questions", try Question.json(calendar.questions)), ("consent", calendar.consent),
            ("room_rules", try StoredJSON.text(calendar.roomRules)),
        ] + calendar.rules.columns + calendar.policy.columns
    }
}
