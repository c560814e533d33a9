package import Store
import TimeZones

/// What a browser is handed when someone signs in.
package struct NewSession: Sendable {
    /// For the cookie; only its hash is stored.
    package let token: String
    /// How long it lasts, seconds.
    package let lifetime: Int
}

/// A browser as it presents itself.
package struct Browser: Sendable {
    /// What it calls itself.
    package let name: String
    /// Where on the network it is.
    package let address: String

    package init(name: String, address: String) {
        self.name = String(name.prefix(300))
        self.address = address
    }
}

extension Verbs {
    /// Checks an e-mail address and a password. Who has an authenticator is asked for its code, others are signed in.
    /// - Throws: `sign_in` without saying which of the two was wrong.
    package func signIn(email: String, password: String, browser: Browser) async throws -> SignInStep {
        let email = email.lowercased().filter { !$0.isWhitespace }
        let known = try await store.read { try $0.credentials(email: email) }
        // An unknown address costs as much time as a wrong password.
        let matches = try await PasswordHash.verify(password, against: known?.passwordHash ?? Self.nobodysHash)
        guard matches, let user = known?.user else {
            throw OperationError(
                .forbidden, "sign_in", "The e-mail address and the password do not belong together.")
        }
        if let known, known.totpSecret != nil { return .code(ticket: try ticket(for: known)) }
        let session = try await store.write { transaction -> NewSession? in
            // It may have been changed while it was being checked.
            let present = try transaction.credentials(of: user.id)
            guard present?.passwordHash == known?.passwordHash, present?.totpSecret == nil else { return nil }
            return try openSession(for: user, browser, in: transaction)
        }
        guard let session else { return try await signIn(email: email, password: password, browser: browser) }
        return .done(session)
    }

    /// Opens a session of somebody who has proved to be the user.
    /// - Parameter accountID: the account that is open at first; the first of theirs when nil.
    func openSession(
        for user: User, _ browser: Browser, account accountID: String? = nil, in transaction: Transaction
    ) throws -> NewSession {
        let session = NewSession(token: surroundings.token(), lifetime: 14 * 86_400)
        try transaction.insert(
            SessionRecord(
                id: surroundings.id("ses"), tokenHash: Vault.hash(session.token), userID: user.id,
                accountID: try accountID ?? transaction.accounts(openTo: user.id).first?.id,
                csrf: surroundings.token(),
                browser: browser.name, address: browser.address, expiresAt: now.adding(seconds: session.lifetime)),
            at: now)
        return session
    }

    /// Ends a session; its cookie is worth nothing from then on.
    package func signOut(_ person: Person) async throws {
        try await store.write {
            try $0.deleteSession(id: person.sessionID, of: person.behind?.id ?? person.user.id)
        }
    }

    /// Who a cookie stands for, and the account that is open; nil when it is none of ours or over.
    package func person(token: String) async throws -> (person: Person, session: Session?)? {
        let found = try await store.read { try $0.person(tokenHash: Vault.hash(token), at: now) }
        // Every five minutes is close enough.
        if let person = found?.person, person.seenAt.adding(minutes: 5) <= now {
            try await store.write { try $0.touch(session: person.sessionID, at: now) }
        }
        return found
    }

    /// The hash of a password that nobody has.
    static let nobodysHash =
        "scrypt$15$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
}
