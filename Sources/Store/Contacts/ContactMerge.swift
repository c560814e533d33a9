import Database
package import TimeZones

extension Reading {
    /// The living contacts that may be the same person, in groups of two and more: of one name, or of one number.
    /// - Parameter limit: groups of each kind.
    package func likelyDuplicates(of accountID: String, limit: Int) throws -> [[Contact]] {
        var groups = try duplicates(by: "lower(name)", of: accountID, limit: limit)
        let number = "replace(replace(phone, ' ', ''), '-', '')"
        for group in try duplicates(by: number, of: accountID, limit: limit) where !group[0].phone.isEmpty {
            let ids = Set(group.map(\.id))
            if !groups.contains(where: { Set($0.map(\.id)).isSuperset(of: ids) }) { groups.append(group) }
        }
        return groups
    }

    /// - Parameter key: what is the same for all of a group, in SQL.
    private func duplicates(by key: String, of accountID: String, limit: Int) throws -> [[Contact]] {
        let living = "account_id = ? AND \(Contact.living)"
        let found = try all(
            "SELECT *, \(key) AS same FROM contacts WHERE \(living) AND \(key) IN (SELECT \(key) FROM contacts "
                + "WHERE \(living) AND \(key) <> '' GROUP BY \(key) HAVING count(*) > 1 ORDER BY \(key) LIMIT ?) "
                + "ORDER BY same, created_at, id LIMIT ?", [accountID, accountID, limit, limit * 20]
        ) { (key: try $0.text("same"), contact: try Contact($0)) }
        let groups = Dictionary(grouping: found, by: \.key)
        return groups.sorted { $0.key < $1.key }.map { $0.value.map(\.contact) }
    }
}

extension Transaction {
    /// Frees an address that leads to a contact, so that it can be that contact's own; its present one leads to it then.
    package func exchangeAddress(of contact: Contact, for email: String) throws {
        let signpost = try first(
            "SELECT id FROM contacts WHERE account_id = ? AND email = ? AND merged_into = ?",
            [contact.accountID, email, contact.id]
        ) { try $0.text("id") }
        guard let signpost else { return }
        for (id, address) in [
            (signpost, "\(signpost)@exchanged.invalid"), (contact.id, email), (signpost, contact.email),
        ] { try connection.execute("UPDATE contacts SET email = ? WHERE id = ?", [address, id]) }
    }

    /// Has one contact go on as another: what was the former's is the latter's, and so are future bookings under its
    /// address.
    package func merge(contact formerID: String, into contactID: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE series SET contact_id = ? WHERE id IN "
                + "(SELECT series_id FROM appointments WHERE contact_id = ? AND series_id IS NOT NULL)",
            [contactID, formerID])
        try connection.execute(
            "UPDATE appointments SET contact_id = ? WHERE contact_id = ?", [contactID, formerID])
        try connection.execute("UPDATE history SET subject_id = ? WHERE subject_id = ?", [contactID, formerID])
        try connection.execute(
            "INSERT INTO contact_tags (contact_id, account_id, tag) "
                + "SELECT ?, account_id, tag FROM contact_tags WHERE contact_id = ? "
                + "ON CONFLICT (contact_id, tag) DO NOTHING", [contactID, formerID])
        try connection.execute("DELETE FROM contact_tags WHERE contact_id = ?", [formerID])
        for condition in ["id = ?", "merged_into = ?"] {
            try connection.execute(
                "UPDATE contacts SET merged_into = ?, updated_at = ? WHERE \(condition)",
                [contactID, now.milliseconds, formerID])
        }
    }
}
