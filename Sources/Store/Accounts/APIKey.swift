import Database
package import TimeZones

extension Reading {
    /// The account an API key speaks for.
    package func account(apiKeyHash: String) throws -> Account? {
        try first(
            "SELECT a.id, a.slug, a.name, a.zone FROM api_keys k JOIN accounts a ON a.id = k.account_id "
                + "WHERE k.key_hash = ?", [apiKeyHash], Account.init)
    }
}

extension Transaction {
    /// - Parameter keyHash: what is kept of the key.
    package func insertAPIKey(id: String, account: String, keyHash: String, label: String, at now: Instant) throws
    {
        try connection.execute(
            "INSERT INTO api_keys (id, account_id, key_hash, label, created_at) VALUES (?, ?, ?, ?, ?)",
            [id, account, keyHash, label, now.milliseconds])
    }
}
