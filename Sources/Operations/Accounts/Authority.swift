package import Store

/// On whose word something is done to people and accounts: a person's, or a program's with a key.
package protocol Authority: Sendable {
    /// How a log names them.
    var doer: Doer { get }

    /// The agency that they look after.
    /// - Throws: `not_agency_admin`.
    func requireAgencyAdmin() throws(OperationError) -> Agency

    /// The account, and the agency that owns it, if they look after it.
    /// - Throws: `not_admin`; `not_found`.
    func requireAdmin(of accountID: String, in reading: any Reading) throws -> (Agency, Account)
}

extension Asker: Authority {
    package func requireAdmin(of accountID: String, in reading: any Reading) throws -> (Agency, Account) {
        guard let session = try reading.session(of: person, in: accountID),
            let agency = try reading.agency(ofAccount: accountID)
        else { throw OperationError.notFound("There is no such account that you can open.") }
        guard session.isAdmin else {
            throw OperationError(
                .forbidden, "not_admin", "Only an admin of \(session.account.name) can do this. Ask one.")
        }
        return (agency, session.account)
    }
}

/// A program with a key that has the scope it takes: it looks after the account of the key, and after the whole agency
/// if the key has the scope for that.
package struct KeyHolder: Authority {
    package let account: Account
    /// The one that owns the account.
    package let agency: Agency
    package let doer: Doer
    private let isOfAgency: Bool

    init(_ key: APIKey, of account: Account, agency: Agency, address: String) {
        (self.account, self.agency) = (account, agency)
        doer = Doer(key, address: address)
        isOfAgency = key.scopes.contains(.writeAgency)
    }

    package func requireAgencyAdmin() throws(OperationError) -> Agency {
        if isOfAgency { return agency }
        throw OperationError(
            .forbidden, "not_agency_admin",
            "This key is of one account. An admin of the agency can make one with the scope agency:write.")
    }

    package func requireAdmin(of accountID: String, in reading: any Reading) throws -> (Agency, Account) {
        if accountID == account.id { return (agency, account) }
        guard isOfAgency, let other = try reading.account(id: accountID),
            try reading.agency(ofAccount: accountID) == agency
        else { throw OperationError.notFound("There is no such account.") }
        return (agency, other)
    }
}
