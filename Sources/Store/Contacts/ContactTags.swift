import Database

/// A tag, and how many bear it.
package struct TagCount: Hashable, Sendable {
    package let tag: String
    package let count: Int
}

extension Reading {
    /// The tags of a contact, by name.
    package func tags(ofContact contactID: String) throws -> [String] {
        try all("SELECT tag FROM contact_tags WHERE contact_id = ? ORDER BY tag", [contactID]) {
            try $0.text("tag")
        }
    }

    /// The tags of an account's contacts, by name; at most `limit`.
    package func tagCounts(of accountID: String, limit: Int) throws -> [TagCount] {
        try all(
            "SELECT tag, count(*) AS number FROM contact_tags WHERE account_id = ? GROUP BY tag ORDER BY tag LIMIT ?",
            [accountID, limit]
        ) { TagCount(tag: try $0.text("tag"), count: try $0.integer("number")) }
    }

    /// The tags of several contacts, by contact.
    package func tags(ofContacts ids: [String]) throws -> [String: [String]] {
        if ids.isEmpty { return [:] }
        let rows = try all(
            "SELECT contact_id, tag FROM contact_tags WHERE contact_id IN "
                + "(\(ids.map { _ in "?" }.joined(separator: ", "))) ORDER BY tag", ids
        ) { (try $0.text("contact_id"), try $0.text("tag")) }
        return Dictionary(grouping: rows) { $0.0 }.mapValues { $0.map(\.1) }
    }
}

extension Transaction {
    /// Gives a contact exactly these tags.
    package func setTags(_ tags: Set<String>, ofContact contactID: String, in accountID: String) throws {
        try connection.execute("DELETE FROM contact_tags WHERE contact_id = ?", [contactID])
        for tag in tags.sorted() {
            try connection.execute(
                "INSERT INTO contact_tags (contact_id, account_id, tag) VALUES (?, ?, ?)",
                [contactID, accountID, tag])
        }
    }
}
