import Database
package import TimeZones

extension Reading {
    /// The living contacts that may be the same person, in groups of two and more: of one name, or of one number.
    /// - Parameter limit: groups.
    package func likelyDuplicates(of accountID: String, limit: Int) throws -> [[Contact]] {
        let living = "account_id = ? AND \(Contact.living)"
        let names = try all(
            "SELECT lower(name) AS same FROM contacts WHERE \(living) GROUP BY lower(name) HAVING count(*) > 1 "
                + "ORDER BY lower(name) LIMIT ?", [accountID, limit]
        ) { try $0.text("same") }
        let numbers = try all(
            "SELECT phone FROM contacts WHERE \(living) AND phone <> '' GROUP BY phone HAVING count(*) > 1 "
                + "ORDER BY phone LIMIT ?", [accountID, limit]
        ) { try $0.text("phone") }
        var groups = try names.map { name in
            try all(
                "SELECT * FROM contacts WHERE \(living) AND lower(name) = ? ORDER BY created_at, id LIMIT 20",
                [accountID, name], Contact.init)
        }
        for number in numbers {
            let group = try all(
                "SELECT * FROM contacts WHERE \(living) AND phone = ? ORDER BY created_at, id LIMIT 20",
                [accountID, number], Contact.init)
            let ids = Set(group.map(\.id))
            if !groups.contains(where: { Set($0.map(\.id)).isSuperset(of: ids) }) { groups.append(group) }
        }
        return Array(groups.prefix(limit))
    }
}

extension Transaction {
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
