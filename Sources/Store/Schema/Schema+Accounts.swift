import Database

extension Schema {
    /// Who works here, and how they prove it.
    static let accounts = Migration(
        "accounts",
        [
            """
            CREATE TABLE agencies (id TEXT PRIMARY KEY, name TEXT NOT NULL, created_at BIGINT NOT NULL)
            """,
            """
            CREATE TABLE accounts (
                id TEXT PRIMARY KEY,
                agency_id TEXT NOT NULL REFERENCES agencies (id),
                slug TEXT NOT NULL UNIQUE,
                name TEXT NOT NULL,
                zone TEXT NOT NULL,
                created_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE users (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                email TEXT NOT NULL UNIQUE,
                password_hash TEXT NOT NULL,
                zone TEXT NOT NULL,
                created_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE memberships (
                account_id TEXT NOT NULL REFERENCES accounts (id),
                user_id TEXT NOT NULL REFERENCES users (id),
                role TEXT NOT NULL CHECK (role IN ('admin', 'user')),
                created_at BIGINT NOT NULL,
                PRIMARY KEY (account_id, user_id)
            )
            """,
            "CREATE INDEX memberships_by_user ON memberships (user_id)",
            """
            CREATE TABLE sessions (
                token_hash TEXT PRIMARY KEY,
                user_id TEXT NOT NULL REFERENCES users (id),
                account_id TEXT NOT NULL REFERENCES accounts (id),
                csrf TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE api_keys (
                id TEXT PRIMARY KEY,
                account_id TEXT NOT NULL REFERENCES accounts (id),
                key_hash TEXT NOT NULL UNIQUE,
                label TEXT NOT NULL,
                created_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE connections (
                user_id TEXT PRIMARY KEY REFERENCES users (id),
                zoom_user_id TEXT NOT NULL UNIQUE,
                zoom_account_id TEXT NOT NULL,
                zoom_email TEXT NOT NULL,
                access_token TEXT NOT NULL,
                refresh_token TEXT NOT NULL,
                token_expires_at BIGINT NOT NULL,
                scopes TEXT NOT NULL,
                state TEXT NOT NULL CHECK (state IN ('active', 'broken')),
                broken_reason TEXT,
                connected_at BIGINT NOT NULL
            )
            """,
            """
            CREATE TABLE authorizations (
                state_hash TEXT PRIMARY KEY,
                user_id TEXT NOT NULL REFERENCES users (id),
                verifier TEXT NOT NULL,
                created_at BIGINT NOT NULL
            )
            """,
        ])
}
