import Database
package import TimeZones

/// Appointments that were booked by one rule. Each of them is an appointment like any other.
package struct Series: Hashable, Sendable {
    package let id: String
    package let accountID: String
    package let calendarID: String
    package let contactID: String
    /// RRULE (RFC 5545, section 3.3.10).
    package let rule: String
    /// The zone whose clocks the rule goes by.
    package let zone: String

    package init(
        id: String, accountID: String, calendarID: String, contactID: String, rule: String, zone: String
    ) {
        self.id = id
        self.accountID = accountID
        self.calendarID = calendarID
        self.contactID = contactID
        self.rule = rule
        self.zone = zone
    }
}

extension Reading {
    /// The series of that id, whosever it is.
    package func series(id: String) throws -> Series? {
        try first("SELECT * FROM series WHERE id = ?", [id]) { row in
            Series(
                id: try row.text("id"), accountID: try row.text("account_id"),
                calendarID: try row.text("calendar_id"), contactID: try row.text("contact_id"),
                rule: try row.text("rule"), zone: try row.text("zone"))
        }
    }
}

extension Transaction {
    /// Stores a new series.
    package func insert(_ series: Series, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO series (id, account_id, calendar_id, contact_id, rule, zone, created_at) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                series.id, series.accountID, series.calendarID, series.contactID, series.rule, series.zone,
                now.milliseconds,
            ])
    }
}
