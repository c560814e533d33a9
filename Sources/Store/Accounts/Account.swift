import Database
package import TimeZones

/// A tenant: owns calendars, contacts and appointments.
package struct Account: Hashable, Sendable {
    package let id: String
    package let slug: String
    package let name: String
    /// A name of the tz database.
    package let zone: String

    package init(id: String, slug: String, name: String, zone: String) {
        (self.id, self.slug, self.name, self.zone) = (id, slug, name, zone)
    }

    init(_ row: SQLRow) throws {
        self.init(
            id: try row.text("id"), slug: try row.text("slug"), name: try row.text("name"),
            zone: try row.text("zone"))
    }
}

extension Reading {
    /// The account of that link name.
    package func account(slug: String) throws -> Account? {
        try first("SELECT id, slug, name, zone FROM accounts WHERE slug = ?", [slug], Account.init)
    }

    /// The account of that id.
    package func account(id: String) throws -> Account? {
        try askAccount(id: id).first
    }

    /// As `account(id:)`, read later.
    package func askAccount(id: String) throws -> Asked<Account> {
        try ask("SELECT id, slug, name, zone FROM accounts WHERE id = ?", [id], Account.init)
    }

    /// The accounts that a user may open, by name: those they are a member of and, for an agency's admin, all of it.
    package func accounts(openTo userID: String, limit: Int = 10_000) throws -> [Account] {
        try all(
            "SELECT a.id, a.slug, a.name, a.zone FROM accounts a WHERE EXISTS (SELECT 1 FROM memberships m "
                + "WHERE m.account_id = a.id AND m.user_id = ?) OR EXISTS (SELECT 1 FROM agency_members g "
                + "WHERE g.agency_id = a.agency_id AND g.user_id = ? AND g.role = 'admin') ORDER BY a.name, a.id "
                + "LIMIT ?", [userID, userID, limit], Account.init)
    }

    /// Every account, oldest first.
    package func accounts() throws -> [Account] {
        try all("SELECT id, slug, name, zone FROM accounts ORDER BY created_at", [], Account.init)
    }
}

extension Transaction {
    /// - Throws: `StoreError.taken` when the slug is taken.
    package func insert(_ account: Account, agency: String, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO accounts (id, agency_id, slug, name, zone, created_at) VALUES (?, ?, ?, ?, ?, ?)",
            [account.id, agency, account.slug, account.name, account.zone, now.milliseconds])
    }

    /// Stores what an account is called, and the zone that it thinks in.
    /// - Throws: `StoreError.taken` when the slug is taken.
    package func update(_ account: Account) throws {
        try connection.execute(
            "UPDATE accounts SET slug = ?, name = ?, zone = ? WHERE id = ?",
            [account.slug, account.name, account.zone, account.id])
    }
}
