import Database
package import TimeZones

/// A place in an agency that somebody has been offered by mail.
package struct MemberInvitation: Hashable, Sendable {
    package let id: String
    package let agencyID: String
    /// The account they are to be a member of; nil for the agency itself.
    package let accountID: String?
    /// In lower case.
    package let email: String
    package let name: String
    /// What they will be in the account.
    package let role: Role
    package let isLimited: Bool
    /// What they will be in the agency itself; nil for nothing.
    package let agencyRole: AgencyRole?
    package let invitedBy: String
    package let createdAt: Instant
    package let expiresAt: Instant
    /// When it was accepted or taken back.
    package let endedAt: Instant?

    package init(
        id: String, agencyID: String, accountID: String?, email: String, name: String, role: Role, isLimited: Bool,
        agencyRole: AgencyRole?, invitedBy: String, createdAt: Instant, expiresAt: Instant
    ) {
        self.id = id
        self.agencyID = agencyID
        self.accountID = accountID
        self.email = email
        self.name = name
        self.role = role
        self.isLimited = isLimited
        self.agencyRole = agencyRole
        self.invitedBy = invitedBy
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        endedAt = nil
    }

    init(_ row: SQLRow) throws {
        id = try row.text("id")
        agencyID = try row.text("agency_id")
        accountID = try row.optionalText("account_id")
        email = try row.text("email")
        name = try row.text("name")
        role = Role(rawValue: try row.text("role")) ?? .user
        isLimited = try row.boolean("is_limited")
        agencyRole = try row.optionalText("agency_role").flatMap(AgencyRole.init(rawValue:))
        invitedBy = try row.text("invited_by")
        createdAt = Instant(milliseconds: try row.integer64("created_at"))
        expiresAt = Instant(milliseconds: try row.integer64("expires_at"))
        endedAt = try row.optionalInteger64("ended_at").map(Instant.init(milliseconds:))
    }

    /// Whether it can still be accepted.
    package func isOpen(at now: Instant) -> Bool { endedAt == nil && expiresAt > now }
}

extension Reading {
    /// The invitation of that id, open or not.
    package func invitation(id: String) throws -> MemberInvitation? {
        try first("SELECT * FROM invitations WHERE id = ?", [id], MemberInvitation.init)
    }

    /// An agency's open invitations, the latest first; of one account where it is named.
    package func invitations(
        ofAgency agencyID: String, account accountID: String? = nil, at now: Instant
    ) throws -> [MemberInvitation] {
        try all(
            "SELECT * FROM invitations WHERE agency_id = ? AND ended_at IS NULL AND expires_at > ?"
                + (accountID == nil ? "" : " AND account_id = ?") + " ORDER BY created_at DESC, id DESC",
            [agencyID, now.milliseconds] + (accountID.map { [$0] } ?? []), MemberInvitation.init)
    }
}

extension Transaction {
    /// Stores an invitation, in place of an open one to the same address and account.
    package func insert(_ invitation: MemberInvitation) throws {
        try connection.execute(
            "UPDATE invitations SET ended_at = ? WHERE agency_id = ? AND email = ? AND ended_at IS NULL "
                + "AND COALESCE(account_id, '') = ?",
            [
                invitation.createdAt.milliseconds, invitation.agencyID, invitation.email,
                invitation.accountID ?? "",
            ])
        try connection.execute(
            "INSERT INTO invitations (id, agency_id, account_id, email, name, role, is_limited, agency_role, "
                + "invited_by, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                invitation.id, invitation.agencyID, invitation.accountID, invitation.email, invitation.name,
                invitation.role.rawValue, invitation.isLimited, invitation.agencyRole?.rawValue,
                invitation.invitedBy, invitation.createdAt.milliseconds, invitation.expiresAt.milliseconds,
            ])
    }

    /// Takes the open invitations back that an address has from an agency, or to one of its accounts.
    package func endInvitations(
        to email: String, ofAgency agencyID: String, account accountID: String? = nil, at now: Instant
    ) throws {
        try connection.execute(
            "UPDATE invitations SET ended_at = ? WHERE agency_id = ? AND email = ? AND ended_at IS NULL"
                + (accountID == nil ? "" : " AND account_id = ?"),
            [now.milliseconds, agencyID, email] + (accountID.map { [$0] } ?? []))
    }

    /// Accepts an invitation or takes it back.
    /// - Returns: false when it was not open any more.
    package func end(invitation id: String, at now: Instant) throws -> Bool {
        try connection.changes(
            "UPDATE invitations SET ended_at = ? WHERE id = ? AND ended_at IS NULL AND expires_at > ?",
            [now.milliseconds, id, now.milliseconds]) == 1
    }
}
