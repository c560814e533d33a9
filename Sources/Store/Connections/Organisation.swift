import Database
package import TimeZones

/// An organisation's Zoom account, connected once for all of an account's hosts by a server-to-server app of its own. What
/// is secret is sealed.
package struct Organisation: Hashable, Sendable {
    package let accountID: String
    package let zoomAccountID: String
    package let clientID: String
    package let sealedClientSecret: String
    package var sealedAccessToken: String
    package var tokenExpiresAt: Instant
    /// Space-separated, as Zoom answered them.
    package var scopes: String
    package var state: Connection.State
    package var brokenReason: String?
    /// The name of who connected it.
    package let connectedBy: String
    package let connectedAt: Instant

    package init(
        accountID: String, zoomAccountID: String, clientID: String, sealedClientSecret: String,
        sealedAccessToken: String, tokenExpiresAt: Instant, scopes: String, connectedBy: String,
        connectedAt: Instant
    ) {
        self.accountID = accountID
        self.zoomAccountID = zoomAccountID
        self.clientID = clientID
        self.sealedClientSecret = sealedClientSecret
        self.sealedAccessToken = sealedAccessToken
        self.tokenExpiresAt = tokenExpiresAt
        self.scopes = scopes
        self.connectedBy = connectedBy
        self.connectedAt = connectedAt
        state = .active
    }

    init(_ row: SQLRow) throws {
        self.init(
            accountID: try row.text("account_id"), zoomAccountID: try row.text("zoom_account_id"),
            clientID: try row.text("client_id"), sealedClientSecret: try row.text("client_secret"),
            sealedAccessToken: try row.text("access_token"),
            tokenExpiresAt: Instant(milliseconds: try row.integer64("token_expires_at")),
            scopes: try row.text("scopes"), connectedBy: try row.text("connected_by"),
            connectedAt: Instant(milliseconds: try row.integer64("connected_at")))
        state = Connection.State(rawValue: try row.text("state")) ?? .broken
        brokenReason = try row.optionalText("broken_reason")
    }
}

extension Reading {
    /// The organisation that an account has connected.
    package func organisation(of accountID: String) throws -> Organisation? {
        try first("SELECT * FROM zoom_organisations WHERE account_id = ?", [accountID], Organisation.init)
    }

    /// The connections that an account's organisation serves.
    package func connections(servedBy accountID: String) throws -> [Connection] {
        try all(
            "SELECT * FROM connections WHERE organisation_id = ? ORDER BY user_id", [accountID], Connection.init)
    }
}

extension Transaction {
    /// Keeps an organisation as it is until this transaction ends, but for what it does itself.
    package func lockOrganisation(of accountID: String) throws {
        try lock("SELECT account_id FROM zoom_organisations WHERE account_id = ?", [accountID])
    }

    /// Stores it in the place of the account's former one.
    package func save(_ organisation: Organisation) throws {
        try connection.execute(
            "INSERT INTO zoom_organisations (account_id, zoom_account_id, client_id, client_secret, access_token, "
                + "token_expires_at, scopes, state, broken_reason, connected_by, connected_at) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_id) DO UPDATE SET "
                + "zoom_account_id = excluded.zoom_account_id, client_id = excluded.client_id, "
                + "client_secret = excluded.client_secret, access_token = excluded.access_token, "
                + "token_expires_at = excluded.token_expires_at, scopes = excluded.scopes, "
                + "state = excluded.state, broken_reason = excluded.broken_reason, "
                + "connected_by = excluded.connected_by, connected_at = excluded.connected_at, "
                + "refresh_lease = NULL, refresh_until = NULL",
            [
                organisation.accountID, organisation.zoomAccountID, organisation.clientID,
                organisation.sealedClientSecret, organisation.sealedAccessToken,
                organisation.tokenExpiresAt.milliseconds, organisation.scopes, organisation.state.rawValue,
                organisation.brokenReason, organisation.connectedBy, organisation.connectedAt.milliseconds,
            ])
    }

    /// Puts a new token in the place of the former, unless the app was changed meanwhile.
    package func saveToken(of renewed: Organisation) throws {
        try connection.execute(
            "UPDATE zoom_organisations SET access_token = ?, token_expires_at = ?, scopes = ?, refresh_lease = NULL, "
                + "refresh_until = NULL WHERE account_id = ? AND client_secret = ?",
            [
                renewed.sealedAccessToken, renewed.tokenExpiresAt.milliseconds, renewed.scopes, renewed.accountID,
                renewed.sealedClientSecret,
            ])
    }

    /// Nobody whom an account's organisation serves is let in any more.
    package func markConnectionsBroken(servedBy accountID: String, reason: String) throws {
        try connection.execute(
            "UPDATE connections SET state = 'broken', broken_reason = ? WHERE organisation_id = ?",
            [reason, accountID])
    }

    /// Removes an account's organisation, and the connections that it served.
    package func deleteOrganisation(of accountID: String) throws {
        for served in try connections(servedBy: accountID) { try deleteConnection(of: served.userID) }
        try connection.execute("DELETE FROM zoom_organisations WHERE account_id = ?", [accountID])
    }
}
