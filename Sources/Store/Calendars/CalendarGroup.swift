import Database
package import TimeZones

/// Several calendars of an account on one page of their own.
package struct CalendarGroup: Hashable, Sendable {
    package var id: String
    package var accountID: String
    /// The last part of its link.
    package var slug: String
    package var name: String
    package var description: String
    /// In the order of the page.
    package var calendarIDs: [String]

    package init(
        id: String, accountID: String, slug: String, name: String, description: String, calendarIDs: [String]
    ) {
        self.id = id
        self.accountID = accountID
        self.slug = slug
        self.name = name
        self.description = description
        self.calendarIDs = calendarIDs
    }

    init(_ row: SQLRow, calendarIDs: [String]) throws {
        self.init(
            id: try row.text("id"), accountID: try row.text("account_id"), slug: try row.text("slug"),
            name: try row.text("name"), description: try row.text("description"), calendarIDs: calendarIDs)
    }
}

extension Reading {
    /// An account's groups, by name.
    package func groups(of accountID: String) throws -> [CalendarGroup] {
        let entries = try all(
            "SELECT e.group_id, e.calendar_id FROM calendar_groups g JOIN group_calendars e ON e.group_id = g.id "
                + "WHERE g.account_id = ? ORDER BY e.position, e.calendar_id", [accountID]
        ) { (try $0.text("group_id"), try $0.text("calendar_id")) }
        let members = Dictionary(grouping: entries) { $0.0 }.mapValues { $0.map(\.1) }
        return try all(
            "SELECT * FROM calendar_groups WHERE account_id = ? ORDER BY name, id", [accountID]
        ) { try CalendarGroup($0, calendarIDs: members[try $0.text("id")] ?? []) }
    }

    /// The account's group of that id.
    package func group(id: String, of accountID: String) throws -> CalendarGroup? {
        let row = try connection.row(
            "SELECT * FROM calendar_groups WHERE account_id = ? AND id = ?", [accountID, id])
        guard let row else { return nil }
        return try CalendarGroup(row, calendarIDs: calendars(ofGroup: id).map(\.id))
    }

    /// The account, the group and the calendars, closed ones too, of a group's link.
    package func group(
        slug: String, ofAccount accountSlug: String
    ) throws -> (account: Account, group: CalendarGroup, calendars: [BookingCalendar])? {
        guard let account = try account(slug: accountSlug) else { return nil }
        let row = try connection.row(
            "SELECT * FROM calendar_groups WHERE account_id = ? AND slug = ?", [account.id, slug])
        guard let row else { return nil }
        let calendars = try calendars(ofGroup: row.text("id"))
        return (account, try CalendarGroup(row, calendarIDs: calendars.map(\.id)), calendars)
    }

    private func calendars(ofGroup groupID: String) throws -> [BookingCalendar] {
        try all(
            "SELECT c.* FROM group_calendars e JOIN calendars c ON c.id = e.calendar_id WHERE e.group_id = ? "
                + "ORDER BY e.position, c.id", [groupID], BookingCalendar.init)
    }
}

extension Transaction {
    /// Stores a new group, or one in place of the former of the same id, with exactly these calendars.
    /// - Throws: `StoreError.taken` when the account has another group of that slug.
    package func save(_ group: CalendarGroup, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO calendar_groups (id, account_id, slug, name, description, created_at) "
                + "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET slug = excluded.slug, "
                + "name = excluded.name, description = excluded.description",
            [group.id, group.accountID, group.slug, group.name, group.description, now.milliseconds])
        try connection.execute("DELETE FROM group_calendars WHERE group_id = ?", [group.id])
        for (position, calendarID) in group.calendarIDs.enumerated() {
            try connection.execute(
                "INSERT INTO group_calendars (group_id, calendar_id, position) VALUES (?, ?, ?)",
                [group.id, calendarID, position])
        }
    }

    /// Removes the account's group; its calendars stay.
    /// - Returns: false when the account has no such group.
    package func deleteGroup(id: String, of accountID: String) throws -> Bool {
        try connection.execute(
            "DELETE FROM group_calendars WHERE group_id = "
                + "(SELECT id FROM calendar_groups WHERE account_id = ? AND id = ?)", [accountID, id])
        return try connection.changes(
            "DELETE FROM calendar_groups WHERE account_id = ? AND id = ?", [accountID, id]) == 1
    }
}
