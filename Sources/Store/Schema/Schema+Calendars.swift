import Database

extension Schema {
    /// What can be booked, and when its hosts are open.
    static let calendars = Migration(
        "calendars",
        [
            """
            CREATE TABLE schedules (
                user_id TEXT PRIMARY KEY REFERENCES users (id),
                zone TEXT NOT NULL,
                rules TEXT NOT NULL,
                updated_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE calendars (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                kind TEXT NOT NULL CHECK (kind IN ('round_robin')),
                slug TEXT NOT NULL,
                name TEXT NOT NULL,
                description TEXT NOT NULL,
                duration INTEGER NOT NULL CHECK (duration > 0),
                slot_interval INTEGER NOT NULL CHECK (slot_interval > 0),
                buffer_before INTEGER NOT NULL CHECK (buffer_before >= 0),
                buffer_after INTEGER NOT NULL CHECK (buffer_after >= 0),
                minimum_notice INTEGER NOT NULL CHECK (minimum_notice >= 0),
                window_days INTEGER NOT NULL CHECK (window_days > 0),
                location_kind TEXT NOT NULL CHECK (location_kind IN ('zoom')),
                is_open INTEGER NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (account_id, slug)
            )
            """,
            """
            CREATE TABLE calendar_hosts (
                calendar_id TEXT NOT NULL REFERENCES calendars (id),
                user_id TEXT NOT NULL REFERENCES users (id),
                position INTEGER NOT NULL,
                last_booked_at BIGINT,
                PRIMARY KEY (calendar_id, user_id)
            )
            """,
            "CREATE INDEX calendar_hosts_by_user ON calendar_hosts (user_id)",
        ])
}
