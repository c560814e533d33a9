package import Store
import TimeZones

/// A key to be made, as typed.
package struct APIKeyForm: Sendable {
    package var label: String
    package var scopes: [KeyScope]
    /// Empty for one that does not expire by itself.
    package var days: String

    package init(label: String = "", scopes: [KeyScope] = [], days: String = "") {
        (self.label, self.scopes, self.days) = (label, scopes, days)
    }
}

extension Verbs {
    /// Makes a key of an account that may do everything there, as the operator.
    /// - Parameter ofAgency: whether it may do everything in the agency, too.
    /// - Returns: the key: this is the one time it can be shown.
    package func createAPIKey(
        for account: Account, label: String, ofAgency: Bool = false
    ) async throws -> String {
        let text = newKey()
        let key = APIKey(
            id: surroundings.id("key"), accountID: account.id, label: label,
            scopes: ofAgency ? Set(KeyScope.allCases) : KeyScope.ofAccount,
            createdBy: "the operator", createdAt: now, expiresAt: nil)
        try await store.write { try $0.insert(key, hash: Vault.hash(text)) }
        return text
    }

    /// Makes a key of an account.
    /// - Returns: the key: this is the one time it can be shown.
    /// - Throws: `invalid` with the fields at fault; `not_admin`; `not_agency_admin` for what reaches beyond the
    ///   account; `not_found`.
    package func makeAPIKey(_ form: APIKeyForm, of accountID: String, by asker: Asker) async throws -> String {
        var validation = Validation()
        let label = validation.text(form.label, "label", "What it is for", longest: 100)
        if form.scopes.isEmpty { validation.fault("scopes", "missing", "Choose what the key may do.") }
        let days =
            form.days.isEmpty ? nil : validation.number(form.days, "days", "The number of days", within: 1...3650)
        try validation.finish()
        let text = newKey()
        let key = APIKey(
            id: surroundings.id("key"), accountID: accountID, label: label,
            scopes: KeyScope.closure(of: form.scopes), createdBy: asker.person.actor, createdAt: now,
            expiresAt: days.map { now.adding(minutes: $0 * 1440) })
        try await store.write {
            let (agency, account) = try asker.requireAdmin(of: accountID, in: $0)
            if !key.scopes.isDisjoint(with: KeyScope.ofAgency), try asker.requireAgencyAdmin() != agency {
                throw OperationError.notFound("There is no such account of this agency.")
            }
            try $0.insert(key, hash: Vault.hash(text))
            try audit("key_made", key.id, label, by: asker.doer, in: account, $0)
        }
        return text
    }

    /// Takes a key back: it is worth nothing from then on.
    /// - Throws: `not_found`; `not_admin`.
    package func revokeAPIKey(_ id: String, of accountID: String, by asker: Asker) async throws {
        try await store.write {
            let (_, account) = try asker.requireAdmin(of: accountID, in: $0)
            guard let label = try $0.revokeKey(id: id, of: accountID, at: now) else {
                throw OperationError.notFound("There is no such key of this account.")
            }
            try audit("key_revoked", id, label, by: asker.doer, in: account, $0)
        }
    }

    /// Whom a key speaks for.
    /// - Parameter address: the network address that it comes from.
    /// - Throws: `no_key` for one that is none of ours, revoked or expired; `missing_scope`.
    package func holder(
        apiKey: String, for scope: KeyScope, from address: String
    ) async throws -> KeyHolder {
        let found = try await store.read { try $0.apiKey(hash: Vault.hash(apiKey), at: now) }
        guard let (key, account, agency) = found else {
            throw OperationError(
                .forbidden, "no_key", "This key is none of ours, or has been revoked or expired. Make a new one.")
        }
        guard key.scopes.contains(scope) else {
            throw OperationError(
                .forbidden, "missing_scope",
                "This key may not do that: it lacks the scope \(scope.rawValue). Make one that has it.")
        }
        // Once a minute is close enough.
        if key.lastUsedAt.map({ $0.adding(minutes: 1) <= now }) ?? true {
            try await store.write { try $0.touch(key: key.id, at: now) }
        }
        return KeyHolder(key, of: account, agency: agency, address: address)
    }

    private func newKey() -> String { "usher_\(surroundings.token())" }
}
