package import Store

/// Who asks for something, and from where.
package struct Asker: Sendable {
    package let person: Person
    /// The network address.
    package let address: String

    package init(_ person: Person, address: String) {
        (self.person, self.address) = (person, address)
    }

    /// How a log names them.
    package var doer: Doer { Doer(person, address: address) }

    /// The agency that they look after.
    /// - Throws: `not_agency_admin`.
    package func requireAgencyAdmin() throws(OperationError) -> Agency {
        if let standing = person.standing, standing.role == .admin { return standing.agency }
        throw OperationError(.forbidden, "not_agency_admin", "Only an admin of the agency can do this. Ask one.")
    }

    /// Refuses what only the user themself may do, not who is logged in as them.
    /// - Throws: `logged_in_as`.
    func requireThemself() throws(OperationError) {
        if person.behind == nil { return }
        throw OperationError(
            .forbidden, "logged_in_as",
            "You are logged in as \(person.user.name): only they can do this themselves.")
    }
}

extension Verbs {
    /// Writes down what was done in an agency, or in one of its accounts.
    func audit(
        _ event: String, _ subjectID: String, _ subject: String, _ detail: String = "", by doer: Doer,
        of agency: Agency, account accountID: String? = nil, in transaction: Transaction
    ) throws {
        try transaction.record(
            AuditEntry(
                id: surroundings.id("aud"), agencyID: agency.id, accountID: accountID, event: event, by: doer,
                subjectID: subjectID, subject: subject, detail: detail, at: now))
    }

    /// Writes down what somebody did about themself, in the log of the agency that they work for.
    func audit(
        _ event: String, about user: User, _ detail: String = "", by doer: Doer, in transaction: Transaction
    ) throws {
        guard let agency = try transaction.agency(of: user) else { return }
        try audit(event, user.id, user.name, detail, by: doer, of: agency, in: transaction)
    }

    /// Writes down what was done to something of an account, by whomever.
    func audit(
        _ event: String, _ subjectID: String, _ subject: String, _ detail: String = "", by doer: Doer,
        in account: Account, _ transaction: Transaction
    ) throws {
        guard let agency = try transaction.agency(ofAccount: account.id) else { return }
        try audit(event, subjectID, subject, detail, by: doer, of: agency, account: account.id, in: transaction)
    }
}

extension Reading {
    /// The agency that somebody works for: the one they stand in, or whose accounts they belong to.
    func agency(of user: User) throws -> Agency? {
        if let standing = try agencyStanding(of: user.id) { return standing.agency }
        return try accountIDs(of: user.id).first.flatMap { try agency(ofAccount: $0) }
    }
}
