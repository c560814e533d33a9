import Store
import TimeZones

extension Verbs {
    /// How long it lasts, minutes.
    package static let logInAsMinutes = 60

    /// Logs an agency's admin in as somebody of it, in the account that is open if that is theirs.
    /// - Throws: `not_agency_admin`; `not_found`; `agency_admin`, for nobody borrows an admin's rights.
    package func logIn(as userID: String, by asker: Asker) async throws {
        try asker.requireThemself()
        let agency = try asker.requireAgencyAdmin()
        try await store.write {
            let target = try $0.requirePerson(userID, of: agency)
            if target.role == .admin {
                throw OperationError(
                    .forbidden, "agency_admin",
                    "\(target.user.name) is an admin of the agency: only they sign in as themselves.")
            }
            let agencyAccounts = Set(try $0.accounts(ofAgency: agency.id).map(\.account.id))
            let account = try $0.accounts(openTo: userID).first { agencyAccounts.contains($0.id) }
            try $0.act(
                as: userID, until: now.adding(minutes: Self.logInAsMinutes), in: asker.person.sessionID,
                account: account?.id, csrf: surroundings.token())
            try audit("logged_in_as", userID, target.user.name, by: asker.doer, of: agency, in: $0)
        }
    }

    /// Ends being logged in as somebody; the admin is back in the agency.
    package func endLogInAs(by asker: Asker) async throws {
        guard let behind = asker.person.behind else { return }
        try await store.write {
            try $0.act(
                as: nil, until: nil, in: asker.person.sessionID, account: nil, csrf: surroundings.token())
            guard let standing = try $0.agencyStanding(of: behind.id) else { return }
            try $0.record(
                AuditEntry(
                    id: surroundings.id("aud"), agencyID: standing.agency.id, accountID: nil,
                    event: "log_in_as_ended", by: asker.doer, subjectID: asker.person.user.id,
                    subject: asker.person.user.name, detail: "", at: now))
        }
    }

    /// Writes down that something was done while logged in as somebody.
    /// - Parameters:
    ///   - what: the address that it was sent to.
    ///   - accountID: the account that is open.
    package func noteActed(_ what: String, in accountID: String?, by asker: Asker) async throws {
        guard let behind = asker.person.behind else { return }
        let user = asker.person.user
        try await keep { transaction in
            guard let standing = try transaction.agencyStanding(of: behind.id) else { return }
            try transaction.record(
                AuditEntry(
                    id: surroundings.id("aud"), agencyID: standing.agency.id, accountID: accountID,
                    event: "acted_as", by: asker.doer, subjectID: user.id, subject: user.name, detail: what,
                    at: now))
        }
    }
}
