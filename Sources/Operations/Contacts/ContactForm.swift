import Foundation
package import Store
import TimeZones

/// A contact as typed.
package struct ContactForm: Hashable, Sendable {
    package var name = ""
    package var email = ""
    package var phone = ""
    /// A name of the tz database; empty for the account's.
    package var zone = ""
    package var notes = ""
    /// A member of the account; empty for nobody.
    package var ownerID = ""
    /// Separated by commas.
    package var tags = ""
    /// By the key of the account's own fields; several choices are lines.
    package var fields: [String: String] = [:]

    package init() {}

    /// The form of one who is there.
    package init(_ contact: Contact, tags: [String]) {
        name = contact.name
        email = contact.email
        phone = contact.phone
        zone = contact.zone
        notes = contact.notes
        ownerID = contact.ownerID ?? ""
        self.tags = tags.joined(separator: ", ")
        fields = contact.fields
    }

    /// The same for the same content, and other for other.
    package var version: String {
        let parts = [name, email, phone, zone, notes, ownerID, tags]
        let more = fields.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] }
        return String(Vault.digest((parts + more).joined(separator: "\u{1F}")).prefix(16))
    }
}

/// What a contact's form says, once it has been found to make sense.
struct CheckedContact {
    var name: String
    var email: String
    var phone: String
    var zone: String
    var notes: String
    var ownerID: String?
    var tags: Set<String>
    var fields: [String: String]
    /// The name and the zone are not what was typed, but what stands in for it.
    var isNameMade = false
    var isZoneMade = false

    func apply(to contact: inout Contact) {
        (contact.name, contact.email, contact.phone) = (name, email, phone)
        (contact.zone, contact.notes, contact.ownerID, contact.fields) = (zone, notes, ownerID, fields)
    }
}

extension ContactForm {
    /// - Parameters:
    ///   - members: the ids of the account's members.
    ///   - known: the account's own fields.
    ///   - present: the contact as it is: what it has already is not looked at again, and what the account has ceased to
    ///     ask for is kept.
    func checked(
        in account: Account, members: Set<String>, _ known: [ContactField], over present: Contact? = nil,
        zones: ZoneDatabase, _ validation: inout Validation
    ) -> CheckedContact {
        let typedZone = zone.isEmpty ? account.zone : zone
        _ = validation.zone(typedZone, "timezone", in: zones)
        let phone = validation.phone(self.phone, "phone")
        if !ownerID.isEmpty, !members.contains(ownerID), ownerID != present?.ownerID {
            validation.fault("owner", "unknown_user", "This is no member of the account.")
        }
        let keys = Set(known.map(\.question.key))
        var answers = (present?.fields ?? [:]).filter { !keys.contains($0.key) }
        for field in known {
            let question = field.question
            let typed = fields[question.key] ?? ""
            if let former = present?.fields[question.key], former == typed {
                answers[question.key] = former
                continue
            }
            guard
                let answer = question.checked(
                    typed, named: "fields.\(question.key)", isRequired: false, &validation)
            else { continue }
            answers[question.key] = answer
        }
        for key in fields.keys.sorted() where !keys.contains(key) && present?.fields[key] != fields[key] {
            validation.fault("fields.\(key)", "unknown_field", "The account keeps no such field.")
        }
        return CheckedContact(
            name: validation.text(name, "name", "The name", longest: 200), email: validation.email(email, "email"),
            phone: phone, zone: typedZone,
            notes: validation.text(notes, "notes", "The note", longest: 5000, isRequired: false, lines: true),
            ownerID: ownerID.isEmpty ? nil : ownerID, tags: validation.tags(tags, "tags"), fields: answers)
    }
}

extension Validation {
    /// Tags as they are typed: separated by commas, in small letters, each once.
    mutating func tags(_ text: String, _ field: String) -> Set<String> {
        let words = text.split { $0 == "," || $0 == ";" || $0.isNewline }
            .map { $0.trimmingCharacters(in: .whitespaces).lowercased() }.filter { !$0.isEmpty }
        if words.count > 50 {
            fault(field, "too_many", "A contact may have at most 50 tags; this has \(words.count).")
        }
        for word in words where word.unicodeScalars.count > 60 {
            fault(field, "too_long", "A tag may have at most 60 characters: “\(word.prefix(20))…” has more.")
        }
        if words.contains(where: { $0.unicodeScalars.contains { $0.properties.generalCategory == .control } }) {
            fault(field, "bad_character", "A tag contains a character that cannot be used.")
        }
        return Set(words)
    }
}
