import Database

extension Schema {
    /// Meetings, who is in them, and the room each one needs.
    static let meetings = Migration(
        "meetings",
        [
            """
            CREATE TABLE contacts (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                name TEXT NOT NULL,
                email TEXT NOT NULL,
                zone TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                UNIQUE (account_id, email)
            )
            """,
            """
            CREATE TABLE meetings (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                calendar_id TEXT NOT NULL REFERENCES calendars (id),
                host_id TEXT NOT NULL REFERENCES users (id),
                host_reason TEXT NOT NULL,
                title TEXT NOT NULL,
                starts_at BIGINT NOT NULL,
                ends_at BIGINT NOT NULL CHECK (ends_at > starts_at),
                created_at BIGINT NOT NULL,
                released_at BIGINT
            )
            """,
            "CREATE INDEX meetings_by_calendar ON meetings (calendar_id, ends_at)",
            """
            CREATE TABLE host_times (
                meeting_id TEXT NOT NULL REFERENCES meetings (id),
                user_id TEXT NOT NULL REFERENCES users (id),
                starts_at BIGINT NOT NULL,
                ends_at BIGINT NOT NULL CHECK (ends_at > starts_at),
                buffer_before INTEGER NOT NULL,
                buffer_after INTEGER NOT NULL,
                PRIMARY KEY (meeting_id, user_id)
            )
            """,
            """
            CREATE INDEX host_times_by_start
                ON host_times (user_id, starts_at, ends_at, buffer_before, buffer_after)
            """,
            """
            CREATE TABLE rooms (
                meeting_id TEXT PRIMARY KEY REFERENCES meetings (id),
                is_wanted INTEGER NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('pending', 'ready', 'failed', 'closed')),
                host_id TEXT NOT NULL REFERENCES users (id),
                zoom_id TEXT,
                join_url TEXT,
                settings TEXT,
                create_sent_at BIGINT,
                attempts INTEGER NOT NULL DEFAULT 0,
                problem TEXT,
                problem_code TEXT,
                next_try_at BIGINT,
                updated_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX rooms_by_host ON rooms (host_id)",
            "CREATE INDEX rooms_by_zoom_id ON rooms (zoom_id)",
            // Found by host when a connection comes back; the rooms that wait are few.
            "CREATE INDEX rooms_unsettled ON rooms (host_id) WHERE state IN ('pending', 'failed')",
            """
            CREATE TABLE appointments (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                calendar_id TEXT NOT NULL REFERENCES calendars (id),
                meeting_id TEXT NOT NULL REFERENCES meetings (id),
                contact_id TEXT NOT NULL REFERENCES contacts (id),
                host_id TEXT NOT NULL REFERENCES users (id),
                status TEXT NOT NULL
                    CHECK (status IN ('new', 'confirmed', 'cancelled', 'showed', 'noshow', 'invalid')),
                starts_at BIGINT NOT NULL,
                ends_at BIGINT NOT NULL,
                guest_id TEXT NOT NULL UNIQUE,
                guest_name TEXT NOT NULL,
                guest_email TEXT NOT NULL,
                guest_zone TEXT NOT NULL,
                notes TEXT NOT NULL,
                sequence INTEGER NOT NULL,
                created_at BIGINT NOT NULL,
                cancelled_at BIGINT,
                cancel_reason TEXT
            )
            """,
            "CREATE INDEX appointments_by_meeting ON appointments (meeting_id)",
            "CREATE INDEX appointments_by_host ON appointments (host_id, starts_at)",
            "CREATE INDEX appointments_by_account ON appointments (account_id, starts_at)",
            """
            CREATE TABLE history (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                subject_id TEXT NOT NULL,
                event TEXT NOT NULL,
                actor TEXT NOT NULL,
                detail TEXT NOT NULL,
                happened_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX history_by_subject ON history (subject_id, happened_at)",
            """
            CREATE TABLE submissions (
                submission_key TEXT PRIMARY KEY,
                fingerprint TEXT NOT NULL,
                appointment_id TEXT NOT NULL REFERENCES appointments (id),
                created_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX submissions_by_age ON submissions (created_at)",
        ],
        own: [.sqlite: overlapTriggers(of: "user_id"), .postgres: overlapConstraint])

    /// SQLite has no exclusion constraints. A host's meetings never overlap, so the last one that begins before the
    /// new one's end is the only one that can reach into it.
    static func overlapTriggers(of owner: String) -> [String] {
        ["INSERT", "UPDATE"].map { verb in
            """
            CREATE TRIGGER host_times_overlap_\(verb.lowercased()) BEFORE \(verb) ON host_times
            WHEN (
                SELECT ends_at FROM host_times
                WHERE \(owner) = NEW.\(owner) AND starts_at < NEW.ends_at AND meeting_id <> NEW.meeting_id
                ORDER BY starts_at DESC LIMIT 1
            ) > NEW.starts_at
            BEGIN SELECT RAISE(ABORT, 'overlap'); END
            """
        }
    }

    /// PostgreSQL keeps the wall by an exclusion constraint, under concurrent transactions too.
    private static let overlapConstraint = [
        "CREATE EXTENSION IF NOT EXISTS btree_gist",
        """
        ALTER TABLE host_times ADD CONSTRAINT host_times_overlap
            EXCLUDE USING gist (user_id WITH =, int8range(starts_at, ends_at) WITH &&)
        """,
    ]
}
