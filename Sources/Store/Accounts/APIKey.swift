import Database
package import TimeZones

/// What a program may do with a key.
package enum KeyScope: String, CaseIterable, Sendable {
    case readCalendars = "calendars:read"
    case writeCalendars = "calendars:write"
    case readSchedules = "schedules:read"
    case writeSchedules = "schedules:write"
    case readAppointments = "appointments:read"
    case writeAppointments = "appointments:write"
    case readContacts = "contacts:read"
    case writeContacts = "contacts:write"
    case readPeople = "people:read"
    case writePeople = "people:write"
    case readHooks = "webhooks:read"
    case writeHooks = "webhooks:write"
    /// Of the agency that owns the account: its accounts and its people.
    case readAgency = "agency:read"
    case writeAgency = "agency:write"

    /// Those that reach no further than the account.
    package static let ofAccount = Set(allCases).subtracting(ofAgency)
    package static let ofAgency: Set<KeyScope> = [.readAgency, .writeAgency]

    /// Who may change something may read it, too.
    package static func closure(of scopes: some Sequence<KeyScope>) -> Set<KeyScope> {
        scopes.reduce(into: []) { all, scope in
            all.insert(scope)
            let reading = scope.rawValue.replacing(":write", with: ":read")
            if let reading = KeyScope(rawValue: reading) { all.insert(reading) }
        }
    }
}

/// A key of an account, by which a program speaks for it. The key itself is never stored, only its hash.
package struct APIKey: Hashable, Sendable {
    package let id: String
    package let accountID: String
    package let label: String
    package let scopes: Set<KeyScope>
    package let createdBy: String
    package let createdAt: Instant
    package let lastUsedAt: Instant?
    package let expiresAt: Instant?

    package init(
        id: String, accountID: String, label: String, scopes: Set<KeyScope>, createdBy: String, createdAt: Instant,
        expiresAt: Instant?
    ) {
        self.id = id
        self.accountID = accountID
        self.label = label
        self.scopes = scopes
        self.createdBy = createdBy
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        lastUsedAt = nil
    }

    init(_ row: SQLRow) throws {
        id = try row.text("id")
        accountID = try row.text("account_id")
        label = try row.text("label")
        let words = try row.text("scopes")
        scopes = words.split(separator: " ").reduce(into: []) { all, word in
            all.formUnion(
                word == "*" ? KeyScope.ofAccount : Set([KeyScope(rawValue: String(word))].compactMap(\.self)))
        }
        createdBy = try row.text("created_by")
        createdAt = Instant(milliseconds: try row.integer64("created_at"))
        lastUsedAt = try row.optionalInteger64("last_used_at").map(Instant.init(milliseconds:))
        expiresAt = try row.optionalInteger64("expires_at").map(Instant.init(milliseconds:))
    }
}

extension Reading {
    /// The key of that hash, with its account and whose that is, while it counts.
    package func apiKey(hash: String, at now: Instant) throws -> (key: APIKey, account: Account, agency: Agency)? {
        let key = try first(
            "SELECT * FROM api_keys WHERE key_hash = ? AND revoked_at IS NULL "
                + "AND (expires_at IS NULL OR expires_at > ?)", [hash, now.milliseconds], APIKey.init)
        guard let key, let account = try account(id: key.accountID), let agency = try agency(ofAccount: account.id)
        else { return nil }
        return (key, account, agency)
    }

    /// An account's keys that have not been revoked, the latest first.
    package func apiKeys(of accountID: String) throws -> [APIKey] {
        try all(
            "SELECT * FROM api_keys WHERE account_id = ? AND revoked_at IS NULL ORDER BY created_at DESC, id DESC",
            [accountID], APIKey.init)
    }
}

extension Transaction {
    /// - Parameter hash: what is kept of the key.
    package func insert(_ key: APIKey, hash: String) throws {
        let isEverything = key.scopes.isSuperset(of: KeyScope.ofAccount)
        let words = key.scopes.subtracting(isEverything ? KeyScope.ofAccount : []).map(\.rawValue).sorted()
        try connection.execute(
            "INSERT INTO api_keys (id, account_id, key_hash, label, scopes, created_by, created_at, expires_at) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                key.id, key.accountID, hash, key.label,
                ((isEverything ? ["*"] : []) + words).joined(separator: " "), key.createdBy,
                key.createdAt.milliseconds, key.expiresAt?.milliseconds,
            ])
    }

    /// Remembers that a key is in use.
    package func touch(key id: String, at now: Instant) throws {
        try connection.execute("UPDATE api_keys SET last_used_at = ? WHERE id = ?", [now.milliseconds, id])
    }

    /// The key is worth nothing from now on.
    /// - Returns: what it was called; nil when there is no such key.
    package func revokeKey(id: String, of accountID: String, at now: Instant) throws -> String? {
        try connection.row(
            "UPDATE api_keys SET revoked_at = ? WHERE id = ? AND account_id = ? AND revoked_at IS NULL "
                + "RETURNING label", [now.milliseconds, id, accountID])?.text("label")
    }
}
