import Database

extension Schema {
    /// The addresses by which calendar programs read appointments.
    static let feeds = Migration(
        "calendar feeds",
        [
            """
            CREATE TABLE calendar_feeds (
                id TEXT PRIMARY KEY,
                user_id TEXT NOT NULL REFERENCES users (id),
                account_id TEXT REFERENCES accounts (id),
                calendar_id TEXT REFERENCES calendars (id),
                detail TEXT NOT NULL CHECK (detail IN ('full', 'busy')),
                token_hash TEXT NOT NULL UNIQUE,
                created_at BIGINT NOT NULL,
                last_read_at BIGINT,
                content_hash TEXT,
                content_changed_at BIGINT,
                CHECK (calendar_id IS NULL OR account_id IS NOT NULL)
            )
            """,
            "CREATE INDEX calendar_feeds_by_user ON calendar_feeds (user_id)",
            "CREATE INDEX calendar_feeds_by_account ON calendar_feeds (account_id)",
            "CREATE INDEX calendar_feeds_by_calendar ON calendar_feeds (calendar_id)",
        ])
}
