import Database

extension Schema {
    /// What is still to be done outside the database, and the messages that came of it.
    static let durableWork = Migration(
        "durable work",
        [
            """
            CREATE TABLE work (
                work_key TEXT PRIMARY KEY,
                kind TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                due_at BIGINT NOT NULL,
                attempts INTEGER NOT NULL,
                generation INTEGER NOT NULL,
                lease TEXT,
                last_error TEXT,
                created_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX work_by_due ON work (kind, due_at)",
            """
            CREATE TABLE messages (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                appointment_id TEXT REFERENCES appointments (id),
                kind TEXT NOT NULL,
                recipient_name TEXT NOT NULL,
                recipient_email TEXT NOT NULL,
                context TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed')),
                subject TEXT,
                problem TEXT,
                created_at BIGINT NOT NULL,
                settled_at BIGINT
            )
            """,
            "CREATE INDEX messages_by_appointment ON messages (appointment_id, created_at)",
            """
            CREATE TABLE mailbox (
                message_id TEXT PRIMARY KEY,
                recipient TEXT NOT NULL,
                sender TEXT NOT NULL,
                subject TEXT NOT NULL,
                plain TEXT NOT NULL,
                html TEXT NOT NULL,
                calendar TEXT,
                received_at BIGINT NOT NULL
            )
            """,
        ])
}
