import Database
package import TimeZones

/// Something that Zoom has told us, as it came.
package struct ReceivedEvent: Hashable, Sendable {
    /// The same however often Zoom delivers it.
    package let id: String
    /// As in `meeting.deleted`.
    package let event: String
    /// What it is about: a meeting's number, or a user's id. What is about one thing is taken in order.
    package let subjectID: String
    /// The raw JSON.
    package let body: String
    package let happenedAt: Instant
    package let receivedAt: Instant

    package init(
        id: String, event: String, subjectID: String, body: String, happenedAt: Instant, receivedAt: Instant
    ) {
        self.id = id
        self.event = event
        self.subjectID = subjectID
        self.body = body
        self.happenedAt = happenedAt
        self.receivedAt = receivedAt
    }

    init(_ row: SQLRow) throws {
        self.init(
            id: try row.text("id"), event: try row.text("event"), subjectID: try row.text("subject_id"),
            body: try row.text("body"), happenedAt: Instant(milliseconds: try row.integer64("happened_at")),
            receivedAt: Instant(milliseconds: try row.integer64("received_at")))
    }
}

extension Reading {
    /// What has come about something and was not taken yet, in the order in which it happened.
    package func waitingEvents(about subjectID: String) throws -> [ReceivedEvent] {
        try all(
            "SELECT * FROM zoom_events WHERE subject_id = ? AND handled_at IS NULL ORDER BY happened_at, id",
            [subjectID], ReceivedEvent.init)
    }
}

extension Transaction {
    /// - Returns: false for one that came before.
    package func insert(_ event: ReceivedEvent) throws -> Bool {
        try connection.changes(
            "INSERT INTO zoom_events (id, event, subject_id, body, happened_at, received_at) "
                + "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
            [
                event.id, event.event, event.subjectID, event.body, event.happenedAt.milliseconds,
                event.receivedAt.milliseconds,
            ]) == 1
    }

    /// - Returns: false when it was taken before.
    package func takeEvent(_ id: String, at now: Instant) throws -> Bool {
        try connection.changes(
            "UPDATE zoom_events SET handled_at = ? WHERE id = ? AND handled_at IS NULL", [now.milliseconds, id])
            == 1
    }

    /// Forgets what came before a moment.
    package func deleteZoomEvents(before limit: Instant) throws {
        try connection.execute("DELETE FROM zoom_events WHERE received_at < ?", [limit.milliseconds])
    }
}
