import FoundationEssentials
import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    func addContacts(to app: AppRoutes) {
        app.get("contacts", for: .insiders) { try await contactsPage($0, $1) }
        app.get("contacts/new", for: .staff) { request, context in
            let session = try context.signedIn()
            var form = ContactForm()
            form.zone = session.account.zone
            return try await contactForm(form, of: nil, session)
        }
        app.post("contacts", for: .staff) { try await saveContact($0, $1, id: nil) }
        app.get("contacts/export", for: .admins) { try await exportContacts($0, $1) }
        addContactImport(to: app)
        addDuplicates(to: app)
        addContactFields(to: app)
        addContact(to: app)
    }

    /// `GET /app/contacts?q=…&tag=…&owner=…&after=…`: those who are assigned to who sees no others.
    private func contactsPage(_ request: Request, _ context: WebContext) async throws -> Response {
        let session = try context.signedIn()
        let search = search(request, session)
        let cursor = ContactsPage.cursor(request.words("after"))
        let now = verbs.now
        let size = ContactsPage.size
        let found = try await verbs.store.read { snapshot in
            let lines = try snapshot.contactPage(
                of: session.account.id, search, after: cursor, limit: size + 1, at: now)
            return ContactsPage.Found(
                lines: lines, tags: try snapshot.tags(ofContacts: lines.prefix(size).map(\.contact.id)),
                count: try snapshot.contactCount(of: session.account.id, search, most: 1001),
                allTags: session.member.isLimited
                    ? [] : try snapshot.tagCounts(of: session.account.id, limit: 200),
                members: try snapshot.members(of: session.account.id))
        }
        let dates = Dates(zone: try verbs.zones.zone(session.user.zone))
        let page = ContactsPage(found, search, isFirst: cursor == nil, session, dates)
        let words = ["erased": "Erased. That somebody was there, and when, is all that is left."]
        let notice = request.query("done").flatMap { words[$0] }.map { Notice("ok", $0) }
        return try renderer.page(
            "contacts", Page(title: "Contacts", page, session: session, on: .contacts, notice: notice))
    }

    private func search(_ request: Request, _ session: Session) -> ContactSearch {
        var search = ContactSearch()
        search.text = request.words("q")
        search.tag = request.words("tag").isEmpty ? nil : request.words("tag")
        search.ownerID = request.query("owner")
        search.assignedTo = session.seesOnly
        return search
    }

    /// `GET /app/contacts/export`: what the list shows, as CSV.
    private func exportContacts(_ request: Request, _ context: WebContext) async throws -> Response {
        let session = try context.signedIn()
        let text = try await verbs.exportContacts(search(request, session), of: session.account)
        return .download(text, type: "text/csv; charset=utf-8", name: "contacts-\(session.account.slug).csv")
    }
}

struct ContactsPage {
    struct Found: Sendable {
        let lines: [ContactLine]
        let tags: [String: [String]]
        let count: Int
        let allTags: [TagCount]
        let members: [Member]
    }

    struct Row {
        let href: String
        let initials: String
        let contactName: String
        let contactLine: String
        let meetingLine: String
        let tags: [String]
    }

    struct NothingFound {
        let emptyTitle: String
        let emptyText: String
        let isFiltered: Bool
    }

    static let size = 50

    let query: String
    let countLine: String
    let hasTags: Bool
    let tagChoices: [Input.Choice]
    let ownerChoices: [Input.Choice]
    let rows: [Row]
    let nothing: NothingFound?
    let moreHref: String?
    let startHref: String?
    let exportHref: String
    let canEdit: Bool
    let canAdmin: Bool

    init(_ found: Found, _ search: ContactSearch, isFirst: Bool, _ session: Session, _ dates: Dates) {
        query = search.text
        let isFiltered = !search.text.isEmpty || search.tag != nil || search.ownerID != nil
        let count =
            found.count > 1000
            ? "More than 1,000 contacts" : found.count == 1 ? "1 contact" : "\(found.count) contacts"
        countLine = isFiltered ? "\(count) found" : count
        tagChoices =
            [Input.Choice("", "Any tag", isChosen: search.tag == nil)]
            + found.allTags.map { Input.Choice($0.tag, "\($0.tag) (\($0.count))", isChosen: $0.tag == search.tag) }
        hasTags = !found.allTags.isEmpty
        ownerChoices =
            [Input.Choice("", "Any owner", isChosen: search.ownerID == nil)]
            + found.members.map {
                Input.Choice($0.user.id, $0.user.name, isChosen: $0.user.id == search.ownerID)
            }
        rows = found.lines.prefix(Self.size).map { Row($0, tags: found.tags[$0.contact.id] ?? [], dates) }
        nothing =
            rows.isEmpty
            ? NothingFound(
                emptyTitle: isFiltered ? "Nobody found" : "Nobody here yet",
                emptyText: isFiltered
                    ? "No contact has all of that. Try fewer words."
                    : "Whoever books becomes a contact. Those you know already can be added or imported.",
                isFiltered: isFiltered) : nil
        let base = [("q", search.text), ("tag", search.tag ?? ""), ("owner", search.ownerID ?? "")]
            .filter { !$0.1.isEmpty }
        let last = found.lines.count > Self.size ? found.lines[Self.size - 1].cursor : nil
        moreHref = last.map { Self.path("/app/contacts", base + [("after", Self.word($0))]) }
        startHref = isFirst ? nil : Self.path("/app/contacts", base)
        exportHref = Self.path("/app/contacts/export", base)
        canEdit = !session.member.isLimited
        canAdmin = session.isAdmin
    }

    private static func path(_ path: String, _ parameters: [(String, String)]) -> String {
        parameters.isEmpty ? path : "\(path)?\(PickerLinks.query(parameters))"
    }

    private static func word(_ cursor: ContactCursor) -> String { "\(cursor.id) \(cursor.search)" }

    static func cursor(_ word: String) -> ContactCursor? {
        let parts = word.split(separator: " ", maxSplits: 1)
        return parts.count == 2 ? ContactCursor(search: String(parts[1]), id: String(parts[0])) : nil
    }
}

extension ContactsPage.Row {
    init(_ line: ContactLine, tags: [String], _ dates: Dates) {
        let contact = line.contact
        href = "/app/contacts/\(contact.id)"
        initials = Initials.of(contact.name)
        contactName = contact.name
        contactLine = [contact.email, contact.phone].filter { !$0.isEmpty }.joined(separator: ", ")
        let owner = line.ownerName.map { "Looked after by \($0)" }
        let meeting =
            line.next.map { "Next: \(Dates.shortDay(dates.zone.civil(at: $0).date)), \(dates.clock($0))" }
            ?? line.last.map {
                "Last: \(Dates.shortDay(dates.zone.civil(at: $0).date)) \(dates.zone.civil(at: $0).date.year)"
            }
        meetingLine = [meeting, owner].compactMap(\.self).joined(separator: ". ")
        self.tags = tags
    }
}
