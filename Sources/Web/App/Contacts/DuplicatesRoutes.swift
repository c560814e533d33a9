import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    func addDuplicates(to app: AppRoutes) {
        app.get("contacts/duplicates", for: .admins) { request, context in
            let notice = request.query("done") == "merged" ? Notice("ok", "Merged.") : nil
            return try await duplicatesPage(try context.signedIn(), notice)
        }
        app.post("contacts/merge", for: .admins) { request, context in
            let fields = try await request.form(context)
            let session = try context.signedIn()
            let chosen = fields.all("contact")
            guard chosen.contains(fields["keep"]) else {
                return try await duplicatesPage(
                    session, Notice("bad", "The one that stays has to be among those that are ticked."))
            }
            do {
                _ = try await verbs.mergeContacts(
                    chosen, into: fields["keep"], by: asker(request, context).doer,
                    in: session.account)
                return Response.seeOther("/app/contacts/duplicates?done=merged")
            } catch let error as OperationError where error.kind == .invalid {
                return try await duplicatesPage(session, Notice("bad", error.message))
            }
        }
    }

    private func duplicatesPage(_ session: Session, _ notice: Notice?) async throws -> Response {
        let groups = try await verbs.store.read { try $0.likelyDuplicates(of: session.account.id, limit: 50) }
        let dates = Dates(zone: try verbs.zones.zone(session.user.zone))
        let page = DuplicatesPage(groups, dates)
        return try renderer.page(
            "duplicates", Page(title: "Duplicates", page, session: session, on: .contacts, notice: notice))
    }
}

/// Contacts that may be the same person, a group at a time.
struct DuplicatesPage {
    struct Group {
        let groupName: String
        let people: [Candidate]
    }

    struct Candidate {
        let contactID: String
        let href: String
        let contactName: String
        let contactLine: String
        let addedAt: String
        let isFirst: Bool
    }

    let hasGroups: Bool
    let groups: [Group]

    init(_ groups: [[Contact]], _ dates: Dates) {
        self.groups = groups.map { group in
            Group(
                groupName: group.first?.name ?? "",
                people: group.enumerated().map { index, contact in
                    Candidate(
                        contactID: contact.id, href: Site.path(contact), contactName: contact.name,
                        contactLine: [contact.email, contact.phone].filter { !$0.isEmpty }.joined(separator: ", "),
                        addedAt: "Added \(dates.stamp(contact.createdAt))", isFirst: index == 0)
                })
        }
        hasGroups = !groups.isEmpty
    }
}
