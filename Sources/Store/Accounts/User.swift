import Database
package import TimeZones

/// A person who works here.
package struct User: Hashable, Sendable {
    package let id: String
    package let name: String
    /// In lower case; unique.
    package let email: String
    /// A name of the tz database.
    package let zone: String
    /// The version of their picture; nil while there is none.
    package let photo: String?

    package init(id: String, name: String, email: String, zone: String, photo: String? = nil) {
        (self.id, self.name, self.email, self.zone, self.photo) = (id, name, email, zone, photo)
    }

    init(_ row: SQLRow) throws {
        self.init(
            id: try row.text("id"), name: try row.text("name"), email: try row.text("email"),
            zone: try row.text("zone"), photo: try row.optionalText("photo"))
    }
}

/// What a member may do in an account.
package enum Role: String, CaseIterable, Sendable {
    case admin
    case user
}

/// A user within one account.
package struct Member: Hashable, Sendable {
    package let user: User
    package let role: Role
    /// Sees what is assigned to them, and nothing else of the account.
    package let isLimited: Bool

    package init(user: User, role: Role, isLimited: Bool = false) {
        (self.user, self.role, self.isLimited) = (user, role, isLimited)
    }

    init(_ row: SQLRow) throws {
        self.init(
            user: try User(row), role: Role(rawValue: try row.text("role")) ?? .user,
            isLimited: try row.boolean("is_limited"))
    }
}

extension Reading {
    /// The user of that id.
    package func user(id: String) throws -> User? {
        try askUser(id: id).first
    }

    /// As `user(id:)`, read later.
    package func askUser(id: String) throws -> Asked<User> {
        try ask("SELECT id, name, email, zone, photo FROM users WHERE id = ?", [id], User.init)
    }

    /// The user of that id, unless they have been deleted.
    package func livingUser(id: String) throws -> User? {
        try first(
            "SELECT id, name, email, zone, photo FROM users WHERE id = ? AND deleted_at IS NULL", [id], User.init)
    }

    /// Who a deleted user has become, and who that one has, the latest last.
    package func successors(of userID: String) throws -> [String] {
        try line(from: userID) { id in
            try first("SELECT MIN(id) AS id FROM users WHERE restored_from = ?", [id]) {
                try $0.optionalText("id")
            }
                ?? nil
        }
    }

    /// Who a restored user was before, the latest first.
    package func predecessors(of userID: String) throws -> [String] {
        try line(from: userID) { id in
            try first("SELECT restored_from FROM users WHERE id = ?", [id]) {
                try $0.optionalText("restored_from")
            }
                ?? nil
        }
    }

    private func line(from userID: String, _ next: (String) throws -> String?) throws -> [String] {
        var found: [String] = []
        while let id = try next(found.last ?? userID), id != userID, !found.contains(id) { found.append(id) }
        return found
    }

    /// The user of that address, in lower case.
    package func user(email: String) throws -> User? {
        try first("SELECT id, name, email, zone, photo FROM users WHERE email = ?", [email], User.init)
    }

    /// A user as a member of an account; nil when they are none.
    package func membership(of userID: String, in accountID: String) throws -> Member? {
        try first("\(memberColumns) WHERE m.account_id = ? AND u.id = ?", [accountID, userID], Member.init)
    }

    /// The accounts a user belongs to, oldest membership first.
    package func accountIDs(of userID: String) throws -> [String] {
        try all("SELECT account_id FROM memberships WHERE user_id = ? ORDER BY created_at", [userID]) {
            try $0.text("account_id")
        }
    }

    /// Everyone of an account, by name.
    package func members(of accountID: String) throws -> [Member] {
        try all("\(memberColumns) WHERE m.account_id = ? ORDER BY u.name, u.id", [accountID], Member.init)
    }

    private var memberColumns: String {
        "SELECT u.id, u.name, u.email, u.zone, u.photo, m.role, m.is_limited FROM users u "
            + "JOIN memberships m ON m.user_id = u.id"
    }
}

extension Transaction {
    /// - Throws: `StoreError.taken` when another user has the address.
    package func insert(_ user: User, passwordHash: String, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO users (id, name, email, password_hash, zone, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            [user.id, user.name, user.email, passwordHash, user.zone, now.milliseconds])
    }

    /// Makes a user a member of an account, or changes what they may do there.
    package func join(
        _ userID: String, account accountID: String, as role: Role, isLimited: Bool = false, at now: Instant
    ) throws {
        try connection.execute(
            "INSERT INTO memberships (account_id, user_id, role, is_limited, created_at) VALUES (?, ?, ?, ?, ?) "
                + "ON CONFLICT (account_id, user_id) DO UPDATE SET role = excluded.role, "
                + "is_limited = excluded.is_limited",
            [accountID, userID, role.rawValue, isLimited, now.milliseconds])
    }

    /// Takes a user out of an account, and off its calendars; their calendar feeds of it come to an end.
    package func leave(account accountID: String, user userID: String) throws {
        try connection.execute(
            "DELETE FROM calendar_hosts WHERE user_id = ? AND calendar_id IN "
                + "(SELECT id FROM calendars WHERE account_id = ?)", [userID, accountID])
        try connection.execute(
            "UPDATE contacts SET owner_id = NULL WHERE account_id = ? AND owner_id = ?", [accountID, userID])
        for table in ["memberships", "calendar_feeds"] {
            try connection.execute(
                "DELETE FROM \(table) WHERE account_id = ? AND user_id = ?", [accountID, userID])
        }
    }

    /// Deletes a user: nobody can sign in as them, and their address is free. Others go on referring to them.
    /// - Parameters:
    ///   - agencyID: whose they were, and whose admins may restore them.
    ///   - places: what they were, as JSON.
    package func delete(_ user: User, of agencyID: String, places: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE users SET deleted_at = ?, former_email = email, former_places = ?, former_agency = ?, "
                + "email = ?, "
                + "totp_secret = NULL, totp_confirmed_at = NULL WHERE id = ? AND deleted_at IS NULL",
            [now.milliseconds, places, agencyID, "\(user.id)@deleted.invalid", user.id])
        try setPhoto(nil, of: user.id)
        for accountID in try accountIDs(of: user.id) {
            try connection.execute(
                "UPDATE contacts SET owner_id = NULL WHERE account_id = ? AND owner_id = ?", [accountID, user.id])
        }
        for table in [
            "sessions", "recovery_codes", "memberships", "agency_members", "calendar_hosts", "calendar_feeds",
        ] {
            try connection.execute("DELETE FROM \(table) WHERE user_id = ?", [user.id])
        }
    }

    /// Remembers whom a new user is the return of, and that the former one has come back.
    package func markRestored(_ formerID: String, as userID: String) throws {
        try connection.execute("UPDATE users SET restored_from = ? WHERE id = ?", [formerID, userID])
    }
}

/// A user who has been deleted.
package struct DeletedUser: Sendable {
    /// With the address that they had.
    package let user: User
    package let passwordHash: String
    /// What they were, as JSON.
    package let places: String
    /// Who they are now, if they have been restored.
    package let successorID: String?
}

extension Reading {
    /// A user of an agency who has been deleted.
    package func deletedUser(id: String, of agencyID: String) throws -> DeletedUser? {
        try first(
            "SELECT u.id, u.name, u.former_email AS email, u.zone, u.photo, u.password_hash, u.former_places, "
                + "(SELECT MIN(s.id) FROM users s WHERE s.restored_from = u.id) AS successor_id "
                + "FROM users u WHERE u.id = ? AND u.former_agency = ?", [id, agencyID]
        ) {
            DeletedUser(
                user: try User($0), passwordHash: try $0.text("password_hash"),
                places: try $0.optionalText("former_places") ?? "",
                successorID: try $0.optionalText("successor_id"))
        }
    }
}
