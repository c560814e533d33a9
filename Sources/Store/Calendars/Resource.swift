import Database
package import TimeZones

/// A room or a piece of equipment that meetings take, each for one at a time.
package struct Resource: Hashable, Sendable {
    package var id: String
    package var accountID: String
    /// Unique within the account.
    package var name: String

    package init(id: String, accountID: String, name: String) {
        (self.id, self.accountID, self.name) = (id, accountID, name)
    }

    init(_ row: SQLRow) throws {
        self.init(id: try row.text("id"), accountID: try row.text("account_id"), name: try row.text("name"))
    }
}

extension Reading {
    /// An account's rooms and equipment, by name.
    package func resources(of accountID: String) throws -> [Resource] {
        try all(
            "SELECT id, account_id, name FROM resources WHERE account_id = ? ORDER BY name, id", [accountID],
            Resource.init)
    }

    /// What every meeting of a calendar takes, by name.
    package func resources(ofCalendar calendarID: String) throws -> [Resource] {
        try askResources(ofCalendar: calendarID).all
    }

    /// As `resources(ofCalendar:)`, read later.
    package func askResources(ofCalendar calendarID: String) throws -> Asked<Resource> {
        try ask(
            "SELECT r.id, r.account_id, r.name FROM calendar_resources c JOIN resources r ON r.id = c.resource_id "
                + "WHERE c.calendar_id = ? ORDER BY r.name, r.id", [calendarID], Resource.init)
    }

    /// The ids of what every meeting of a calendar takes, to be read later.
    package func askResourceIDs(of calendarID: String) throws -> Asked<String> {
        try ask(
            "SELECT resource_id FROM calendar_resources WHERE calendar_id = ? ORDER BY resource_id", [calendarID]
        ) { try $0.text("resource_id") }
    }

    /// The names of the calendars whose meetings take a room or a piece of equipment.
    package func calendarNames(usingResource resourceID: String) throws -> [String] {
        try all(
            "SELECT c.name FROM calendar_resources r JOIN calendars c ON c.id = r.calendar_id "
                + "WHERE r.resource_id = ? ORDER BY c.name, c.id", [resourceID]
        ) { try $0.text("name") }
    }
}

extension Transaction {
    /// - Throws: `StoreError.taken` when the account has another of that name.
    package func insert(_ resource: Resource, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO resources (id, account_id, name, created_at) VALUES (?, ?, ?, ?)",
            [resource.id, resource.accountID, resource.name, now.milliseconds])
    }

    /// Removes the account's room or piece of equipment, which no calendar uses any more.
    /// - Returns: false when the account has no such thing.
    package func deleteResource(id: String, of accountID: String) throws -> Bool {
        try connection.changes("DELETE FROM resources WHERE account_id = ? AND id = ?", [accountID, id]) == 1
    }

    /// Lets every meeting of a calendar take exactly these from now on; what is booked keeps what it has.
    package func setResources(_ ids: [String], of calendarID: String) throws {
        try connection.execute("DELETE FROM calendar_resources WHERE calendar_id = ?", [calendarID])
        for id in ids {
            try connection.execute(
                "INSERT INTO calendar_resources (calendar_id, resource_id) VALUES (?, ?)", [calendarID, id])
        }
    }
}
