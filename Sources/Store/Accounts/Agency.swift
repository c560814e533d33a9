import Database
package import TimeZones

/// The owner of accounts.
package struct Agency: Hashable, Sendable {
    package let id: String
    package let name: String

    package init(id: String, name: String) {
        (self.id, self.name) = (id, name)
    }
}

/// What somebody may do in an agency: an admin looks after all its accounts and people; a user sees who and what there
/// is, and enters the accounts that they are a member of.
package enum AgencyRole: String, Sendable {
    case admin
    case user
}

/// Somebody's place in an agency.
package struct AgencyStanding: Hashable, Sendable {
    package let agency: Agency
    package let role: AgencyRole
}

/// A user of an agency: of the agency itself, of accounts of it, or both.
package struct AgencyPerson: Hashable, Sendable {
    package let user: User
    /// Nil for who belongs to accounts only.
    package let role: AgencyRole?
    package let deletedAt: Instant?
    /// How many accounts they are a member of.
    package let accounts: Int
}

/// What a user is in one of an agency's accounts.
package struct AgencyPlace: Hashable, Sendable {
    package let accountID: String
    package let role: Role
    package let isLimited: Bool
}

extension Reading {
    /// The agency of that id.
    package func agency(id: String) throws -> Agency? {
        try first("SELECT id, name FROM agencies WHERE id = ?", [id], Agency.init)
    }

    /// The agency that owns an account.
    package func agency(ofAccount accountID: String) throws -> Agency? {
        try first(
            "SELECT g.id, g.name FROM agencies g JOIN accounts a ON a.agency_id = g.id WHERE a.id = ?",
            [accountID],
            Agency.init)
    }

    /// Where a user belongs to the agency itself.
    package func agencyStanding(of userID: String) throws -> AgencyStanding? {
        try first(
            "SELECT g.id, g.name, m.role FROM agency_members m JOIN agencies g ON g.id = m.agency_id "
                + "WHERE m.user_id = ?", [userID]
        ) {
            AgencyStanding(agency: try Agency($0), role: AgencyRole(rawValue: try $0.text("role")) ?? .user)
        }
    }

    /// An agency's accounts by name, with how many members each has.
    package func accounts(ofAgency agencyID: String) throws -> [(account: Account, members: Int)] {
        try all(
            "SELECT a.id, a.slug, a.name, a.zone, (SELECT count(*) FROM memberships m WHERE m.account_id = a.id) "
                + "AS members FROM accounts a WHERE a.agency_id = ? ORDER BY a.name, a.id", [agencyID]
        ) { (try Account($0), try $0.integer("members")) }
    }

    /// Everybody of an agency and its accounts by name, those who have been deleted last.
    package func people(ofAgency agencyID: String) throws -> [AgencyPerson] {
        try all(
            "\(personColumns) WHERE g.agency_id = ? OR EXISTS (SELECT 1 FROM memberships m "
                + "JOIN accounts a ON a.id = m.account_id WHERE m.user_id = u.id AND a.agency_id = ?) OR u.former_agency = ? "
                + "ORDER BY CASE WHEN u.deleted_at IS NULL THEN 0 ELSE 1 END, u.name, u.id",
            [agencyID, agencyID, agencyID, agencyID], AgencyPerson.init)
    }

    /// One of them.
    package func person(_ userID: String, ofAgency agencyID: String) throws -> AgencyPerson? {
        try first(
            "\(personColumns) WHERE u.id = ? AND (g.agency_id = ? OR EXISTS (SELECT 1 FROM memberships m "
                + "JOIN accounts a ON a.id = m.account_id WHERE m.user_id = u.id AND a.agency_id = ?) "
                + "OR u.former_agency = ?)",
            [agencyID, userID, agencyID, agencyID, agencyID], AgencyPerson.init)
    }

    /// Who is what in an agency's accounts, by the users' ids.
    /// - Parameter userID: of one of them alone.
    package func memberships(
        of userID: String? = nil, inAgency agencyID: String
    ) throws -> [String: [AgencyPlace]] {
        let one = userID == nil ? "" : " AND m.user_id = ?"
        let places = try all(
            "SELECT m.user_id, m.account_id, m.role, m.is_limited FROM memberships m "
                + "JOIN accounts a ON a.id = m.account_id WHERE a.agency_id = ?\(one) ORDER BY a.name, a.id",
            [agencyID] + [userID].compactMap(\.self)
        ) {
            (
                try $0.text("user_id"),
                AgencyPlace(
                    accountID: try $0.text("account_id"), role: Role(rawValue: try $0.text("role")) ?? .user,
                    isLimited: try $0.integer("is_limited") == 1)
            )
        }
        return Dictionary(grouping: places, by: \.0).mapValues { $0.map(\.1) }
    }

    private var personColumns: String {
        "SELECT u.id, u.name, COALESCE(u.former_email, u.email) AS email, u.zone, u.photo, u.deleted_at, g.role, "
            + "(SELECT count(*) FROM memberships n JOIN accounts b ON b.id = n.account_id "
            + "WHERE n.user_id = u.id AND b.agency_id = ?) AS accounts "
            + "FROM users u LEFT JOIN agency_members g ON g.user_id = u.id"
    }
}

extension Agency {
    init(_ row: SQLRow) throws {
        self.init(id: try row.text("id"), name: try row.text("name"))
    }
}

extension AgencyPerson {
    init(_ row: SQLRow) throws {
        user = try User(row)
        role = try row.optionalText("role").flatMap(AgencyRole.init(rawValue:))
        deletedAt = try row.optionalInteger64("deleted_at").map(Instant.init(milliseconds:))
        accounts = try row.integer("accounts")
    }
}

extension Transaction {
    /// Makes an agency.
    package func insert(_ agency: Agency, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO agencies (id, name, created_at) VALUES (?, ?, ?)",
            [agency.id, agency.name, now.milliseconds]
        )
    }

    /// Makes a user one of the agency itself, or changes what they may do there.
    package func setRole(_ role: AgencyRole, of userID: String, inAgency agencyID: String, at now: Instant) throws
    {
        try connection.execute(
            "INSERT INTO agency_members (user_id, agency_id, role, created_at) VALUES (?, ?, ?, ?) "
                + "ON CONFLICT (user_id) DO UPDATE SET role = excluded.role "
                + "WHERE agency_members.agency_id = excluded.agency_id",
            [userID, agencyID, role.rawValue, now.milliseconds])
    }

    /// Takes a user out of the agency itself; their accounts stay theirs.
    package func leaveAgency(_ agencyID: String, user userID: String) throws {
        try connection.execute(
            "DELETE FROM agency_members WHERE user_id = ? AND agency_id = ?", [userID, agencyID])
    }

    /// How many admins an agency has; nobody becomes or stops being one until this transaction ends.
    package func lockedAdminCount(ofAgency agencyID: String) throws -> Int {
        try lock("SELECT id FROM agencies WHERE id = ?", [agencyID])
        return try first(
            "SELECT count(*) AS number FROM agency_members WHERE agency_id = ? AND role = 'admin'", [agencyID]
        ) { try $0.integer("number") } ?? 0
    }
}
