import Database

extension Schema {
    /// What several processes on one database tell each other.
    static let processes = Migration(
        "several processes",
        [
            // Leases end by the database's own clock; `due_at` is no longer borrowed for it.
            "ALTER TABLE work ADD COLUMN leased_until BIGINT",
            "ALTER TABLE connections ADD COLUMN refresh_lease TEXT",
            "ALTER TABLE connections ADD COLUMN refresh_until BIGINT",
            // A key is claimed before there is an appointment to name. SQLite cannot relax a column.
            "ALTER TABLE submissions RENAME TO former_submissions",
            "DROP INDEX submissions_by_age",
            """
            CREATE TABLE submissions (
                submission_key TEXT PRIMARY KEY,
                fingerprint TEXT NOT NULL,
                appointment_id TEXT REFERENCES appointments (id),
                created_at BIGINT NOT NULL
            )
            """,
            """
            INSERT INTO submissions (submission_key, fingerprint, appointment_id, created_at)
            SELECT submission_key, fingerprint, appointment_id, created_at FROM former_submissions
            """,
            "DROP TABLE former_submissions",
            "CREATE INDEX submissions_by_age ON submissions (created_at)",
            """
            CREATE TABLE throttles (
                throttle_key TEXT PRIMARY KEY,
                free_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX throttles_by_age ON throttles (free_at)",
            // How far a transfer into this database has come; empty when none is under way.
            """
            CREATE TABLE transfer_progress (
                table_name TEXT PRIMARY KEY,
                source TEXT NOT NULL,
                last_key TEXT NOT NULL,
                copied BIGINT NOT NULL
            )
            """,
        ])
}
