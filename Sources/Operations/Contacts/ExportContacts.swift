package import Store
import TimeZones

extension Verbs {
    /// The contacts that a search finds, as a table in UTF-8 that `importContacts` reads again.
    package func exportContacts(_ search: ContactSearch, of account: Account) async throws -> String {
        let (fields, members) = try await store.read {
            (try $0.contactFields(of: account.id), try $0.members(of: account.id))
        }
        let owners = Dictionary(members.map { ($0.user.id, $0.user.email) }) { first, _ in first }
        var text =
            "\u{FEFF}"
            + CSVText.line(
                ["Name", "E-mail", "Phone", "Time zone", "Owner", "Tags", "Notes", "Added"]
                    + fields.map(\.question.label))
        var cursor: ContactCursor?
        repeat {
            let from = cursor
            let (lines, tags) = try await store.read { snapshot in
                let lines = try snapshot.contactPage(
                    of: account.id, search, after: from, limit: Self.exportPage, at: nil)
                return (lines, try snapshot.tags(ofContacts: lines.map(\.contact.id)))
            }
            for contact in lines.map(\.contact) {
                text += CSVText.line(
                    [
                        contact.name, contact.email, contact.phone, contact.zone,
                        contact.ownerID.flatMap { owners[$0] } ?? "",
                        (tags[contact.id] ?? []).joined(separator: ", "), contact.notes,
                        contact.createdAt.rfc3339,
                    ] + fields.map { contact.fields[$0.question.key] ?? "" })
            }
            cursor = lines.count == Self.exportPage ? lines.last?.cursor : nil
        } while cursor != nil
        return text
    }

    private static let exportPage = 500
}
