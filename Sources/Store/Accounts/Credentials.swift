import Database
package import TimeZones

/// What a user signs in with.
package struct Credentials: Sendable {
    package let user: User
    package let passwordHash: String
    /// The sealed secret of their authenticator, once it has been confirmed.
    package let totpSecret: String?
    /// The last time step whose code was taken.
    package let totpStep: Int64

    init(_ row: SQLRow) throws {
        user = try User(row)
        passwordHash = try row.text("password_hash")
        let isConfirmed = try row.optionalInteger64("totp_confirmed_at") != nil
        totpSecret = isConfirmed ? try row.optionalText("totp_secret") : nil
        totpStep = try row.integer64("totp_step")
    }
}

extension Reading {
    /// Of the user of that address, in lower case.
    package func credentials(email: String) throws -> Credentials? {
        try first("\(credentialColumns) WHERE email = ? AND deleted_at IS NULL", [email], Credentials.init)
    }

    /// Of the user of that id.
    package func credentials(of userID: String) throws -> Credentials? {
        try first("\(credentialColumns) WHERE id = ? AND deleted_at IS NULL", [userID], Credentials.init)
    }

    /// The sealed secret of an authenticator that has not been confirmed yet.
    package func pendingTOTPSecret(of userID: String) throws -> String? {
        try first("SELECT totp_secret FROM users WHERE id = ? AND totp_confirmed_at IS NULL", [userID]) {
            try $0.optionalText("totp_secret")
        }.flatMap(\.self)
    }

    /// How many recovery codes a user has left.
    package func recoveryCodeCount(of userID: String) throws -> Int {
        try first("SELECT count(*) AS number FROM recovery_codes WHERE user_id = ?", [userID]) {
            try $0.integer("number")
        } ?? 0
    }

    /// Whose password a reset is for, while it can be used.
    package func passwordReset(id: String, at now: Instant) throws -> User? {
        try first(
            "SELECT u.id, u.name, u.email, u.zone, u.photo FROM password_resets r JOIN users u ON u.id = r.user_id "
                + "WHERE r.id = ? AND r.used_at IS NULL AND r.expires_at > ? AND u.deleted_at IS NULL",
            [id, now.milliseconds], User.init)
    }

    private var credentialColumns: String {
        "SELECT id, name, email, zone, photo, password_hash, totp_secret, totp_confirmed_at, totp_step FROM users"
    }
}

extension Transaction {
    /// Stores a user's password, as its hash.
    package func setPassword(_ hash: String, of userID: String) throws {
        try connection.execute("UPDATE users SET password_hash = ? WHERE id = ?", [hash, userID])
    }

    /// Lets a user set a new password for a while.
    package func insertPasswordReset(id: String, user userID: String, at now: Instant, until end: Instant) throws {
        try connection.execute(
            "INSERT INTO password_resets (id, user_id, created_at, expires_at) VALUES (?, ?, ?, ?)",
            [id, userID, now.milliseconds, end.milliseconds])
    }

    /// Uses a reset up, and every other one of the user.
    /// - Returns: false when it was used or too late.
    package func usePasswordReset(id: String, of userID: String, at now: Instant) throws -> Bool {
        let isUsed = try connection.changes(
            "UPDATE password_resets SET used_at = ? WHERE id = ? AND user_id = ? AND used_at IS NULL "
                + "AND expires_at > ?", [now.milliseconds, id, userID, now.milliseconds])
        try usePasswordResets(of: userID, at: now)
        return isUsed == 1
    }

    /// Uses every reset of a user up.
    package func usePasswordResets(of userID: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE password_resets SET used_at = ? WHERE user_id = ? AND used_at IS NULL",
            [now.milliseconds, userID])
    }

    /// Forgets the resets from before a moment.
    package func deletePasswordResets(before limit: Instant) throws {
        try connection.execute("DELETE FROM password_resets WHERE expires_at < ?", [limit.milliseconds])
    }

    /// Keeps the sealed secret of an authenticator, which counts for nothing before it is confirmed.
    package func setPendingTOTPSecret(_ sealed: String, of userID: String) throws {
        try connection.execute(
            "UPDATE users SET totp_secret = ?, totp_confirmed_at = NULL, totp_step = 0 "
                + "WHERE id = ? AND totp_confirmed_at IS NULL", [sealed, userID])
    }

    /// From now on signing in asks for a code.
    /// - Parameter codes: the hashes of the recovery codes.
    package func confirmTOTP(of userID: String, step: Int64, codes: [String], at now: Instant) throws {
        try connection.execute(
            "UPDATE users SET totp_confirmed_at = ?, totp_step = ? WHERE id = ?", [now.milliseconds, step, userID])
        try connection.execute("DELETE FROM recovery_codes WHERE user_id = ?", [userID])
        for code in codes {
            try connection.execute(
                "INSERT INTO recovery_codes (user_id, code_hash) VALUES (?, ?)", [userID, code])
        }
    }

    /// Signing in asks for no code any more.
    package func removeTOTP(of userID: String) throws {
        try connection.execute(
            "UPDATE users SET totp_secret = NULL, totp_confirmed_at = NULL, totp_step = 0 WHERE id = ?", [userID])
        try connection.execute("DELETE FROM recovery_codes WHERE user_id = ?", [userID])
    }

    /// Takes the code of a time step.
    /// - Returns: false when that step's, or a later one's, was taken before.
    package func takeTOTPStep(_ step: Int64, of userID: String) throws -> Bool {
        try connection.changes(
            "UPDATE users SET totp_step = ? WHERE id = ? AND totp_step < ?", [step, userID, step]) == 1
    }

    /// Uses a recovery code up.
    /// - Returns: false when it is none.
    package func takeRecoveryCode(_ hash: String, of userID: String) throws -> Bool {
        try connection.changes(
            "DELETE FROM recovery_codes WHERE user_id = ? AND code_hash = ?", [userID, hash]) == 1
    }
}
