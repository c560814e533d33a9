import Database

extension Schema {
    /// Every kind of calendar, and every rule of time.
    static let kinds = Migration(
        "kinds of calendar",
        scheduleObjects + calendarSettings + blockedTime + hostsOfCalendars,
        own: [.sqlite: rebuiltOnSQLite, .postgres: relaxedOnPostgres])

    /// Schedules with a name of their own; a user's former hours become their default one.
    private static let scheduleObjects = [
        "ALTER TABLE schedules RENAME TO former_schedules",
        """
        CREATE TABLE schedules (
            id TEXT PRIMARY KEY,
            account_id TEXT REFERENCES accounts (id),
            user_id TEXT REFERENCES users (id),
            name TEXT NOT NULL,
            zone TEXT NOT NULL,
            rules TEXT NOT NULL,
            is_default INTEGER NOT NULL,
            updated_at BIGINT NOT NULL,
            CHECK (account_id IS NOT NULL OR user_id IS NOT NULL)
        )
        """,
        """
        INSERT INTO schedules (id, user_id, name, zone, rules, is_default, updated_at)
        SELECT 'sch_' || user_id, user_id, 'Working hours', zone,
            '{"anchor":"2026-01-05","overrides":{},"weeks":[' || rules || ']}', 1, updated_at
        FROM former_schedules
        """,
        "DROP TABLE former_schedules",
        "CREATE UNIQUE INDEX schedules_default ON schedules (user_id) WHERE is_default = 1",
        "CREATE INDEX schedules_by_user ON schedules (user_id)",
        "CREATE INDEX schedules_by_account ON schedules (account_id)",
    ]

    private static let calendarSettings =
        [
            "ALTER TABLE calendars DROP COLUMN kind",
            "ALTER TABLE calendars DROP COLUMN location_kind",
            """
            ALTER TABLE calendars ADD COLUMN kind TEXT NOT NULL DEFAULT 'round_robin'
                CHECK (kind IN ('round_robin', 'collective', 'class', 'service', 'personal', 'unassigned'))
            """,
            """
            ALTER TABLE calendars ADD COLUMN location_kind TEXT NOT NULL DEFAULT 'zoom'
                CHECK (location_kind IN ('zoom', 'custom', 'phone', 'address', 'ask'))
            """,
            "ALTER TABLE calendars ADD COLUMN schedule_id TEXT REFERENCES schedules (id)",
        ]
        + [
            "location_detail TEXT NOT NULL DEFAULT ''", "more_durations TEXT NOT NULL DEFAULT ''",
            "window_first TEXT", "window_last TEXT", "limit_day INTEGER", "limit_week INTEGER",
            "limit_month INTEGER", "seats INTEGER NOT NULL DEFAULT 1 CHECK (seats > 0)",
            "look_busy INTEGER NOT NULL DEFAULT 0", "distribution TEXT NOT NULL DEFAULT 'availability'",
            // How far the shares of an equal distribution have come: see `Ledger`.
            "turn BIGINT NOT NULL DEFAULT 0",
            "on_move TEXT NOT NULL DEFAULT 'keep_if_free'", "is_owner_first INTEGER NOT NULL DEFAULT 0",
            "assigns_owner INTEGER NOT NULL DEFAULT 0", "shows_seats INTEGER NOT NULL DEFAULT 1",
            "lets_choose_host INTEGER NOT NULL DEFAULT 0", "needs_approval INTEGER NOT NULL DEFAULT 0",
            "move_cutoff INTEGER", "cancel_cutoff INTEGER", "max_guests INTEGER NOT NULL DEFAULT 0",
            "max_occurrences INTEGER NOT NULL DEFAULT 0", "has_waiting_list INTEGER NOT NULL DEFAULT 0",
            "questions TEXT NOT NULL DEFAULT '[]'", "consent TEXT NOT NULL DEFAULT ''",
        ].map { "ALTER TABLE calendars ADD COLUMN \($0)" }

    private static let blockedTime = [
        // Whose time: a user's, or a calendar's with all its hosts on it.
        """
        CREATE TABLE blocks (
            id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts (id),
            owner_id TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('blocked', 'time_off', 'external')),
            starts_at BIGINT NOT NULL,
            ends_at BIGINT NOT NULL CHECK (ends_at > starts_at),
            first_date TEXT,
            last_date TEXT,
            label TEXT NOT NULL,
            created_by TEXT NOT NULL,
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX blocks_by_owner ON blocks (owner_id, ends_at)",
        "CREATE INDEX blocks_by_account ON blocks (account_id, ends_at)",
        "CREATE TABLE resources (id TEXT PRIMARY KEY, account_id TEXT NOT NULL REFERENCES accounts (id), "
            + "name TEXT NOT NULL, created_at BIGINT NOT NULL, UNIQUE (account_id, name))",
        "CREATE TABLE calendar_resources (calendar_id TEXT NOT NULL REFERENCES calendars (id), "
            + "resource_id TEXT NOT NULL REFERENCES resources (id), PRIMARY KEY (calendar_id, resource_id))",
    ]

    private static let hostsOfCalendars =
        [
            "priority INTEGER NOT NULL DEFAULT 1", "weight INTEGER NOT NULL DEFAULT 1 CHECK (weight > 0)",
            "paid BIGINT NOT NULL DEFAULT 0", "is_required INTEGER NOT NULL DEFAULT 1",
            "schedule_id TEXT REFERENCES schedules (id)",
        ].map { "ALTER TABLE calendar_hosts ADD COLUMN \($0)" }
        + ["day", "week", "month"].map { "ALTER TABLE users ADD COLUMN limit_\($0) INTEGER" }
        + ["ALTER TABLE contacts ADD COLUMN owner_id TEXT REFERENCES users (id)"]

    /// SQLite cannot relax a column, so these tables are filled anew; what refers to them is checked at the end.
    private static let rebuiltOnSQLite =
        [
            "PRAGMA defer_foreign_keys = ON",
            "CREATE TABLE former_meetings AS SELECT * FROM meetings",
            "CREATE TABLE former_appointments AS SELECT * FROM appointments",
            "CREATE TABLE former_host_times AS SELECT * FROM host_times",
            "DROP TABLE host_times", "DROP TABLE appointments", "DROP TABLE meetings",
            relaxedMeetings, relaxedAppointments, ownedTimes,
            """
            INSERT INTO meetings (id, account_id, calendar_id, host_id, host_reason, title, starts_at, ends_at,
                created_at, released_at, seats_taken)
            SELECT id, account_id, calendar_id, host_id, host_reason, title, starts_at, ends_at, created_at,
                released_at, released_at IS NULL FROM former_meetings
            """,
            """
            INSERT INTO appointments (id, account_id, calendar_id, meeting_id, contact_id, host_id, status, starts_at,
                ends_at, guest_id, guest_name, guest_email, guest_zone, notes, sequence, created_at, cancelled_at,
                cancel_reason)
            SELECT id, account_id, calendar_id, meeting_id, contact_id, host_id, status, starts_at, ends_at, guest_id,
                guest_name, guest_email, guest_zone, notes, sequence, created_at, cancelled_at, cancel_reason
            FROM former_appointments
            """,
            """
            INSERT INTO host_times (meeting_id, owner_id, starts_at, ends_at, buffer_before, buffer_after)
            SELECT meeting_id, user_id, starts_at, ends_at, buffer_before, buffer_after FROM former_host_times
            """,
            "DROP TABLE former_meetings", "DROP TABLE former_appointments", "DROP TABLE former_host_times",
            "CREATE INDEX meetings_by_calendar ON meetings (calendar_id, ends_at)",
            "CREATE INDEX appointments_by_meeting ON appointments (meeting_id)",
            "CREATE INDEX appointments_by_host ON appointments (host_id, starts_at)",
            "CREATE INDEX appointments_by_account ON appointments (account_id, starts_at)",
            "CREATE INDEX host_times_by_start "
                + "ON host_times (owner_id, starts_at, ends_at, buffer_before, buffer_after, held_until)",
        ] + overlapTriggers(of: "owner_id")

    private static let relaxedOnPostgres =
        [
            "ALTER TABLE meetings ALTER COLUMN host_id DROP NOT NULL",
            "ALTER TABLE appointments ALTER COLUMN host_id DROP NOT NULL",
            "ALTER TABLE host_times DROP CONSTRAINT host_times_user_id_fkey",
            "ALTER TABLE host_times RENAME COLUMN user_id TO owner_id",
            "ALTER TABLE host_times ADD COLUMN held_until BIGINT",
        ]
        + newMeetingColumns.map { "ALTER TABLE meetings ADD COLUMN \($0)" }
        + ["UPDATE meetings SET seats_taken = 1 WHERE released_at IS NULL"]
        + newAppointmentColumns.map { "ALTER TABLE appointments ADD COLUMN \($0)" }

    private static let newMeetingColumns = [
        "location_kind TEXT NOT NULL DEFAULT 'zoom'", "location_detail TEXT NOT NULL DEFAULT ''",
        "seats INTEGER NOT NULL DEFAULT 1",
        // The last wall against one place too many.
        "seats_taken INTEGER NOT NULL DEFAULT 0 CONSTRAINT seats_left CHECK (seats_taken >= 0 AND seats_taken <= seats)",
    ]

    private static let newAppointmentColumns = [
        "series_id TEXT", "seats INTEGER NOT NULL DEFAULT 1", "answers TEXT NOT NULL DEFAULT '[]'",
        "consent TEXT", "former_start BIGINT", "location_answer TEXT NOT NULL DEFAULT ''",
    ]

    private static let relaxedMeetings = """
        CREATE TABLE meetings (
            id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts (id),
            calendar_id TEXT NOT NULL REFERENCES calendars (id),
            host_id TEXT REFERENCES users (id),
            host_reason TEXT NOT NULL,
            title TEXT NOT NULL,
            starts_at BIGINT NOT NULL,
            ends_at BIGINT NOT NULL CHECK (ends_at > starts_at),
            created_at BIGINT NOT NULL,
            released_at BIGINT,
            \(newMeetingColumns.joined(separator: ",\n    "))
        )
        """

    private static let relaxedAppointments = """
        CREATE TABLE appointments (
            id TEXT PRIMARY KEY,
            account_id TEXT NOT NULL REFERENCES accounts (id),
            calendar_id TEXT NOT NULL REFERENCES calendars (id),
            meeting_id TEXT NOT NULL REFERENCES meetings (id),
            contact_id TEXT NOT NULL REFERENCES contacts (id),
            host_id TEXT REFERENCES users (id),
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
            cancel_reason TEXT,
            \(newAppointmentColumns.joined(separator: ",\n    "))
        )
        """

    /// `owner_id` is whose time is taken: a user, a room or piece of equipment, or a calendar without hosts.
    private static let ownedTimes = """
        CREATE TABLE host_times (
            meeting_id TEXT NOT NULL REFERENCES meetings (id),
            owner_id TEXT NOT NULL,
            starts_at BIGINT NOT NULL,
            ends_at BIGINT NOT NULL CHECK (ends_at > starts_at),
            buffer_before INTEGER NOT NULL,
            buffer_after INTEGER NOT NULL,
            held_until BIGINT,
            PRIMARY KEY (meeting_id, owner_id)
        )
        """
}
