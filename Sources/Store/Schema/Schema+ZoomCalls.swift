import Database

extension Schema {
    /// What was asked of Zoom and what came of it, and apps that serve a whole organisation.
    static let zoomCalls = Migration(
        "zoom calls",
        [
            """
            CREATE TABLE zoom_calls (
                id TEXT PRIMARY KEY,
                user_id TEXT,
                meeting_id TEXT,
                method TEXT NOT NULL,
                path TEXT NOT NULL,
                status INTEGER NOT NULL,
                code INTEGER,
                problem TEXT,
                tracking_id TEXT,
                took_ms INTEGER NOT NULL,
                ended_at BIGINT NOT NULL
            )
            """,
            "CREATE INDEX zoom_calls_by_user ON zoom_calls (user_id, ended_at) WHERE user_id IS NOT NULL",
            "CREATE INDEX zoom_calls_by_meeting ON zoom_calls (meeting_id, ended_at) WHERE meeting_id IS NOT NULL",
            "CREATE INDEX zoom_calls_by_age ON zoom_calls (ended_at)",
            """
            CREATE TABLE zoom_organisations (
                account_id TEXT PRIMARY KEY REFERENCES accounts (id),
                zoom_account_id TEXT NOT NULL,
                client_id TEXT NOT NULL,
                client_secret TEXT NOT NULL,
                access_token TEXT NOT NULL,
                token_expires_at BIGINT NOT NULL,
                scopes TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('active', 'broken')),
                broken_reason TEXT,
                connected_by TEXT NOT NULL,
                connected_at BIGINT NOT NULL,
                refresh_lease TEXT,
                refresh_until BIGINT
            )
            """,
            // The account whose organisation serves it; null for a user's own grant.
            "ALTER TABLE connections ADD COLUMN organisation_id TEXT REFERENCES zoom_organisations (account_id)",
            "CREATE INDEX connections_by_organisation ON connections (organisation_id) "
                + "WHERE organisation_id IS NOT NULL",
        ])
}
