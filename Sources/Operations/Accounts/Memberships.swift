package import Store
import TimeZones

/// What a member may do in an account.
package struct MembershipForm: Hashable, Sendable {
    package var role: Role
    /// Sees what is assigned to them, and nothing else of the account.
    package var isLimited: Bool

    package init(role: Role, isLimited: Bool = false) {
        self.role = role
        self.isLimited = isLimited && role == .user
    }

    var words: String { role == .admin ? "Admin." : isLimited ? "User, assigned data only." : "User." }
}

extension Verbs {
    /// Adds somebody of the agency to an account, or changes what they may do there.
    /// - Throws: `not_admin`; `not_agency_admin` for somebody new; `not_found`; `last_account_admin`.
    package func setMembership(
        of userID: String, in accountID: String, to form: MembershipForm, by authority: any Authority
    ) async throws {
        try await store.write {
            let (agency, account) = try authority.requireAdmin(of: accountID, in: $0)
            let person = try $0.requirePerson(userID, of: agency)
            let former = try $0.membership(of: userID, in: accountID)
            // Whoever else brings somebody in invites them, so that they agree to it.
            if former == nil { _ = try authority.requireAgencyAdmin() }
            try $0.endInvitations(to: person.user.email, ofAgency: agency.id, account: accountID, at: now)
            if former?.role == .admin, form.role != .admin { try $0.requireOtherAdmin(than: userID, in: account) }
            try $0.join(userID, account: accountID, as: form.role, isLimited: form.isLimited, at: now)
            try match(newMemberOf: accountID, in: $0)
            try audit(
                former == nil ? "member_added" : "member_changed", userID, person.user.name, form.words,
                by: authority.doer, in: account, $0)
        }
    }

    /// Takes somebody out of an account. What they host there stays theirs until it is handed over.
    /// - Throws: `not_admin`; `not_found`; `last_account_admin`.
    package func endMembership(of userID: String, in accountID: String, by authority: any Authority) async throws {
        try await store.write {
            let (agency, account) = try authority.requireAdmin(of: accountID, in: $0)
            guard let member = try $0.membership(of: userID, in: accountID) else {
                throw OperationError.notFound("There is no such member of \(account.name).")
            }
            if member.role == .admin { try $0.requireOtherAdmin(than: userID, in: account) }
            try $0.endInvitations(to: member.user.email, ofAgency: agency.id, account: accountID, at: now)
            try $0.leave(account: accountID, user: userID)
            try audit("member_removed", userID, member.user.name, by: authority.doer, in: account, $0)
        }
    }
}

extension Transaction {
    /// - Throws: `last_account_admin`, unless the agency has admins, who look after all its accounts.
    func requireOtherAdmin(than userID: String, in account: Account) throws {
        let others = try members(of: account.id).contains { $0.role == .admin && $0.user.id != userID }
        let agency = try agency(ofAccount: account.id)
        if try others || agency.map({ try lockedAdminCount(ofAgency: $0.id) }) ?? 0 > 0 { return }
        throw OperationError(
            .conflict, "last_account_admin", "\(account.name) needs an admin. Make somebody else one first.")
    }
}
