import Database

extension Schema {
    /// What happens to a place in a meeting: kept for a while, booked in a series, waited for, offered.
    static let lifeCycle = Migration(
        "life of an appointment",
        [
            """
            CREATE TABLE holds (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                calendar_id TEXT NOT NULL REFERENCES calendars (id),
                meeting_id TEXT NOT NULL REFERENCES meetings (id),
                seats INTEGER NOT NULL,
                visitor TEXT NOT NULL,
                expires_at BIGINT NOT NULL,
                created_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX holds_by_expiry ON holds (expires_at)",
            "CREATE INDEX holds_by_meeting ON holds (meeting_id)",
            "CREATE INDEX holds_by_visitor ON holds (calendar_id, visitor)",
            """
            CREATE TABLE series (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                calendar_id TEXT NOT NULL REFERENCES calendars (id),
                contact_id TEXT NOT NULL REFERENCES contacts (id),
                rule TEXT NOT NULL,
                zone TEXT NOT NULL,
                created_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX appointments_by_series ON appointments (series_id, starts_at) WHERE series_id IS NOT NULL",
            """
            CREATE TABLE waiting (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                calendar_id TEXT NOT NULL REFERENCES calendars (id),
                name TEXT NOT NULL,
                email TEXT NOT NULL,
                zone TEXT NOT NULL,
                duration INTEGER NOT NULL,
                seats INTEGER NOT NULL,
                earliest BIGINT NOT NULL,
                latest BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('waiting', 'offered', 'booked', 'left', 'over')),
                hold_id TEXT,
                offered_start BIGINT,
                offer_ends_at BIGINT,
                appointment_id TEXT,
                created_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX waiting_in_turn ON waiting (calendar_id, created_at) WHERE state IN ('waiting', 'offered')",
            "CREATE INDEX waiting_by_account ON waiting (account_id, created_at)",
            """
            CREATE TABLE calendar_groups (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                slug TEXT NOT NULL,
                name TEXT NOT NULL,
                description TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (account_id, slug)
            )
            """,
            """
            CREATE TABLE group_calendars (
                group_id TEXT NOT NULL REFERENCES calendar_groups (id),
                calendar_id TEXT NOT NULL REFERENCES calendars (id),
                position INTEGER NOT NULL,
                PRIMARY KEY (group_id, calendar_id)
            )
            """,
            """
            CREATE TABLE booking_links (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                calendar_id TEXT NOT NULL REFERENCES calendars (id),
                label TEXT NOT NULL,
                created_by TEXT NOT NULL,
                expires_at BIGINT NOT NULL,
                used_at BIGINT,
                appointment_id TEXT,
                created_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX booking_links_by_account ON booking_links (account_id, created_at)",
            // The people whom the booking person brings.
            """
            CREATE TABLE extra_guests (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                appointment_id TEXT NOT NULL REFERENCES appointments (id),
                name TEXT NOT NULL,
                email TEXT NOT NULL,
                created_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX extra_guests_by_appointment ON extra_guests (appointment_id)",
        ])
}
