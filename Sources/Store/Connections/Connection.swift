import Database
package import TimeZones

/// A user's Zoom account, linked by OAuth. Tokens are sealed; only Operations can open them.
package struct Connection: Hashable, Sendable {
    /// Whether Zoom still lets us in.
    package enum State: String, Sendable {
        case active
        /// Zoom has ended the grant: only the user can mend it, by connecting again.
        case broken
    }

    package var userID: String
    package var zoomUserID: String
    package var zoomAccountID: String
    package var zoomEmail: String
    package var sealedAccessToken: String
    package var sealedRefreshToken: String
    package var tokenExpiresAt: Instant
    /// Space-separated, as Zoom answered them.
    package var scopes: String
    package var state: State
    package var brokenReason: String?
    package var connectedAt: Instant
    /// Whether guests can be registered: the Zoom user is licensed, and Zoom has not refused it.
    package var canRegister = false
    /// The account whose organisation serves it, without a grant of the user's own; nil for a grant of their own.
    package var organisationID: String?

    package init(
        userID: String, zoomUserID: String, zoomAccountID: String, zoomEmail: String, sealedAccessToken: String,
        sealedRefreshToken: String, tokenExpiresAt: Instant, scopes: String, connectedAt: Instant
    ) {
        self.userID = userID
        self.zoomUserID = zoomUserID
        self.zoomAccountID = zoomAccountID
        self.zoomEmail = zoomEmail
        self.sealedAccessToken = sealedAccessToken
        self.sealedRefreshToken = sealedRefreshToken
        self.tokenExpiresAt = tokenExpiresAt
        self.scopes = scopes
        self.connectedAt = connectedAt
        state = .active
        brokenReason = nil
    }

    init(_ row: SQLRow) throws {
        self.init(
            userID: try row.text("user_id"), zoomUserID: try row.text("zoom_user_id"),
            zoomAccountID: try row.text("zoom_account_id"), zoomEmail: try row.text("zoom_email"),
            sealedAccessToken: try row.text("access_token"), sealedRefreshToken: try row.text("refresh_token"),
            tokenExpiresAt: Instant(milliseconds: try row.integer64("token_expires_at")),
            scopes: try row.text("scopes"), connectedAt: Instant(milliseconds: try row.integer64("connected_at")))
        state = State(rawValue: try row.text("state")) ?? .broken
        brokenReason = try row.optionalText("broken_reason")
        canRegister = try row.boolean("can_register")
        organisationID = try row.optionalText("organisation_id")
    }
}

extension Reading {
    /// A user's connection; nil when they have none.
    package func connection(of userID: String) throws -> Connection? {
        try first("SELECT * FROM connections WHERE user_id = ?", [userID], Connection.init)
    }

    /// Who has connected that Zoom user, if anyone.
    package func connection(zoomUserID: String) throws -> Connection? {
        try first("SELECT * FROM connections WHERE zoom_user_id = ?", [zoomUserID], Connection.init)
    }

    /// Whose tokens have not been refreshed since a moment, those that rest longest first.
    package func idleConnections(before limit: Instant, limit count: Int) throws -> [String] {
        try all(
            "SELECT user_id FROM connections WHERE state = 'active' AND token_expires_at < ? "
                + "AND organisation_id IS NULL ORDER BY token_expires_at LIMIT ?", [limit.milliseconds, count]
        ) { try $0.text("user_id") }
    }

    /// The users with a connection whose meetings in Zoom nobody is to look at.
    package func unwatchedConnections(limit: Int) throws -> [String] {
        try all(
            "SELECT c.user_id FROM connections c WHERE c.state = 'active' AND NOT EXISTS (SELECT 1 FROM work w "
                + "WHERE w.work_key = '\(WorkItem.Kind.lookAtZoom.rawValue):' || c.user_id) "
                + "ORDER BY c.token_expires_at LIMIT ?", [limit]
        ) { try $0.text("user_id") }
    }

    /// The users whose connections work, those whose tokens end first.
    package func activeConnections(limit: Int) throws -> [String] {
        try all(
            "SELECT user_id FROM connections WHERE state = 'active' ORDER BY token_expires_at LIMIT ?", [limit]
        ) { try $0.text("user_id") }
    }

    /// The connections of an account's members, by user id.
    package func connections(of accountID: String) throws -> [String: Connection] {
        let connections = try all(
            "SELECT c.* FROM connections c JOIN memberships m ON m.user_id = c.user_id WHERE m.account_id = ?",
            [accountID], Connection.init)
        return Dictionary(connections.map { ($0.userID, $0) }) { first, _ in first }
    }
}

extension Transaction {
    /// Stores the connection in place of the user's former one.
    /// - Throws: `StoreError.taken` when another user has connected the same Zoom user.
    package func save(_ connection: Connection) throws {
        try self.connection.execute(
            "INSERT INTO connections (user_id, zoom_user_id, zoom_account_id, zoom_email, access_token, "
                + "refresh_token, token_expires_at, scopes, state, broken_reason, connected_at, "
                + "can_register, organisation_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (user_id) DO UPDATE SET "
                + "zoom_user_id = excluded.zoom_user_id, zoom_account_id = excluded.zoom_account_id, "
                + "zoom_email = excluded.zoom_email, access_token = excluded.access_token, "
                + "refresh_token = excluded.refresh_token, token_expires_at = excluded.token_expires_at, "
                + "scopes = excluded.scopes, state = excluded.state, broken_reason = excluded.broken_reason, "
                + "connected_at = excluded.connected_at, can_register = excluded.can_register, "
                + "organisation_id = excluded.organisation_id, refresh_lease = NULL, refresh_until = NULL",
            [
                connection.userID, connection.zoomUserID, connection.zoomAccountID, connection.zoomEmail,
                connection.sealedAccessToken, connection.sealedRefreshToken,
                connection.tokenExpiresAt.milliseconds,
                connection.scopes, connection.state.rawValue, connection.brokenReason,
                connection.connectedAt.milliseconds, connection.canRegister, connection.organisationID,
            ])
    }

    /// Puts a new pair of tokens in the place of the one that was used for it, and gives the right to refresh back.
    package func saveTokens(_ renewed: Connection, insteadOf sealedRefreshToken: String) throws {
        try connection.execute(
            "UPDATE connections SET access_token = ?, refresh_token = ?, token_expires_at = ?, scopes = ?, "
                + "refresh_lease = NULL, refresh_until = NULL WHERE user_id = ? AND refresh_token = ?",
            [
                renewed.sealedAccessToken, renewed.sealedRefreshToken, renewed.tokenExpiresAt.milliseconds,
                renewed.scopes, renewed.userID, sealedRefreshToken,
            ])
    }

    /// Keeps a user's connection as it is until this transaction ends, but for what it does itself.
    package func lockConnection(of userID: String) throws {
        try lock("SELECT user_id FROM connections WHERE user_id = ?", [userID])
    }

    /// Removes a user's connection, tokens and all, and what was known of their time by it.
    package func deleteConnection(of userID: String) throws {
        try setExternalBlocks([], of: userID)
        try connection.execute("DELETE FROM connections WHERE user_id = ?", [userID])
    }
}
