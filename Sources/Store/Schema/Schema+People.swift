import Database

extension Schema {
    /// Agencies with people of their own, what a member may do, and how people come in and stay who they are.
    static let people = Migration(
        "people",
        agencyMembers + userColumns.map { "ALTER TABLE users ADD COLUMN \($0)" } + sessions + entrances + traces
            + keyColumns.map { "ALTER TABLE api_keys ADD COLUMN \($0)" })

    /// Until now each agency had one account, and its admins looked after it.
    private static let agencyMembers = [
        """
        CREATE TABLE agency_members (
            user_id TEXT PRIMARY KEY REFERENCES users (id),
            agency_id TEXT NOT NULL REFERENCES agencies (id),
            role TEXT NOT NULL CHECK (role IN ('admin', 'user')),
            created_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX agency_members_by_agency ON agency_members (agency_id)",
        """
        INSERT INTO agency_members (user_id, agency_id, role, created_at)
        SELECT m.user_id, MIN(a.agency_id), 'admin', MIN(m.created_at) FROM memberships m
        JOIN accounts a ON a.id = m.account_id WHERE m.role = 'admin' GROUP BY m.user_id
        """,
        "CREATE INDEX accounts_by_agency ON accounts (agency_id)",
        // Sees what is assigned to them, and nothing else of the account.
        "ALTER TABLE memberships ADD COLUMN is_limited INTEGER NOT NULL DEFAULT 0",
    ]

    private static let userColumns = [
        "phone TEXT NOT NULL DEFAULT ''",
        // Who is deleted stays as a row that others refer to, without an address to sign in by.
        "deleted_at BIGINT", "former_email TEXT", "former_places TEXT", "former_agency TEXT",
        "restored_from TEXT",
        // Sealed; of no effect before it has been confirmed.
        "totp_secret TEXT", "totp_confirmed_at BIGINT",
        // The last time step whose code was taken: none is taken twice (RFC 6238, section 5.2).
        "totp_step BIGINT NOT NULL DEFAULT 0",
    ]

    /// The keys from before may do everything, as they could.
    private static let keyColumns = [
        "scopes TEXT NOT NULL DEFAULT '*'", "created_by TEXT NOT NULL DEFAULT ''", "last_used_at BIGINT",
        "expires_at BIGINT", "revoked_at BIGINT",
    ]

    /// Made anew, which signs everybody out once: SQLite cannot relax a column.
    private static let sessions = [
        "DROP TABLE sessions",
        """
        CREATE TABLE sessions (
            id TEXT PRIMARY KEY,
            token_hash TEXT NOT NULL UNIQUE,
            user_id TEXT NOT NULL REFERENCES users (id),
            account_id TEXT REFERENCES accounts (id),
            csrf TEXT NOT NULL,
            browser TEXT NOT NULL,
            address TEXT NOT NULL,
            acting_id TEXT REFERENCES users (id),
            acting_until BIGINT,
            created_at BIGINT NOT NULL,
            seen_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX sessions_by_user ON sessions (user_id)",
    ]

    private static let entrances = [
        """
        CREATE TABLE invitations (
            id TEXT PRIMARY KEY,
            agency_id TEXT NOT NULL REFERENCES agencies (id),
            account_id TEXT REFERENCES accounts (id),
            email TEXT NOT NULL,
            name TEXT NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('admin', 'user')),
            is_limited INTEGER NOT NULL,
            agency_role TEXT CHECK (agency_role IN ('admin', 'user')),
            invited_by TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            ended_at BIGINT
        )
        """,
        "CREATE INDEX invitations_by_agency ON invitations (agency_id, created_at)",
        """
        CREATE TABLE password_resets (
            id TEXT PRIMARY KEY,
            user_id TEXT NOT NULL REFERENCES users (id),
            created_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            used_at BIGINT
        )
        """,
        """
        CREATE TABLE recovery_codes (
            user_id TEXT NOT NULL REFERENCES users (id),
            code_hash TEXT NOT NULL,
            PRIMARY KEY (user_id, code_hash)
        )
        """,
    ]

    /// What was done, by whom, and who was behind it.
    private static let traces = [
        """
        CREATE TABLE audit (
            id TEXT PRIMARY KEY,
            agency_id TEXT NOT NULL,
            account_id TEXT,
            event TEXT NOT NULL,
            actor_id TEXT NOT NULL,
            actor TEXT NOT NULL,
            behind_id TEXT,
            behind TEXT,
            subject_id TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL,
            address TEXT NOT NULL,
            happened_at BIGINT NOT NULL
        )
        """,
        "CREATE INDEX audit_by_agency ON audit (agency_id, happened_at)",
        "CREATE INDEX audit_by_account ON audit (account_id, happened_at)",
    ]
}
