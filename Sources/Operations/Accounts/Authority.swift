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

/// A program with a key of an account that has the scope it takes: it looks after that account, and no other.
package struct KeyHolder: Authority {
    package let account: Account
    package let doer: Doer

    package init(_ key: APIKey, of account: Account, address: String) {
        self.account = account
        doer = Doer(key, address: address)
    }

    package func requireAgencyAdmin() throws(OperationError) -> Agency {
        throw OperationError(
            .forbidden, "not_agency_admin",
            "A key is of one account. An admin of the agency can do this in the app.")
    }

    package func requireAdmin(of accountID: String, in reading: any Reading) throws -> (Agency, Account) {
        guard accountID == account.id, let agency = try reading.agency(ofAccount: accountID) else {
            throw OperationError.notFound("There is no such account.")
        }
        return (agency, account)
    }
}
