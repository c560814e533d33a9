import Database
package import TimeZones

/// Which contacts are asked for; nil and empty are without condition.
package struct ContactSearch: Hashable, Sendable {
    /// Words that all have to be there: in the name, the address or the number.
    package var text = ""
    package var tag: String?
    package var ownerID: String?
    /// Only those of a member who sees what is assigned to them: whom they look after, or have hosted.
    package var assignedTo: String?

    package init() {}
}

/// The last contact of a page: the next one goes on after it.
package struct ContactCursor: Hashable, Sendable {
    package let search: String
    package let id: String

    package init(search: String, id: String) {
        (self.search, self.id) = (search, id)
    }
}

/// A contact in a list.
package struct ContactLine: Sendable {
    package let contact: Contact
    package let ownerName: String?
    /// The start of their next appointment.
    package let next: Instant?
    /// The start of the last one that has begun.
    package let last: Instant?
    package let cursor: ContactCursor

    init(_ row: SQLRow) throws {
        contact = try Contact(row)
        ownerName = try row.optionalText("owner_name")
        next = try row.optionalInteger64("next_start").map(Instant.init(milliseconds:))
        last = try row.optionalInteger64("last_start").map(Instant.init(milliseconds:))
        cursor = ContactCursor(search: try row.text("search"), id: contact.id)
    }
}

extension Reading {
    /// An account's contact; one that was merged is the one it went into. Nil for who was never there or is erased.
    package func contact(id: String, of accountID: String) throws -> Contact? {
        try first(
            "SELECT * FROM contacts WHERE account_id = ? AND erased_at IS NULL AND id = "
                + "COALESCE((SELECT merged_into FROM contacts WHERE id = ? AND account_id = ?), ?)",
            [accountID, id, accountID, id], Contact.init)
    }

    /// An account's contact of an address, in lower case; one that was merged is the one it went into.
    package func contact(email: String, of accountID: String) throws -> Contact? {
        let id = try first(
            "SELECT COALESCE(merged_into, id) AS id FROM contacts WHERE account_id = ? AND email = ?",
            [accountID, email]
        ) { try $0.text("id") }
        return try id.flatMap { try contact(id: $0, of: accountID) }
    }

    /// Whether a contact is one whom a member with assigned data only sees.
    package func isContact(_ id: String, assignedTo userID: String) throws -> Bool {
        try first(
            "SELECT 1 AS found FROM contacts c WHERE c.id = ? AND (c.owner_id = ? OR EXISTS "
                + "(SELECT 1 FROM appointments a WHERE a.contact_id = c.id AND a.host_id = ?))",
            [id, userID, userID]
        ) { try $0.integer("found") } != nil
    }

    /// A page of an account's contacts by name.
    /// - Parameter now: what divides their next appointment from the last one; nil leaves both out.
    package func contactPage(
        of accountID: String, _ search: ContactSearch, after cursor: ContactCursor?, limit: Int, at now: Instant?
    ) throws -> [ContactLine] {
        var (conditions, arguments) = search.conditions(of: accountID)
        if let cursor {
            conditions.append("c.search >= ? AND (c.search > ? OR c.id > ?)")
            arguments += [cursor.search, cursor.search, cursor.id]
        }
        let active = "FROM appointments a WHERE a.contact_id = c.id AND a.status NOT IN ('cancelled', 'invalid')"
        let (next, last) =
            now == nil
            ? ("CAST(NULL AS BIGINT)", "CAST(NULL AS BIGINT)")
            : (
                "(SELECT MIN(a.starts_at) \(active) AND a.starts_at > ?)",
                "(SELECT MAX(a.starts_at) \(active) AND a.starts_at <= ?)"
            )
        let dividers: [any SQLConvertible] = now.map { [$0.milliseconds, $0.milliseconds] } ?? []
        return try all(
            "SELECT c.*, u.name AS owner_name, \(next) AS next_start, \(last) AS last_start "
                + "FROM contacts c LEFT JOIN users u ON u.id = c.owner_id "
                + "WHERE \(conditions.joined(separator: " AND ")) ORDER BY c.search, c.id LIMIT ?",
            dividers + arguments + [limit], ContactLine.init)
    }

    /// How many contacts there are, but no further than `most`.
    package func contactCount(of accountID: String, _ search: ContactSearch, most: Int) throws -> Int {
        let (conditions, arguments) = search.conditions(of: accountID)
        return try first(
            "SELECT count(*) AS number FROM (SELECT 1 FROM contacts c WHERE "
                + "\(conditions.joined(separator: " AND ")) LIMIT ?) AS found", arguments + [most]
        ) { try $0.integer("number") } ?? 0
    }
}

extension ContactSearch {
    /// Of the contacts that are called `c` in a query.
    func conditions(of accountID: String) -> ([String], [any SQLConvertible]) {
        var conditions = ["c.account_id = ?", Contact.living]
        var arguments: [any SQLConvertible] = [accountID]
        func require(_ condition: String, _ values: [any SQLConvertible]) {
            conditions.append(condition)
            arguments += values
        }
        for word in words {
            require(#"c.search LIKE ? ESCAPE '\'"#, ["%\(Self.escaped(String(word)))%"])
        }
        if let tag {
            require(
                "EXISTS (SELECT 1 FROM contact_tags t WHERE t.contact_id = c.id AND t.tag = ?)", [tag])
        }
        if let ownerID { require("c.owner_id = ?", [ownerID]) }
        if let assignedTo {
            require(
                "(c.owner_id = ? OR EXISTS (SELECT 1 FROM appointments a WHERE a.contact_id = c.id AND a.host_id = ?))",
                [assignedTo, assignedTo])
        }
        return (conditions, arguments)
    }

    /// What all has to be there. A number counts as one word, however it is set apart.
    private var words: [Substring] {
        let isNumber = text.allSatisfy { $0.isASCII && ($0.isNumber || " +-()./".contains($0)) }
        let digits = text.filter(\.isNumber)
        if isNumber, digits.count >= 3 { return [digits[...]] }
        return Array(Contact.folded(text).split(whereSeparator: \.isWhitespace).prefix(6))
    }

    /// A text that stands for itself within a pattern.
    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("%", with: "\\%").replacing("_", with: "\\_")
    }
}
