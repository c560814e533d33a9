import Database
package import TimeZones

/// What a booking has to know of a contact.
package struct Contact: Hashable, Sendable {
    package let id: String
    /// The user who looks after them.
    package let ownerID: String?

    package init(id: String, ownerID: String?) {
        (self.id, self.ownerID) = (id, ownerID)
    }
}

extension Transaction {
    /// The account's contact of that address: the known one, left as it is, or a new one.
    package func askContact(
        _ newID: String, account: String, name: String, email: String, zone: String, at now: Instant
    ) throws -> Asked<Contact> {
        // The change that changes nothing lets the row be read that is there.
        try ask(
            "INSERT INTO contacts (id, account_id, name, email, zone, created_at) VALUES (?, ?, ?, ?, ?, ?) "
                + "ON CONFLICT (account_id, email) DO UPDATE SET email = excluded.email RETURNING id, owner_id",
            [newID, account, name, email, zone, now.milliseconds]
        ) {
            Contact(id: try $0.text("id"), ownerID: try $0.optionalText("owner_id"))
        }
    }

    /// Says who looks after a contact from now on, unless somebody does already.
    package func setOwner(_ userID: String, ofContact contactID: String) throws {
        try connection.execute(
            "UPDATE contacts SET owner_id = ? WHERE id = ? AND owner_id IS NULL", [userID, contactID])
    }
}
