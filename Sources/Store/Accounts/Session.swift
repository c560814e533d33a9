import Database
package import TimeZones

/// Somebody who is signed in with a browser. The token itself is only in the cookie; here is its hash.
package struct Person: Sendable {
    package let sessionID: String
    package let tokenHash: String
    /// What every form of this session carries.
    package let csrf: String
    package let user: User
    /// The agency's admin who is logged in as the user.
    package let behind: User?
    /// Their place in an agency itself.
    package let standing: AgencyStanding?
    /// The first of the accounts that they may open, by name.
    package let accounts: [Account]
    /// When the session was in use last, to within minutes.
    package let seenAt: Instant

    /// As many as are offered without looking for one.
    package static let fewAccounts = 8

    package var isAgencyAdmin: Bool { standing?.role == .admin }

    /// How the history names them.
    package var actor: String { behind.map { "\($0.name) as \(user.name)" } ?? user.name }
}

/// A person within the account that they have open.
package struct Session: Sendable {
    package let person: Person
    package let account: Account
    /// What they may do here.
    package let member: Member
    /// Whether they belong to the account: an agency's admin may open accounts where they do not.
    package let isMember: Bool

    package var csrf: String { person.csrf }
    package var user: User { member.user }
    package var isAdmin: Bool { member.role == .admin }
    package var actor: String { person.actor }
    /// Whose contacts and appointments alone they see; nil for all of the account's.
    package var seesOnly: String? { member.isLimited ? user.id : nil }
}

/// A browser that is signed in, as its owner sees it in a list.
package struct SignedInBrowser: Hashable, Sendable {
    package let id: String
    package let browser: String
    package let address: String
    package let createdAt: Instant
    package let seenAt: Instant
}

extension Reading {
    /// Who a session's token stands for, and the account that is open; nil when it has expired or its user is gone.
    package func person(tokenHash: String, at now: Instant) throws -> (person: Person, session: Session?)? {
        let row = try connection.row(
            "SELECT id, user_id, account_id, csrf, acting_id, acting_until, seen_at FROM sessions "
                + "WHERE token_hash = ? AND expires_at > ?", [tokenHash, now.milliseconds])
        guard let row, let owner = try livingUser(id: row.text("user_id")) else { return nil }
        let borrowed = try row.optionalText("acting_id")
        let acting =
            try row.optionalInteger64("acting_until").map { $0 > now.milliseconds } ?? false
            ? borrowed.flatMap { try actedAs($0, by: owner) } : nil
        let user = acting ?? owner
        let standing = try agencyStanding(of: user.id)
        // Where it has come to an end, the forms of pages from before are not taken for the owner's own.
        let isOver = borrowed != nil && acting == nil
        let person = Person(
            sessionID: try row.text("id"), tokenHash: tokenHash,
            csrf: try row.text("csrf") + (isOver ? "-" : ""), user: user, behind: acting == nil ? nil : owner,
            standing: standing, accounts: try places(of: user, behind: acting == nil ? nil : owner, standing),
            seenAt: Instant(milliseconds: try row.integer64("seen_at")))
        let accountID = isOver ? nil : try row.optionalText("account_id")
        return (person, try accountID.flatMap { try session(of: person, in: $0) })
    }

    /// Whom the owner of a session may go on being logged in as: somebody of the agency that they look after, who does
    /// not look after it.
    private func actedAs(_ userID: String, by owner: User) throws -> User? {
        guard let own = try agencyStanding(of: owner.id), own.role == .admin,
            try agencyStanding(of: userID)?.role != .admin,
            try person(userID, ofAgency: own.agency.id) != nil
        else { return nil }
        return try livingUser(id: userID)
    }

    /// The accounts that are offered: for who has no agency to look them up in, all of them.
    private func places(of user: User, behind: User?, _ standing: AgencyStanding?) throws -> [Account] {
        let all = try accounts(openTo: user.id, limit: standing == nil ? 10_000 : Person.fewAccounts)
        guard let behind, let agency = try agencyStanding(of: behind.id)?.agency else { return all }
        return try all.filter { try self.agency(ofAccount: $0.id) == agency }
    }

    /// A person in an account; nil when it is not theirs to open. Who is logged in as somebody stays in their own
    /// agency, wherever else that somebody works.
    package func session(of person: Person, in accountID: String) throws -> Session? {
        guard let account = try account(id: accountID) else { return nil }
        if let behind = person.behind,
            try agency(ofAccount: accountID) != agencyStanding(of: behind.id)?.agency
        {
            return nil
        }
        if let member = try membership(of: person.user.id, in: accountID) {
            return Session(person: person, account: account, member: member, isMember: true)
        }
        guard person.isAgencyAdmin, try agency(ofAccount: accountID) == person.standing?.agency else { return nil }
        return Session(
            person: person, account: account, member: Member(user: person.user, role: .admin), isMember: false)
    }

    /// Where a user is signed in, the latest first.
    package func browsers(of userID: String, at now: Instant) throws -> [SignedInBrowser] {
        try all(
            "SELECT id, browser, address, created_at, seen_at FROM sessions WHERE user_id = ? AND expires_at > ? "
                + "ORDER BY seen_at DESC, id DESC", [userID, now.milliseconds]
        ) { row in
            SignedInBrowser(
                id: try row.text("id"), browser: try row.text("browser"), address: try row.text("address"),
                createdAt: Instant(milliseconds: try row.integer64("created_at")),
                seenAt: Instant(milliseconds: try row.integer64("seen_at")))
        }
    }
}

/// A session to be opened.
package struct SessionRecord: Sendable {
    package let id: String
    package let tokenHash: String
    package let userID: String
    /// The account that is open at first.
    package let accountID: String?
    package let csrf: String
    /// What the browser calls itself, and where it is.
    package let browser: String
    package let address: String
    package let expiresAt: Instant

    package init(
        id: String, tokenHash: String, userID: String, accountID: String?, csrf: String, browser: String,
        address: String, expiresAt: Instant
    ) {
        self.id = id
        self.tokenHash = tokenHash
        self.userID = userID
        self.accountID = accountID
        self.csrf = csrf
        self.browser = browser
        self.address = address
        self.expiresAt = expiresAt
    }
}

extension Transaction {
    /// Opens a session.
    package func insert(_ session: SessionRecord, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO sessions (id, token_hash, user_id, account_id, csrf, browser, address, created_at, seen_at, "
                + "expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                session.id, session.tokenHash, session.userID, session.accountID, session.csrf, session.browser,
                session.address, now.milliseconds, now.milliseconds, session.expiresAt.milliseconds,
            ])
    }

    /// Opens another account, or none. Forms of pages from before carry another word, and are refused.
    package func open(account accountID: String?, by person: Person, csrf: String) throws {
        // Being logged in as somebody may have come to an end by itself.
        try connection.execute(
            "UPDATE sessions SET account_id = ?, csrf = ?, acting_id = ? WHERE id = ?",
            [accountID, csrf, person.behind == nil ? nil : person.user.id, person.sessionID])
    }

    /// Logs the owner of a session in as somebody else for a while, or ends that.
    package func act(
        as userID: String?, until end: Instant?, in sessionID: String, account accountID: String?, csrf: String
    ) throws {
        try connection.execute(
            "UPDATE sessions SET acting_id = ?, acting_until = ?, account_id = ?, csrf = ? WHERE id = ?",
            [userID, end?.milliseconds, accountID, csrf, sessionID])
    }

    /// Remembers that a session is in use.
    package func touch(session id: String, at now: Instant) throws {
        try connection.execute("UPDATE sessions SET seen_at = ? WHERE id = ?", [now.milliseconds, id])
    }

    /// Ends one of a user's sessions.
    package func deleteSession(id: String, of userID: String) throws {
        try connection.execute("DELETE FROM sessions WHERE id = ? AND user_id = ?", [id, userID])
    }

    /// Ends all sessions of a user but one.
    package func deleteSessions(of userID: String, besides id: String = "") throws {
        try connection.execute("DELETE FROM sessions WHERE user_id = ? AND id <> ?", [userID, id])
    }

    /// Removes the sessions that are over.
    package func deleteExpiredSessions(at now: Instant) throws {
        try connection.execute("DELETE FROM sessions WHERE expires_at <= ?", [now.milliseconds])
    }
}
