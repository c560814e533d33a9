import Database
package import TimeZones

extension Transaction {
    /// The account's contact of that address: the known one, left as it is, or a new one.
    /// - Returns: the contact's id.
    package func contact(
        _ newID: String, account: String, name: String, email: String, zone: String, at now: Instant
    ) throws -> String {
        if let known = try contactID(account, email) { return known }
        let inserted = try connection.changes(
            "INSERT INTO contacts (id, account_id, name, email, zone, created_at) VALUES (?, ?, ?, ?, ?, ?) "
                + "ON CONFLICT (account_id, email) DO NOTHING",
            [newID, account, name, email, zone, now.milliseconds])
        if inserted == 1 { return newID }
        // Somebody else was quicker.
        return try contactID(account, email) ?? newID
    }

    private func contactID(_ account: String, _ email: String) throws -> String? {
        try first("SELECT id FROM contacts WHERE account_id = ? AND email = ?", [account, email]) {
            try $0.text("id")
        }
    }
}
