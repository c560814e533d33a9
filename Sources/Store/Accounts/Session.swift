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
            "SELECT id, user_id, account_id, csrf, acting_id, acting_until FROM sessions "
                + "WHERE token_hash = ? AND expires_at > ?", [tokenHash, now.milliseconds])
        guard let row, let owner = try livingUser(id: row.text("user_id")) else { return nil }
        let isActing = try row.optionalInteger64("acting_until").map { $0 > now.milliseconds } ?? false
        let acting = isActing ? try row.optionalText("acting_id").flatMap { try livingUser(id: $0) } : nil
        let user = acting ?? owner
        let person = Person(
            sessionID: try row.text("id"), tokenHash: tokenHash, csrf: try row.text("csrf"), user: user,
            behind: acting == nil ? nil : owner, standing: try agencyStanding(of: user.id),
            accounts: try accounts(openTo: user.id, limit: Person.fewAccounts))
        let accountID = try row.optionalText("account_id")
        return (person, try accountID.flatMap { try session(of: person, in: $0) })
    }

    /// A person in an account; nil when it is not theirs to open.
    package func session(of person: Person, in accountID: String) throws -> Session? {
        guard let account = try account(id: accountID) else { return nil }
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
    package func open(account accountID: String?, in sessionID: String, csrf: String) throws {
        try connection.execute(
            "UPDATE sessions SET account_id = ?, csrf = ? WHERE id = ?", [accountID, csrf, sessionID])
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
