import Database
import Foundation
package import TimeZones

/// A person who books.
package struct Contact: Hashable, Sendable {
    package let id: String
    package let accountID: String
    package var name: String
    /// In lower case; unique within the account.
    package var email: String
    /// As it was typed; empty when not known.
    package var phone: String
    /// A name of the tz database.
    package var zone: String
    package var notes: String
    /// The user who looks after them.
    package var ownerID: String?
    /// Answers to the account's own fields, by key.
    package var fields: [String: String]
    package let createdAt: Instant
    package var updatedAt: Instant

    package init(
        id: String, accountID: String, name: String, email: String, phone: String = "", zone: String,
        notes: String = "", ownerID: String? = nil, fields: [String: String] = [:], createdAt: Instant
    ) {
        (self.id, self.accountID, self.name, self.email) = (id, accountID, name, email)
        (self.phone, self.zone, self.notes, self.ownerID) = (phone, zone, notes, ownerID)
        (self.fields, self.createdAt, updatedAt) = (fields, createdAt, createdAt)
    }

    init(_ row: SQLRow) throws {
        id = try row.text("id")
        accountID = try row.text("account_id")
        name = try row.text("name")
        email = try row.text("email")
        phone = try row.text("phone")
        zone = try row.text("zone")
        notes = try row.text("notes")
        ownerID = try row.optionalText("owner_id")
        fields = try StoredJSON.value(try row.text("fields"))
        createdAt = Instant(milliseconds: try row.integer64("created_at"))
        updatedAt = Instant(milliseconds: try row.integer64("updated_at"))
    }

    /// Those of the deleted or merged are not looked for.
    static let living = "merged_into IS NULL AND erased_at IS NULL"

    /// What a contact is found by: one text for names as they are typed with and without accents.
    package static func searchText(name: String, email: String, phone: String = "") -> String {
        let digits = phone.filter(\.isNumber)
        return [name, email, digits].filter { !$0.isEmpty }.map(folded).joined(separator: " ")
    }

    /// Small letters without accents, whatever the language.
    package static func folded(_ text: String) -> String {
        // Names in ASCII are most names, and have nothing else to fold.
        text.utf8.allSatisfy { $0 < 128 }
            ? text.lowercased()
            : text.folding(options: [.caseInsensitive, .diacriticInsensitive, .widthInsensitive], locale: nil)
    }
}

/// What a booking has to know of a contact.
package struct BookingContact: Hashable, Sendable {
    package let id: String
    /// The user who looks after them.
    package let ownerID: String?
    /// The one who goes on as this one.
    package let mergedInto: String?
}

extension Transaction {
    /// The account's contact of that address: the known one, left as it is, or a new one.
    package func askContact(
        _ newID: String, account: String, name: String, email: String, zone: String, at now: Instant
    ) throws -> Asked<BookingContact> {
        // The change that changes nothing lets the row be read that is there.
        try ask(
            "INSERT INTO contacts (id, account_id, name, email, zone, search, created_at, updated_at) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_id, email) DO UPDATE "
                + "SET email = excluded.email RETURNING id, owner_id, merged_into",
            [
                newID, account, name, email, zone, Contact.searchText(name: name, email: email),
                now.milliseconds, now.milliseconds,
            ]
        ) {
            BookingContact(
                id: try $0.text("id"), ownerID: try $0.optionalText("owner_id"),
                mergedInto: try $0.optionalText("merged_into"))
        }
    }

    /// The one as whom a contact goes on.
    package func successor(of contact: BookingContact) throws -> BookingContact {
        guard let id = contact.mergedInto else { return contact }
        let found = try first("SELECT id, owner_id, merged_into FROM contacts WHERE id = ?", [id]) {
            BookingContact(id: try $0.text("id"), ownerID: try $0.optionalText("owner_id"), mergedInto: nil)
        }
        return found ?? contact
    }

    /// Says who looks after a contact from now on, unless somebody does already.
    package func setOwner(_ userID: String, ofContact contactID: String) throws {
        try connection.execute(
            "UPDATE contacts SET owner_id = ? WHERE id = ? AND owner_id IS NULL", [userID, contactID])
    }

    /// - Throws: `StoreError.taken` when the account has a contact of that address.
    package func insert(_ contact: Contact) throws {
        let columns = try contact.columns
        try connection.execute(
            "INSERT INTO contacts (id, account_id, created_at, \(columns.map(\.0).joined(separator: ", "))) "
                + "VALUES (?, ?, ?, \(columns.map { _ in "?" }.joined(separator: ", ")))",
            [contact.id, contact.accountID, contact.createdAt.milliseconds] + columns.map(\.1))
    }

    /// - Throws: `StoreError.taken` when the account has another contact of that address.
    package func update(_ contact: Contact) throws {
        let columns = try contact.columns
        try connection.execute(
            "UPDATE contacts SET \(columns.map { "\($0.0) = ?" }.joined(separator: ", ")) "
                + "WHERE id = ? AND account_id = ?", columns.map(\.1) + [contact.id, contact.accountID])
    }

    /// Lets nobody else change a contact until this transaction ends.
    package func lockContact(id: String) throws {
        try lock("SELECT id FROM contacts WHERE id = ?", [id])
    }
}

extension Contact {
    fileprivate var columns: [(String, any SQLConvertible)] {
        get throws {
            [
                ("name", name), ("email", email), ("phone", phone), ("zone", zone), ("notes", notes),
                ("owner_id", ownerID), ("fields", try StoredJSON.text(fields)),
                ("search", Self.searchText(name: name, email: email, phone: phone)),
                ("updated_at", updatedAt.milliseconds),
            ]
        }
    }
}
