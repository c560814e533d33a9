import Foundation
import Store

/// Which columns of a table say what of a contact.
struct ContactColumns {
    private enum Column: Hashable {
        case name, firstName, lastName, email, phone, zone, tags, owner, notes
        case field(String)
    }

    private let columns: [Int: Column]
    /// The headings that mean nothing here.
    let ignored: [String]

    /// - Throws: `invalid` with `file` when there is no column of e-mail addresses.
    init(_ header: [String], _ fields: [ContactField]) throws(OperationError) {
        var columns: [Int: Column] = [:]
        var ignored: [String] = []
        for (index, heading) in header.enumerated() {
            let known = Self.column(heading, fields)
            // The first of several of a kind counts: exports list a second address or number after it.
            if let known, !columns.values.contains(known) {
                columns[index] = known
            } else if !heading.isEmpty {
                ignored.append(heading)
            }
        }
        (self.columns, self.ignored) = (columns, ignored)
        guard columns.values.contains(.email) else {
            throw CSVText.fault(
                "no_email_column",
                "No column is called E-mail. The first line has to name the columns, such as Name, E-mail, Phone, Tags."
            )
        }
    }

    /// The form of a row.
    /// - Parameter owners: the ids of the account's members by address and by name, in small letters.
    /// - Returns: the owner that is named and nobody knows, too.
    func form(_ cells: [String], owners: [String: String]) -> (form: ContactForm, unknownOwner: String?) {
        var form = ContactForm()
        var (first, last, unknown) = ("", "", String?.none)
        for (index, column) in columns where index < cells.count {
            let cell = CSVText.plain(cells[index])
            switch column {
            case .name: form.name = cell
            case .firstName: first = cell
            case .lastName: last = cell
            case .email: form.email = cell
            case .phone: form.phone = cell
            case .zone: form.zone = cell
            case .tags: form.tags = cell.replacing(" ::: ", with: ",")
            case .notes: form.notes = cell
            case .owner where !cell.isEmpty:
                form.ownerID = owners[cell.lowercased()] ?? ""
                if form.ownerID.isEmpty { unknown = cell }
            case .owner: break
            case .field(let key): form.fields[key] = cell
            }
        }
        if form.name.isEmpty { form.name = [first, last].filter { !$0.isEmpty }.joined(separator: " ") }
        return (form, unknown)
    }

    /// What the columns of a row say nothing about stays as it is.
    func merge(_ new: CheckedContact, over old: Contact, tags: [String]) -> CheckedContact {
        var merged = new
        if new.isNameMade { merged.name = old.name }
        if new.isZoneMade { merged.zone = old.zone }
        if new.phone.isEmpty { merged.phone = old.phone }
        if new.notes.isEmpty { merged.notes = old.notes }
        if new.ownerID == nil { merged.ownerID = old.ownerID }
        merged.tags.formUnion(tags)
        merged.fields.merge(old.fields) { typed, former in typed.isEmpty ? former : typed }
        return merged
    }

    private static func column(_ heading: String, _ fields: [ContactField]) -> Column? {
        let plain = words(heading)
        if let field = fields.first(where: { words($0.question.label) == plain || $0.question.key == plain }) {
            return .field(field.question.key)
        }
        return known[plain]
    }

    private static func words(_ text: String) -> String {
        Contact.folded(text).filter { $0.isLetter || $0.isNumber }
    }

    private static let known: [String: Column] = [
        "name": .name, "fullname": .name, "displayname": .name, "contact": .name, "contactname": .name,
        "firstname": .firstName, "givenname": .firstName, "lastname": .lastName, "familyname": .lastName,
        "surname": .lastName, "email": .email, "emailaddress": .email, "mail": .email, "email1value": .email,
        "email1": .email, "phone": .phone, "phonenumber": .phone, "mobile": .phone, "mobilephone": .phone,
        "telephone": .phone, "phone1value": .phone, "timezone": .zone, "tags": .tags, "labels": .tags,
        "groups": .tags, "owner": .owner, "assignedto": .owner, "notes": .notes, "note": .notes,
    ]
}
