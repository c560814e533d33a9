import Database

extension Schema {
    /// Tells when something has changed that is worth keeping in memory. A version is a number at random, so that one
    /// whose transaction was undone never comes again.
    static let versions = Migration(
        "versions",
        submissionsAhead + [
            // By owner: of what is taken of their time. `settings`: of what all calendars are set up as.
            "CREATE TABLE versions (subject_id TEXT PRIMARY KEY, number BIGINT NOT NULL)",
            "INSERT INTO versions (subject_id, number) VALUES ('settings', 0)",
            // What a booking has changed of its hosts' shares, as JSON, so that it can be given back.
            "ALTER TABLE meetings ADD COLUMN settlement TEXT",
            // A room has no number before Zoom has made it: one row less to write for each booking.
            "DROP INDEX rooms_by_host", "DROP INDEX rooms_by_zoom_id",
            "CREATE INDEX rooms_by_zoom_id ON rooms (zoom_id) WHERE zoom_id IS NOT NULL",
        ],
        own: [.sqlite: triggersOnSQLite, .postgres: triggersOnPostgres])

    /// A submission names its appointment before there is one. A deferred reference would have SQLite look through all
    /// submissions at each new appointment.
    private static let submissionsAhead = [
        "ALTER TABLE submissions RENAME TO former_submissions",
        "DROP INDEX submissions_by_age",
        """
        CREATE TABLE submissions (
            submission_key TEXT PRIMARY KEY,
            fingerprint TEXT NOT NULL,
            appointment_id TEXT,
            created_at BIGINT NOT NULL
        )
        """,
        """
        INSERT INTO submissions (submission_key, fingerprint, appointment_id, created_at)
        SELECT submission_key, fingerprint, appointment_id, created_at FROM former_submissions
        """,
        "DROP TABLE former_submissions",
        "CREATE INDEX submissions_by_age ON submissions (created_at)",
    ]

    /// A change of a table's rows, and which of them count.
    private struct Change {
        let table: String
        let event: String
        let condition: String?

        init(_ table: String, _ event: String, when condition: String? = nil) {
            (self.table, self.event, self.condition) = (table, event, condition)
        }

        var name: String { "\(table)_version_\(event.prefix { $0 != " " }.lowercased())" }
    }

    private static func any(_ table: String) -> [Change] {
        ["INSERT", "UPDATE", "DELETE"].map { Change(table, $0) }
    }

    /// Whose turn it is changes with every booking, and is no setting.
    private static let settings =
        [
            Change("accounts", "UPDATE"), Change("users", "UPDATE"), Change("calendars", "INSERT"),
            Change("calendars", "UPDATE", when: "OLD.turn = NEW.turn"), Change("calendars", "DELETE"),
            Change("calendar_hosts", "INSERT"), Change("calendar_hosts", "DELETE"),
            Change("calendar_hosts", "UPDATE OF position, priority, weight, is_required, schedule_id"),
            Change("connections", "INSERT"), Change("connections", "DELETE"),
            Change("connections", "UPDATE", when: "OLD.state <> NEW.state"),
        ] + any("schedules") + any("calendar_resources")

    private static let time = any("host_times") + any("blocks")

    private static let triggersOnSQLite =
        settings.map { change in
            """
            CREATE TRIGGER \(change.name) AFTER \(change.event) ON \(change.table)
            \(change.condition.map { "WHEN \($0)" } ?? "")
            BEGIN UPDATE versions SET number = random() WHERE subject_id = 'settings'; END
            """
        }
        + time.map { change in
            """
            CREATE TRIGGER \(change.name) AFTER \(change.event) ON \(change.table)
            BEGIN
                INSERT INTO versions (subject_id, number)
                VALUES (\(change.event == "DELETE" ? "OLD" : "NEW").owner_id, random())
                ON CONFLICT (subject_id) DO UPDATE SET number = excluded.number;
            END
            """
        }

    private static let triggersOnPostgres =
        [
            """
            CREATE FUNCTION note_settings() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                UPDATE versions SET number = (random() * 9007199254740991)::bigint WHERE subject_id = 'settings';
                RETURN NULL;
            END $$
            """,
            """
            CREATE FUNCTION note_time() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                INSERT INTO versions (subject_id, number)
                VALUES (COALESCE(NEW.owner_id, OLD.owner_id), (random() * 9007199254740991)::bigint)
                ON CONFLICT (subject_id) DO UPDATE SET number = excluded.number;
                RETURN NULL;
            END $$
            """,
        ]
        + [(settings, "note_settings"), (time, "note_time")].flatMap { changes, function in
            changes.map { change in
                """
                CREATE TRIGGER \(change.name) AFTER \(change.event) ON \(change.table) FOR EACH ROW
                \(change.condition.map { "WHEN (\($0))" } ?? "") EXECUTE FUNCTION \(function)()
                """
            }
        }
}
