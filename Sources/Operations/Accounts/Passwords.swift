package import Store
import TimeZones

extension Verbs {
    static let resetMinutes = 60
    static let shortestPassword = 10

    /// Sends a link to set a new password by, if there is such a user; whether there is stays between us and them.
    package func forgotPassword(email: String) async throws {
        let email = email.lowercased().filter { !$0.isWhitespace }
        try await store.write { transaction in
            guard let user = try transaction.user(email: email) else { return }
            let id = surroundings.id(LinkPurpose.reset.idPrefix)
            try transaction.insertPasswordReset(
                id: id, user: user.id, at: now, until: now.adding(minutes: Self.resetMinutes))
            try queueForPerson(.passwordReset, to: user, context: id, in: transaction)
        }
    }

    /// Whose password a link is for.
    /// - Throws: `link_used`.
    package func passwordReset(token: String) async throws -> User {
        guard let id = vault.subjectID(.reset, token: token),
            let user = try await store.read({ try $0.passwordReset(id: id, at: now) })
        else { throw Self.resetOver }
        return user
    }

    /// Sets a new password by a link, and signs the user out everywhere.
    /// - Throws: `link_used`; `invalid` for a password that is too short.
    package func resetPassword(token: String, password: String, from address: String) async throws {
        let user = try await passwordReset(token: token)
        let hash = try await passwordHash(password)
        guard let id = vault.subjectID(.reset, token: token) else { throw Self.resetOver }
        try await store.write { transaction in
            guard try transaction.usePasswordReset(id: id, of: user.id, at: now) else { throw Self.resetOver }
            try transaction.setPassword(hash, of: user.id)
            try transaction.deleteSessions(of: user.id)
            try audit("password_reset", about: user, by: Doer(user, address: address), in: transaction)
            try queueForPerson(.passwordChanged, to: user, in: transaction)
        }
    }

    /// Sets a new password for who knows the present one, and signs them out everywhere else.
    /// - Throws: `invalid` at `current` or `password`; `logged_in_as`.
    package func changePassword(current: String, to password: String, by asker: Asker) async throws {
        try asker.requireThemself()
        let user = asker.person.user
        try await count(.code, of: user.id, perMinute: 5)
        let known = try await store.read { try $0.credentials(of: user.id) }
        guard let known, try await PasswordHash.verify(current, against: known.passwordHash) else {
            throw OperationError.invalid([.init("current", "wrong", "This is not your present password.")])
        }
        let hash = try await passwordHash(password)
        try await store.write { transaction in
            try transaction.setPassword(hash, of: user.id)
            try transaction.usePasswordResets(of: user.id, at: now)
            try transaction.deleteSessions(of: user.id, besides: asker.person.sessionID)
            try audit("password_changed", about: user, by: asker.doer, in: transaction)
            try queueForPerson(.passwordChanged, to: user, in: transaction)
        }
    }

    /// Ends one of the asker's sessions, or all others when nil.
    /// - Throws: `logged_in_as`.
    package func endSession(_ id: String?, by asker: Asker) async throws {
        try asker.requireThemself()
        try await store.write {
            if let id {
                try $0.deleteSession(id: id, of: asker.person.user.id)
            } else {
                try $0.deleteSessions(of: asker.person.user.id, besides: asker.person.sessionID)
            }
        }
    }

    /// - Throws: `invalid` at `password`.
    func passwordHash(_ password: String) async throws -> String {
        guard password.count >= Self.shortestPassword else {
            throw OperationError.invalid([
                .init("password", "too_short", "The password needs at least \(Self.shortestPassword) characters.")
            ])
        }
        return try await PasswordHash.make(password, salt: surroundings.randomBytes(16))
    }

    private static let resetOver = OperationError(
        .notFound, "link_used", "This link has been used, or is older than an hour. Ask for a new one.")
}
