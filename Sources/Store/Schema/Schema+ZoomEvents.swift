import Database

extension Schema {
    /// What Zoom has told us, kept as it came, and what calendars want of it.
    static let zoomEvents = Migration(
        "zoom events",
        [
            // As JSON; what is not named is as in a new calendar.
            "ALTER TABLE calendars ADD COLUMN room_rules TEXT",
            """
            CREATE TABLE zoom_events (
                id TEXT PRIMARY KEY,
                event TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                body TEXT NOT NULL,
                happened_at BIGINT NOT NULL,
                received_at BIGINT NOT NULL,
                handled_at BIGINT
            )
            """,
            "CREATE INDEX zoom_events_waiting ON zoom_events (subject_id, happened_at, id) WHERE handled_at IS NULL",
            "CREATE INDEX connections_by_age ON connections (token_expires_at) WHERE state = 'active'",
            "CREATE INDEX zoom_events_by_age ON zoom_events (received_at)",
        ])
}
