import Database

/// A million appointments with all that belongs to them, of a thousand hosts in two hundred accounts.
enum MillionAppointments {
    /// The tables that are large then: none may be read from end to end for anybody's page.
    static let largeTables = [
        "contacts", "meetings", "host_times", "rooms", "appointments", "history", "submissions", "work",
        "messages", "extra_guests", "blocks", "series", "waiting", "booking_links", "webhook_deliveries",
    ]

    /// A moment in the middle of all the meetings, and the interval between a host's, milliseconds.
    private static let start = "(1796000000000 + (i / 1000 - 500) * 1800000)"

    private static let statements = [
        "CREATE TABLE numbers (i BIGINT PRIMARY KEY)",
        """
        INSERT INTO numbers
        WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999999) SELECT i FROM n
        """,
        "INSERT INTO agencies (id, name, created_at) VALUES ('agency', 'Agency', 0)",
        """
        INSERT INTO accounts (id, agency_id, slug, name, zone, created_at)
        SELECT 'acc_' || i, 'agency', 'account-' || i, 'Account', 'UTC', i FROM numbers WHERE i < 200
        """,
        """
        INSERT INTO users (id, name, email, password_hash, zone, created_at)
        SELECT 'usr_' || i, 'Host', 'host-' || i || '@example.com', '', 'UTC', i FROM numbers WHERE i < 1000
        """,
        """
        INSERT INTO calendars (id, account_id, kind, slug, name, description, duration, slot_interval, buffer_before,
            buffer_after, minimum_notice, window_days, location_kind, is_open, created_at)
        SELECT 'cal_' || i, 'acc_' || i, 'round_robin', 'calendar', 'Calendar', '', 30, 30, 0, 0, 0, 60, 'zoom', 1, i
        FROM numbers WHERE i < 200
        """,
        """
        INSERT INTO contacts (id, account_id, name, email, zone, created_at)
        SELECT 'con_' || i, 'acc_' || (i % 200), 'Guest', i || '@example.com', 'UTC', i FROM numbers
        """,
        """
        INSERT INTO meetings (id, account_id, calendar_id, host_id, host_reason, title, starts_at, ends_at, created_at,
            seats_taken)
        SELECT 'mtg_' || i, 'acc_' || (i % 200), 'cal_' || (i % 200), 'usr_' || (i % 1000), 'because', 'Call',
            \(start), \(start) + 1800000, i, 1 FROM numbers
        """,
        // A quarter of them: the walls of the rest were given back. Each has to be held against the others.
        """
        INSERT INTO host_times (meeting_id, owner_id, starts_at, ends_at, buffer_before, buffer_after)
        SELECT 'mtg_' || i, 'usr_' || (i % 1000), \(start), \(start) + 1800000, 0, 0 FROM numbers WHERE i >= 750000
        """,
        """
        INSERT INTO rooms (meeting_id, is_wanted, state, host_id, zoom_id, updated_at)
        SELECT 'mtg_' || i, 1, 'ready', 'usr_' || (i % 1000), CAST(i AS TEXT), i FROM numbers
        """,
        """
        INSERT INTO appointments (id, account_id, calendar_id, meeting_id, contact_id, host_id, status, starts_at,
            ends_at, guest_id, guest_name, guest_email, guest_zone, notes, sequence, created_at, series_id)
        SELECT 'apt_' || i, 'acc_' || (i % 200), 'cal_' || (i % 200), 'mtg_' || i, 'con_' || i, 'usr_' || (i % 1000),
            CASE WHEN i % 7 = 0 THEN 'cancelled' ELSE 'confirmed' END, \(start), \(start) + 1800000,
            'gst_' || i, 'Guest', 'guest@example.com', 'UTC', '', 0, i,
            CASE WHEN i < 50000 THEN 'ser_' || (i / 2) END FROM numbers
        """,
        """
        INSERT INTO history (id, account_id, subject_id, event, actor, detail, happened_at)
        SELECT 'his_' || i, 'acc_' || (i % 200), 'apt_' || i, 'booked', 'guest', '', i FROM numbers
        """,
        """
        INSERT INTO submissions (submission_key, fingerprint, appointment_id, created_at)
        SELECT 'key_' || i, 'asked', 'apt_' || i, 1796000000000 + i FROM numbers WHERE i < 100000
        """,
        """
        INSERT INTO work (work_key, kind, subject_id, due_at, attempts, generation, created_at)
        SELECT 'send_message:' || i, 'send_message', CAST(i AS TEXT), 1900000000000 + i, 0, 0, i
        FROM numbers WHERE i < 100000
        """,
        """
        INSERT INTO messages (id, account_id, appointment_id, kind, recipient_name, recipient_email, context, state,
            created_at)
        SELECT 'msg_' || i, 'acc_' || (i % 200), 'apt_' || i, 'confirmation', 'Guest', 'guest@example.com', '', 'sent', i
        FROM numbers
        """,
        """
        INSERT INTO extra_guests (id, account_id, appointment_id, name, email, created_at)
        SELECT 'gst_x' || i, 'acc_' || (i % 200), 'apt_' || (i * 10), 'Guest', 'guest@example.com', i
        FROM numbers WHERE i < 25000
        """,
        """
        INSERT INTO blocks (id, account_id, owner_id, kind, starts_at, ends_at, label, created_by, created_at)
        SELECT 'blk_' || i, 'acc_' || (i % 200), 'usr_' || (i % 1000), 'time_off', \(start), \(start) + 86400000, '',
            'api', i FROM numbers WHERE i < 25000
        """,
        """
        INSERT INTO series (id, account_id, calendar_id, contact_id, rule, zone, created_at)
        SELECT 'ser_' || i, 'acc_' || (i % 200), 'cal_' || (i % 200), 'con_' || i, 'FREQ=DAILY;COUNT=2', 'UTC', i
        FROM numbers WHERE i < 25000
        """,
        // Most of them have come to an end.
        """
        INSERT INTO waiting (id, account_id, calendar_id, name, email, zone, duration, seats, earliest, latest, state,
            created_at)
        SELECT 'wai_' || i, 'acc_' || (i % 200), 'cal_' || (i % 200), 'Guest', 'guest@example.com', 'UTC', 30, 1,
            \(start), \(start) + 86400000, CASE WHEN i % 50 = 0 THEN 'waiting' ELSE 'over' END, i
        FROM numbers WHERE i < 25000
        """,
        """
        INSERT INTO booking_links (id, account_id, calendar_id, label, created_by, expires_at, created_at)
        SELECT 'lnk_' || i, 'acc_' || (i % 200), 'cal_' || (i % 200), '', 'api', i, i FROM numbers WHERE i < 25000
        """,
        // A webhook of each account, and what it was told in a month.
        """
        INSERT INTO webhook_endpoints (id, account_id, url, events, secret, created_by, created_at)
        SELECT 'whk_' || i, 'acc_' || i, 'https://example.com', 'appointment.booked', '', 'api', i
        FROM numbers WHERE i < 200
        """,
        """
        INSERT INTO webhook_deliveries (id, endpoint_id, account_id, event_id, event, subject_id, body, created_at,
            state, failures, last_answer, took)
        SELECT 'dlv_' || i, 'whk_' || (i % 200), 'acc_' || (i % 200), 'evt_' || i, 'appointment.booked', 'apt_' || i,
            '{}', 1796000000000 + i, CASE WHEN i % 1000 = 0 THEN 'queued' ELSE 'delivered' END, 0, '', 1
        FROM numbers WHERE i < 100000
        """,
        "DROP TABLE numbers",
        "ANALYZE",
    ]

    /// PostgreSQL need not look up six references of each row, one by one, and may take its time.
    private static func haste(_ engine: SQLEngine) -> [String] {
        engine == .sqlite
            ? [] : ["SET LOCAL session_replication_role = replica", "SET LOCAL statement_timeout = 0"]
    }

    static func insert(into database: any SQLDatabase) async throws {
        try await database.write { connection in
            for statement in haste(connection.engine) + statements { try connection.execute(statement) }
        }
    }
}
