import Database
package import Scheduling
package import TimeZones

/// A user on a calendar, with what a booking asks about them.
package struct Host: Sendable {
    package let user: User
    /// The one chosen for this calendar, or else their default one.
    package let schedule: Schedule
    /// Across all their calendars.
    package let limits: Limits
    /// When a slot of this calendar last went to them.
    package private(set) var lastBooked: Instant?
    package let priority: RoundRobin.Priority
    package let weight: Int
    /// What they have had of an equal distribution: see `Ledger`.
    package private(set) var paid: Int64
    /// Whether a collective meeting needs them.
    package let isRequired: Bool
    /// The state of their Zoom connection; nil when they have never connected.
    package let connection: Connection.State?
    /// Where they hold meetings of this calendar; nil: where the calendar says.
    package let location: CalendarLocation?
    /// Kept free around their meetings on any calendar.
    package let buffers: Buffers

    package var userID: String { user.id }
    package var name: String { user.name }

    /// The same host as they stand now.
    package func standing(at share: TurnShare) -> Host {
        var host = self
        (host.lastBooked, host.paid) = (share.lastBooked, share.paid)
        return host
    }

    /// A host as a calendar would have them that has not been stored: without a past, and free all week.
    package init(draft user: User, _ setting: HostSetting) {
        self.user = user
        schedule = Schedule(zone: user.zone, rules: "")
        limits = .none
        (priority, weight, paid, isRequired) = (setting.priority, setting.weight, 0, setting.isRequired)
        (connection, location, buffers) = (.active, setting.location, Buffers())
    }

    init(_ row: SQLRow) throws {
        user = try User(row)
        schedule = Schedule(zone: try row.text("schedule_zone"), rules: try row.text("rules"))
        limits = try Limits(row)
        lastBooked = try row.optionalInteger64("last_booked_at").map(Instant.init(milliseconds:))
        priority = RoundRobin.Priority(rawValue: try row.integer("priority")) ?? .medium
        weight = try row.integer("weight")
        paid = try row.integer64("paid")
        isRequired = try row.boolean("is_required")
        connection = try row.optionalText("state").flatMap(Connection.State.init(rawValue:))
        location = try CalendarLocation.optional(row)
        buffers = Buffers(before: try row.integer("buffer_before"), after: try row.integer("buffer_after"))
    }
}

/// What has gone to one host of a calendar so far; without hosts, the calendar's turn alone.
package struct TurnShare: Hashable, Sendable {
    /// How far the shares of the whole calendar have come: see `Ledger`.
    package let turn: Int64
    package let userID: String?
    /// When a slot of this calendar last went to them.
    package let lastBooked: Instant?
    /// What they have had of an equal distribution: see `Ledger`.
    package let paid: Int64
}

/// How a calendar goes about one of its hosts.
package struct HostSetting: Hashable, Sendable {
    package var userID: String
    package var priority: RoundRobin.Priority
    package var weight: Int
    /// One of the user's schedules; nil for their default one.
    package var scheduleID: String?
    package var isRequired: Bool
    /// Where they hold meetings of this calendar; nil: where the calendar says.
    package var location: CalendarLocation?

    package init(
        userID: String, priority: RoundRobin.Priority = .medium, weight: Int = 1, scheduleID: String? = nil,
        isRequired: Bool = true, location: CalendarLocation? = nil
    ) {
        self.userID = userID
        self.priority = priority
        self.weight = weight
        self.scheduleID = scheduleID
        self.isRequired = isRequired
        self.location = location
    }
}

extension Reading {
    /// The hosts of a calendar in its own order. A host without a schedule cannot be booked and is left out.
    package func hosts(of calendarID: String) throws -> [Host] {
        try askHosts(of: calendarID).all
    }

    /// As `hosts(of:)`, read later.
    package func askHosts(of calendarID: String) throws -> Asked<Host> {
        try ask(
            "SELECT u.id, u.name, u.email, u.zone, u.photo, u.limit_day, u.limit_week, u.limit_month, u.buffer_before, "
                + "u.buffer_after, h.last_booked_at, h.location_kind, h.location_detail, h.priority, h.weight, h.paid, h.is_required, s.zone AS schedule_zone, s.rules, "
                + "(SELECT state FROM connections c WHERE c.user_id = h.user_id) AS state "
                + "FROM calendar_hosts h JOIN users u ON u.id = h.user_id "
                + "JOIN schedules s ON s.id = COALESCE(h.schedule_id, "
                + "(SELECT d.id FROM schedules d WHERE d.user_id = h.user_id AND d.is_default = 1)) "
                + "WHERE h.calendar_id = ? ORDER BY h.position",
            [calendarID], Host.init)
    }

    /// Whose turn it is on a calendar, read later.
    package func askTurns(of calendarID: String) throws -> Asked<TurnShare> {
        try ask(
            "SELECT c.turn, h.user_id, h.last_booked_at, COALESCE(h.paid, 0) AS paid FROM calendars c "
                + "LEFT JOIN calendar_hosts h ON h.calendar_id = c.id WHERE c.id = ?", [calendarID]
        ) { row in
            TurnShare(
                turn: try row.integer64("turn"), userID: try row.optionalText("user_id"),
                lastBooked: try row.optionalInteger64("last_booked_at").map(Instant.init(milliseconds:)),
                paid: try row.integer64("paid"))
        }
    }

    /// The settings of a calendar's hosts in its own order.
    package func hostSettings(of calendarID: String) throws -> [HostSetting] {
        try all(
            "SELECT user_id, priority, weight, schedule_id, is_required, location_kind, location_detail "
                + "FROM calendar_hosts WHERE calendar_id = ? ORDER BY position", [calendarID]
        ) { row in
            HostSetting(
                userID: try row.text("user_id"),
                priority: RoundRobin.Priority(rawValue: try row.integer("priority")) ?? .medium,
                weight: try row.integer("weight"), scheduleID: try row.optionalText("schedule_id"),
                isRequired: try row.boolean("is_required"), location: try CalendarLocation.optional(row))
        }
    }

    /// The user ids on a calendar in its own order.
    package func hostIDs(of calendarID: String) throws -> [String] {
        try hostSettings(of: calendarID).map(\.userID)
    }
}

extension Transaction {
    /// Keeps the time of a calendar's hosts, its rooms and its equipment from being taken by others until this
    /// transaction ends. What is read afterwards is what those who held them before have left.
    package func lockHosts(of calendarID: String) throws {
        // Always in the same order, so that two calendars that share hosts do not wait for each other: the calendar
        // itself stands for what has no row to lock.
        try lock("SELECT id FROM calendars WHERE id = ?", [calendarID])
        try lock(
            "SELECT id FROM resources WHERE id IN "
                + "(SELECT resource_id FROM calendar_resources WHERE calendar_id = ?) ORDER BY id", [calendarID])
        try lock(
            "SELECT id FROM users WHERE id IN (SELECT user_id FROM calendar_hosts WHERE calendar_id = ?) ORDER BY id",
            [calendarID])
    }

    /// Puts exactly these users on the calendar, in this order; who stays keeps their turn and what they are owed.
    package func setHosts(_ settings: [HostSetting], of calendarID: String) throws {
        let turn =
            try first("SELECT turn FROM calendars WHERE id = ?", [calendarID]) { try $0.integer64("turn") } ?? 0
        let former = try all(
            "SELECT user_id, last_booked_at, weight, paid FROM calendar_hosts WHERE calendar_id = ?", [calendarID]
        ) { row in
            let debt = Ledger.debt(weight: try row.integer("weight"), turn: turn, paid: try row.integer64("paid"))
            return (try row.text("user_id"), (lastBooked: try row.optionalInteger64("last_booked_at"), debt: debt))
        }
        let known = Dictionary(former) { first, _ in first }
        try connection.execute("DELETE FROM calendar_hosts WHERE calendar_id = ?", [calendarID])
        for (position, host) in settings.enumerated() {
            let paid = Ledger.paid(forDebt: known[host.userID]?.debt ?? 0, weight: host.weight, turn: turn)
            try connection.execute(
                "INSERT INTO calendar_hosts (calendar_id, user_id, position, last_booked_at, priority, weight, paid, "
                    + "schedule_id, is_required, location_kind, location_detail) "
                    + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    calendarID, host.userID, position, known[host.userID]?.lastBooked,
                    host.priority.rawValue, host.weight, paid, host.scheduleID, host.isRequired,
                    host.location?.kind.rawValue, host.location?.detail ?? "",
                ])
        }
    }

    /// Remembers whose turn it was, and what came off their share.
    package func markBooked(host userID: String, on calendarID: String, paying paid: Int64 = 0, at now: Instant)
        throws
    {
        try connection.execute(
            "UPDATE calendar_hosts SET last_booked_at = ?, paid = paid + ? WHERE calendar_id = ? AND user_id = ?",
            [now.milliseconds, paid, calendarID, userID])
    }

    /// Takes a booking off the share of a host who was not there for it.
    package func pay(_ paid: Int64, host userID: String, on calendarID: String) throws {
        try connection.execute(
            "UPDATE calendar_hosts SET paid = paid + ? WHERE calendar_id = ? AND user_id = ?",
            [paid, calendarID, userID])
    }
}
