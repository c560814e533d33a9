import Foundation
import Store
import TimeZones

/// What somebody types into their authenticator app.
package struct AuthenticatorSetup: Sendable {
    /// In base32.
    package let secret: String
    /// `otpauth://…`: what a phone opens, and a code to scan holds.
    package let address: String
}

/// How far signing in has come.
package enum SignInStep: Sendable {
    case done(NewSession)
    /// A code is asked for; the ticket says that the password was right, for five minutes.
    case code(ticket: String)
}

extension Verbs {
    private static let ticketMinutes = 5
    private static let recoveryCodes = 10

    /// The secret of an authenticator that is being set up: made at first, the same until it is confirmed.
    /// - Throws: `logged_in_as`; `has_authenticator`.
    package func beginAuthenticator(by asker: Asker) async throws -> AuthenticatorSetup {
        try asker.requireThemself()
        let user = asker.person.user
        let secret = try await store.write { transaction in
            if try transaction.credentials(of: user.id)?.totpSecret != nil {
                throw OperationError(
                    .conflict, "has_authenticator", "There is an authenticator already. Remove it first.")
            }
            if let sealed = try transaction.pendingTOTPSecret(of: user.id) {
                return try vault.open(sealed, context: user.id)
            }
            let secret = Base32.encode(surroundings.randomBytes(20))
            try transaction.setPendingTOTPSecret(try vault.seal(secret, context: user.id), of: user.id)
            return secret
        }
        var address = URLComponents()
        (address.scheme, address.host, address.path) = ("otpauth", "totp", "/Usher:\(user.email)")
        address.queryItems = [.init(name: "secret", value: secret), .init(name: "issuer", value: "Usher")]
        return AuthenticatorSetup(secret: secret, address: address.string ?? "")
    }

    /// Confirms it by a code; from then on signing in asks for one.
    /// - Returns: the recovery codes, which are shown this once.
    /// - Throws: `invalid` at `code`; `logged_in_as`.
    package func confirmAuthenticator(code: String, by asker: Asker) async throws -> [String] {
        try asker.requireThemself()
        let user = asker.person.user
        let codes = (0..<Self.recoveryCodes).map { _ in
            Base32.encode(surroundings.randomBytes(10)).lowercased()
        }
        try await store.write { transaction in
            guard let sealed = try transaction.pendingTOTPSecret(of: user.id),
                let step = TOTP.step(
                    of: Self.digits(code), secret: Base32.decode(try vault.open(sealed, context: user.id)), at: now
                )
            else { throw Self.wrongCode }
            try transaction.confirmTOTP(of: user.id, step: step, codes: codes.map(Vault.hash), at: now)
            try audit("authenticator_added", about: user, by: asker.doer, in: transaction)
        }
        return codes
    }

    /// Removes the authenticator of who knows the password.
    /// - Throws: `invalid` at `current`; `logged_in_as`.
    package func removeAuthenticator(password: String, by asker: Asker) async throws {
        try asker.requireThemself()
        let user = asker.person.user
        try await count(.code, of: user.id, perMinute: 5)
        let known = try await store.read { try $0.credentials(of: user.id) }
        guard let known, try await PasswordHash.verify(password, against: known.passwordHash) else {
            throw OperationError.invalid([.init("current", "wrong", "This is not your password.")])
        }
        try await store.write {
            try $0.removeTOTP(of: user.id)
            try audit("authenticator_removed", about: user, by: asker.doer, in: $0)
        }
    }

    /// A ticket for who has given the right password.
    func ticket(for known: Credentials) throws -> String {
        let end = now.adding(minutes: Self.ticketMinutes).milliseconds
        return try vault.seal(
            "\(known.user.id) \(end) \(Vault.digest(known.passwordHash))", context: "sign-in")
    }

    /// Finishes signing in by a code of the authenticator, or a recovery code.
    /// - Throws: `ticket_over`; `invalid` at `code`; `too_many`.
    package func signIn(ticket: String, code: String, browser: Browser) async throws -> NewSession {
        guard let parts = (try? vault.open(ticket, context: "sign-in"))?.split(separator: " "), parts.count == 3,
            let end = Int64(parts[1]), end > now.milliseconds
        else {
            throw Self.ticketOver
        }
        let userID = String(parts[0])
        try await count(.code, of: userID, perMinute: 5)
        return try await store.write { transaction in
            guard let known = try transaction.credentials(of: userID), let sealed = known.totpSecret,
                Vault.digest(known.passwordHash) == parts[2]
            else { throw Self.ticketOver }
            let secret = Base32.decode(try vault.open(sealed, context: userID))
            let typed = code.lowercased().filter { !$0.isWhitespace && $0 != "-" }
            if let step = TOTP.step(of: Self.digits(code), secret: secret, at: now) {
                guard try transaction.takeTOTPStep(step, of: userID) else { throw Self.wrongCode }
            } else if try !transaction.takeRecoveryCode(Vault.hash(typed), of: userID) {
                throw Self.wrongCode
            }
            return try openSession(for: known.user, browser, in: transaction)
        }
    }

    private static let ticketOver = OperationError(
        .conflict, "ticket_over", "That took too long. Sign in again.")

    private static func digits(_ code: String) -> String { code.filter(\.isNumber) }

    private static let wrongCode = OperationError.invalid([
        .init(
            "code", "wrong", "This is not the present code. Wait for the next one, and check your phone's clock.")
    ])
}
