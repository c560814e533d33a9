import Database

extension Schema {
    /// Whom an account has us tell of its appointments, and what was told.
    static let hooks = Migration(
        "hooks",
        [
            """
            CREATE TABLE webhook_endpoints (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                url TEXT NOT NULL,
                events TEXT NOT NULL,
                secret TEXT NOT NULL,
                former_secret TEXT,
                former_until BIGINT,
                created_by TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                paused_at BIGINT,
                disabled_at BIGINT,
                disabled_why TEXT,
                failing_since BIGINT
            )
            """,
            "CREATE INDEX webhook_endpoints_by_account ON webhook_endpoints (account_id, created_at)",
            // It names its endpoint without referring to it: one can be removed while something is booked that it is
            // to be told of, and no booking may fail by that.
            """
            CREATE TABLE webhook_deliveries (
                id TEXT PRIMARY KEY,
                endpoint_id TEXT NOT NULL,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                event_id TEXT NOT NULL,
                event TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                body TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('queued', 'delivered', 'failed', 'dropped')),
                failures INTEGER NOT NULL,
                tried_at BIGINT,
                last_status INTEGER,
                last_error TEXT,
                last_answer TEXT NOT NULL,
                took INTEGER NOT NULL,
                next_try_at BIGINT
            )
            """,
            "CREATE INDEX webhook_deliveries_by_endpoint ON webhook_deliveries (endpoint_id, id)",
            "CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (endpoint_id, id) WHERE state = 'queued'",
            "CREATE INDEX webhook_deliveries_by_subject ON webhook_deliveries (subject_id)",
            "CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries (created_at)",
        ],
        own: [.sqlite: triggersOnSQLite, .postgres: triggersOnPostgres])

    /// Whether an account has a webhook to tell stands among its settings, so that a booking need not ask.
    private static let changes = ["INSERT", "UPDATE OF disabled_at", "DELETE"].map { event in
        (name: "webhook_endpoints_version_\(event.prefix { $0 != " " }.lowercased())", event: event)
    }

    private static let triggersOnSQLite = changes.map { name, event in
        """
        CREATE TRIGGER \(name) AFTER \(event) ON webhook_endpoints
        BEGIN UPDATE versions SET number = random() WHERE subject_id = 'settings'; END
        """
    }

    private static let triggersOnPostgres = changes.map { name, event in
        """
        CREATE TRIGGER \(name) AFTER \(event) ON webhook_endpoints FOR EACH ROW EXECUTE FUNCTION note_settings()
        """
    }
}
