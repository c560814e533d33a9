import Database
package import TimeZones

/// One change of one thing: what, who and when.
package struct HistoryEntry: Hashable, Sendable {
    /// A word such as `booked`, `moved`, `cancelled`, `room_ready`.
    package let event: String
    /// `guest`, `usher`, or a user's name.
    package let actor: String
    package let detail: String
    package let at: Instant

    package init(event: String, actor: String, detail: String, at: Instant) {
        self.event = event
        self.actor = actor
        self.detail = detail
        self.at = at
    }
}

extension Reading {
    /// What happened to an appointment or a connection, oldest first.
    package func history(of subjectID: String) throws -> [HistoryEntry] {
        try all(
            "SELECT event, actor, detail, happened_at FROM history WHERE subject_id = ? ORDER BY happened_at, id",
            [subjectID]
        ) {
            HistoryEntry(
                event: try $0.text("event"), actor: try $0.text("actor"), detail: try $0.text("detail"),
                at: Instant(milliseconds: try $0.integer64("happened_at")))
        }
    }
}

extension Transaction {
    /// Adds a line to a subject's history.
    package func record(_ entry: HistoryEntry, id: String, account: String, subject: String) throws {
        try connection.execute(
            "INSERT INTO history (id, account_id, subject_id, event, actor, detail, happened_at) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [id, account, subject, entry.event, entry.actor, entry.detail, entry.at.milliseconds])
    }
}
