import Database
package import TimeZones

extension Transaction {
    /// The account's contact of that address: the known one, left as it is, or a new one.
    /// - Returns: the contact's id.
    package func askContact(
        _ newID: String, account: String, name: String, email: String, zone: String, at now: Instant
    ) throws -> Asked<String> {
        try connection.execute(
            "INSERT INTO contacts (id, account_id, name, email, zone, created_at) VALUES (?, ?, ?, ?, ?, ?) "
                + "ON CONFLICT (account_id, email) DO NOTHING",
            [newID, account, name, email, zone, now.milliseconds])
        return try ask("SELECT id FROM contacts WHERE account_id = ? AND email = ?", [account, email]) {
            try $0.text("id")
        }
    }
}
