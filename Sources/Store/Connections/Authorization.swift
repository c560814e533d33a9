import Database
package import TimeZones

/// A consent that was asked of Zoom and has not come back yet.
package struct PendingAuthorization: Sendable {
    package let userID: String
    /// The PKCE code verifier, sealed.
    package let sealedVerifier: String
    package let createdAt: Instant
    /// The page to go back to; empty for none in particular.
    package let returnPath: String
}

extension Transaction {
    /// Remembers a consent that is being asked for.
    package func insertAuthorization(
        stateHash: String, user: String, sealedVerifier: String, returnPath: String, at now: Instant
    ) throws {
        try connection.execute(
            "INSERT INTO authorizations (state_hash, user_id, verifier, return_path, created_at) "
                + "VALUES (?, ?, ?, ?, ?)",
            [stateHash, user, sealedVerifier, returnPath, now.milliseconds])
    }

    /// Takes the pending consent of that state away, so that it serves once.
    package func takeAuthorization(stateHash: String) throws -> PendingAuthorization? {
        try first(
            "DELETE FROM authorizations WHERE state_hash = ? "
                + "RETURNING user_id, verifier, return_path, created_at", [stateHash]
        ) {
            PendingAuthorization(
                userID: try $0.text("user_id"), sealedVerifier: try $0.text("verifier"),
                createdAt: Instant(milliseconds: try $0.integer64("created_at")),
                returnPath: try $0.text("return_path"))
        }
    }

    /// Forgets the consents that never came back.
    package func deleteAuthorizations(before limit: Instant) throws {
        try connection.execute("DELETE FROM authorizations WHERE created_at < ?", [limit.milliseconds])
    }
}
