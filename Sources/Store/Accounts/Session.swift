import Database
package import TimeZones

/// A signed-in browser. The token itself is only in the cookie; here is its hash.
package struct Session: Sendable {
    package let tokenHash: String
    package let csrf: String
    package let account: Account
    package let member: Member
}

extension Reading {
    /// The session of that token hash, unless it has expired or its user has left the account.
    package func session(tokenHash: String, at now: Instant) throws -> Session? {
        let row = try connection.row(
            "SELECT user_id, account_id, csrf FROM sessions WHERE token_hash = ? AND expires_at > ?",
            [tokenHash, now.milliseconds])
        guard let row, let account = try account(id: row.text("account_id")),
            let member = try membership(of: row.text("user_id"), in: account.id)
        else { return nil }
        return Session(tokenHash: tokenHash, csrf: try row.text("csrf"), account: account, member: member)
    }
}

extension Transaction {
    /// Opens a session; only the token's hash is kept.
    package func insertSession(
        tokenHash: String, user: String, account: String, csrf: String, at now: Instant, until end: Instant
    ) throws {
        try connection.execute(
            "INSERT INTO sessions (token_hash, user_id, account_id, csrf, created_at, expires_at) "
                + "VALUES (?, ?, ?, ?, ?, ?)",
            [tokenHash, user, account, csrf, now.milliseconds, end.milliseconds])
    }

    /// Ends a session.
    package func deleteSession(tokenHash: String) throws {
        try connection.execute("DELETE FROM sessions WHERE token_hash = ?", [tokenHash])
    }

    /// Removes the sessions that are over.
    package func deleteExpiredSessions(at now: Instant) throws {
        try connection.execute("DELETE FROM sessions WHERE expires_at <= ?", [now.milliseconds])
    }
}
