package import Store
import TimeZones

/// What a browser is handed when someone signs in.
package struct NewSession: Sendable {
    /// For the cookie; only its hash is stored.
    package let token: String
    /// How long it lasts, seconds.
    package let lifetime: Int
}

extension Verbs {
    /// Checks an e-mail address and a password, and opens a session.
    /// - Throws: `sign_in` without saying which of the two was wrong.
    package func signIn(email: String, password: String) async throws -> NewSession {
        let email = email.lowercased().filter { !$0.isWhitespace }
        let known = try await store.read { snapshot in
            try snapshot.credentials(email: email).map {
                ($0.user, $0.passwordHash, try snapshot.accountIDs(of: $0.user.id).first)
            }
        }
        // An unknown address costs as much time as a wrong password.
        let matches = try await PasswordHash.verify(password, against: known?.1 ?? Self.nobodysHash)
        guard matches, let (user, _, accountID) = known, let accountID else {
            throw OperationError(
                .forbidden, "sign_in", "The e-mail address and the password do not belong together.")
        }
        let session = NewSession(token: surroundings.token(), lifetime: 14 * 86_400)
        let csrf = surroundings.token()
        try await store.write {
            try $0.insertSession(
                tokenHash: Vault.hash(session.token), user: user.id, account: accountID, csrf: csrf, at: now,
                until: now.adding(seconds: session.lifetime))
        }
        return session
    }

    /// Ends a session; its cookie is worth nothing from then on.
    package func signOut(_ session: Session) async throws {
        try await store.write { try $0.deleteSession(tokenHash: session.tokenHash) }
    }

    /// The session of a cookie; nil when it is none of ours or over.
    package func session(token: String) async throws -> Session? {
        try await store.read { try $0.session(tokenHash: Vault.hash(token), at: now) }
    }

    /// The account an API key speaks for; nil for a key that is none of ours.
    package func account(apiKey: String) async throws -> Account? {
        try await store.read { try $0.account(apiKeyHash: Vault.hash(apiKey)) }
    }

    /// The hash of a password that nobody has.
    private static let nobodysHash =
        "scrypt$15$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
}
