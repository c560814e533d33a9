import Database

extension Schema {
    /// Each guest's own way into the meeting that Zoom holds.
    static let guestWays = Migration(
        "guest ways",
        [
            """
            CREATE TABLE guest_ways (
                guest_id TEXT PRIMARY KEY,
                meeting_id TEXT NOT NULL REFERENCES meetings (id),
                zoom_id TEXT NOT NULL,
                url TEXT NOT NULL,
                registrant_id TEXT,
                expires_at BIGINT
            )
            """,
            // Whether the meeting takes guests who are not registered, though others are.
            "ALTER TABLE rooms ADD COLUMN is_open_to_all INTEGER NOT NULL DEFAULT 0",
            "CREATE INDEX guest_ways_by_meeting ON guest_ways (meeting_id)",
            "CREATE INDEX rooms_in_trouble ON rooms (host_id) WHERE problem IS NOT NULL",
            "CREATE INDEX users_by_former ON users (restored_from) WHERE restored_from IS NOT NULL",
            // Whether guests can be registered: the Zoom user is licensed, and Zoom has not refused it.
            "ALTER TABLE connections ADD COLUMN can_register INTEGER NOT NULL DEFAULT 0",
        ])
}
