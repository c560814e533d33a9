import Scheduling
package import Store
import TimeZones

/// An account's name, link name and zone, as typed.
package struct AccountForm: Sendable {
    package var name: String
    package var slug: String
    package var zone: String

    package init(name: String = "", slug: String = "", zone: String = "") {
        (self.name, self.slug, self.zone) = (name, slug, zone)
    }

    func account(_ id: String, zones: ZoneDatabase) throws(OperationError) -> Account {
        var validation = Validation()
        let name = validation.text(name, "name", "The name", longest: 100)
        let slug = validation.slug(slug, "slug")
        _ = validation.zone(zone, "zone", in: zones)
        try validation.finish()
        return Account(id: id, slug: slug, name: name, zone: zone)
    }
}

extension Verbs {
    /// Opens another account for an agency.
    /// - Parameter joining: makes that user a member, with hours of their own and a profile there.
    /// - Throws: `invalid` with the fields at fault; `not_agency_admin`.
    package func addAccount(
        _ form: AccountForm, joining: User? = nil, by authority: any Authority
    ) async throws -> Account {
        let agency = try authority.requireAgencyAdmin()
        let account = try form.account(surroundings.id("acc"), zones: zones)
        try await storing("slug", "taken", "Another account has this link name. Choose another one.") {
            try $0.insert(account, agency: agency.id, at: now)
            if let joining { try $0.join(joining.id, account: account.id, as: .admin, at: now) }
            try audit("account_added", account.id, account.name, by: authority.doer, in: account, $0)
        }
        return account
    }

    /// Stores what an account is called.
    /// - Throws: `invalid` with the fields at fault; `not_agency_admin`; `not_found`.
    package func updateAccount(id: String, _ form: AccountForm, by authority: any Authority) async throws {
        let agency = try authority.requireAgencyAdmin()
        let changed = try form.account(id, zones: zones)
        try await storing("slug", "taken", "Another account has this link name. Choose another one.") {
            let former = try $0.requireAccount(id, of: agency)
            try $0.update(changed)
            let isRenamed = former.name != changed.name
            try audit(
                "account_changed", id, changed.name, isRenamed ? "It was called \(former.name)." : "",
                by: authority.doer, in: changed, $0)
        }
    }

    /// Opens an account in a browser, or the agency when nil.
    /// - Throws: `not_found` for an account that is not theirs to open.
    package func open(account accountID: String?, by person: Person) async throws {
        try await store.write {
            if let accountID, try $0.session(of: person, in: accountID) == nil {
                throw OperationError.notFound("There is no such account that you can open.")
            }
            try $0.open(account: accountID, by: person, csrf: surroundings.token())
        }
    }

    /// Says what somebody may do in the agency itself; nil takes them out of it.
    /// - Throws: `not_agency_admin`; `not_found`; `last_admin`; `other_agency`.
    package func setAgencyRole(_ role: AgencyRole?, of userID: String, by authority: any Authority) async throws {
        let agency = try authority.requireAgencyAdmin()
        try await store.write {
            let admins = try $0.lockedAdminCount(ofAgency: agency.id)
            let person = try $0.requirePerson(userID, of: agency)
            if person.role == .admin, role != .admin, admins == 1 {
                throw OperationError(
                    .conflict, "last_admin", "An agency needs an admin. Make somebody else one first.")
            }
            if let role {
                if let other = try $0.agencyStanding(of: userID), other.agency != agency {
                    throw OperationError(
                        .conflict, "other_agency", "\(person.user.name) belongs to another agency.")
                }
                try $0.setRole(role, of: userID, inAgency: agency.id, at: now)
            } else {
                try $0.leaveAgency(agency.id, user: userID)
            }
            let words = role.map { "Agency \($0.rawValue)." } ?? "No longer of the agency itself."
            try audit("agency_role", userID, person.user.name, words, by: authority.doer, of: agency, in: $0)
        }
    }
}

extension Reading {
    /// - Throws: `not_found`.
    func requireAccount(_ id: String, of agency: Agency) throws -> Account {
        guard let account = try account(id: id), try self.agency(ofAccount: id) == agency else {
            throw OperationError.notFound("There is no such account of this agency.")
        }
        return account
    }

    /// Somebody of the agency who has not been deleted.
    /// - Throws: `not_found`.
    func requirePerson(_ id: String, of agency: Agency) throws -> AgencyPerson {
        guard let person = try person(id, ofAgency: agency.id), person.deletedAt == nil else {
            throw OperationError.notFound("There is nobody of that kind in this agency.")
        }
        return person
    }
}
