import Database

extension Schema {
    /// What is left of each Zoom user's writes of a day, and which rooms wait for a better one.
    static let zoomDays = Migration(
        "zoom days",
        [
            """
            CREATE TABLE zoom_days (
                zoom_user_id TEXT NOT NULL,
                utc_day TEXT NOT NULL,
                writes INTEGER NOT NULL,
                spent_at BIGINT,
                warned_at BIGINT,
                PRIMARY KEY (utc_day, zoom_user_id)
            )
            """,
            // When a room that can wait is looked at again; null for one that does not wait.
            "ALTER TABLE rooms ADD COLUMN planned_at BIGINT",
            // When somebody wanted to go in before it was there.
            "ALTER TABLE rooms ADD COLUMN asked_at BIGINT",
        ])
}
