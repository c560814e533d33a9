package import Store
import TimeZones

/// Who is invited, and to what, as typed.
package struct InvitationForm: Sendable {
    package var email: String
    package var name: String
    /// The account they are to be a member of; nil for the agency alone.
    package var accountID: String?
    package var membership: MembershipForm
    /// What they are to be in the agency itself.
    package var agencyRole: AgencyRole?

    package init(
        email: String = "", name: String = "", accountID: String? = nil,
        membership: MembershipForm = MembershipForm(role: .user), agencyRole: AgencyRole? = nil
    ) {
        self.email = email
        self.name = name
        self.accountID = accountID
        self.membership = membership
        self.agencyRole = agencyRole
    }
}

/// An invitation as its page shows it.
package struct InvitationView: Sendable {
    package let invitation: MemberInvitation
    package let agency: Agency
    package let account: Account?
    /// Whether somebody has signed in with that address before: they accept by doing so again.
    package let isKnown: Bool

    /// What one is invited to.
    package var place: String { account?.name ?? agency.name }
}

extension Verbs {
    private static let invitationDays = 7

    /// Invites somebody by mail; a former invitation to the same is taken back.
    /// - Throws: `invalid` with the fields at fault; `not_admin`, `not_agency_admin`; `not_found`.
    package func invite(
        _ form: InvitationForm, by authority: any Authority
    ) async throws -> MemberInvitation {
        var validation = Validation()
        let email = validation.email(form.email, "email")
        let name = validation.text(form.name, "name", "The name", longest: 100, isRequired: false)
        if form.accountID == nil, form.agencyRole == nil {
            validation.fault("account", "missing", "Choose an account, or a role in the agency itself.")
        }
        try validation.finish()
        return try await store.write {
            let agency = try $0.inviter(authority, to: form)
            try $0.requireNotYet(email, in: form, of: agency)
            let invitation = MemberInvitation(
                id: surroundings.id(LinkPurpose.invitation.idPrefix), agencyID: agency.id,
                accountID: form.accountID, email: email, name: name, role: form.membership.role,
                isLimited: form.membership.isLimited, agencyRole: form.agencyRole, invitedBy: authority.doer.actor,
                createdAt: now, expiresAt: now.adding(minutes: Self.invitationDays * 1440))
            try $0.insert(invitation)
            try queueForPerson(
                .invitation, to: name, email, agency: agency.id, account: form.accountID, context: invitation.id,
                in: $0)
            try audit(
                "invited", invitation.id, email, by: authority.doer, of: agency, account: form.accountID, in: $0)
            return invitation
        }
    }

    /// Takes an invitation back.
    /// - Throws: `not_found`; `not_admin`, `not_agency_admin`.
    package func revokeInvitation(_ id: String, by authority: any Authority) async throws {
        try await store.write {
            guard let invitation = try $0.invitation(id: id), invitation.isOpen(at: now) else {
                throw noInvitation
            }
            let form = InvitationForm(accountID: invitation.accountID, agencyRole: invitation.agencyRole)
            let agency = try $0.inviter(authority, to: form)
            guard agency.id == invitation.agencyID else { throw noInvitation }
            _ = try $0.end(invitation: id, at: now)
            try audit(
                "invitation_revoked", id, invitation.email, by: authority.doer, of: agency,
                account: invitation.accountID, in: $0)
        }
    }

    /// The invitation behind a link.
    /// - Throws: `not_found`; `link_used` when it has been accepted, taken back, or is too old.
    package func invitation(token: String) async throws -> InvitationView {
        guard let id = vault.subjectID(.invitation, token: token) else { throw noInvitation }
        return try await store.read { try openInvitation(id, $0) }
    }

    /// Accepts for somebody new, who can sign in from then on, and signs them in.
    /// - Throws: as `invitation(token:)`; `invalid` with the fields at fault; `sign_in_first` for a known address.
    package func acceptInvitation(
        token: String, name: String, password: String, zone: String, browser: Browser
    ) async throws -> NewSession {
        let view = try await invitation(token: token)
        if view.isKnown { throw Self.signInFirst }
        let new = NewUser(name: name, email: view.invitation.email, password: password, zone: zone)
        return try await addingUser(new) { user, transaction in
            try enter(view, user, from: browser.address, in: transaction)
            return try openSession(for: user, browser, account: view.account?.id, in: transaction)
        }
    }

    /// Accepts for who is signed in already.
    /// - Throws: as `invitation(token:)`; `other_address` when it was sent to somebody else.
    package func acceptInvitation(token: String, by asker: Asker) async throws {
        let person = asker.person
        let view = try await invitation(token: token)
        guard person.behind == nil, person.user.email == view.invitation.email else {
            throw OperationError(
                .forbidden, "other_address",
                "This invitation was sent to \(view.invitation.email). Sign in with that address to accept it.")
        }
        try await store.write {
            try enter(view, person.user, from: asker.address, in: $0)
            try $0.open(account: view.account?.id, by: person, csrf: surroundings.token())
        }
    }

    /// Makes a user what they were invited to be.
    private func enter(
        _ view: InvitationView, _ user: User, from address: String, in transaction: Transaction
    ) throws {
        let invitation = view.invitation
        guard try transaction.end(invitation: invitation.id, at: now) else { throw Self.invitationOver }
        // What somebody has become meanwhile, they stay.
        if let accountID = invitation.accountID,
            try transaction.membership(of: user.id, in: accountID) == nil
        {
            try transaction.join(
                user.id, account: accountID, as: invitation.role, isLimited: invitation.isLimited, at: now)
            try match(newMemberOf: accountID, in: transaction)
        }
        if let role = invitation.agencyRole, try transaction.agencyStanding(of: user.id) == nil {
            try transaction.setRole(role, of: user.id, inAgency: invitation.agencyID, at: now)
        }
        try audit("invitation_accepted", about: user, by: Doer(user, address: address), in: transaction)
    }

    private func openInvitation(_ id: String, _ reading: any Reading) throws -> InvitationView {
        guard let invitation = try reading.invitation(id: id),
            let agency = try reading.agency(id: invitation.agencyID)
        else { throw noInvitation }
        guard invitation.isOpen(at: now) else { throw Self.invitationOver }
        return InvitationView(
            invitation: invitation, agency: agency,
            account: try invitation.accountID.flatMap { try reading.account(id: $0) },
            isKnown: try reading.user(email: invitation.email) != nil)
    }

    private var noInvitation: OperationError {
        .notFound("There is no such invitation. Open the link exactly as you were sent it.")
    }

    private static let invitationOver = OperationError(
        .notFound, "link_used",
        "This invitation has been accepted, taken back, or is too old. Ask whoever sent it for a new one.")
    private static let signInFirst = OperationError(
        .conflict, "sign_in_first", "You have an Usher account with this address already. Sign in to accept.")
}

extension Transaction {
    /// The agency that somebody may invite people to.
    /// - Throws: `not_admin`, `not_agency_admin`; `not_found`.
    fileprivate func inviter(_ authority: any Authority, to form: InvitationForm) throws -> Agency {
        let agency = try form.agencyRole == nil ? nil : authority.requireAgencyAdmin()
        guard let accountID = form.accountID else { return try agency ?? authority.requireAgencyAdmin() }
        let (owner, _) = try authority.requireAdmin(of: accountID, in: self)
        if let agency, agency != owner {
            throw OperationError.notFound("There is no such account of this agency.")
        }
        return owner
    }

    /// - Throws: `invalid` for an address that has been there before.
    fileprivate func requireNotYet(_ email: String, in form: InvitationForm, of agency: Agency) throws {
        guard let user = try user(email: email) else { return }
        if let accountID = form.accountID, try membership(of: user.id, in: accountID) != nil {
            throw OperationError.invalid([
                .init("email", "taken", "\(user.name) is a member of this account already.")
            ])
        }
        if let standing = try agencyStanding(of: user.id), form.agencyRole != nil {
            let whose = standing.agency == agency ? "this agency already" : "another agency"
            throw OperationError.invalid([.init("email", "taken", "This address belongs to somebody of \(whose).")]
            )
        }
    }
}
