import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Store

extension Site {
    func addContactAPI(to api: RouterGroup<WebContext>) {
        api.get("contacts") { request, _ in try await contactPage(request) }
        api.post("contacts") { try await addContact($0, $1) }
        api.get("contacts/fields") { request, _ in
            let account = try await account(request, .contacts)
            let fields = try await verbs.store.read { try $0.contactFields(of: account.id) }
            return Response.json(JSONValue(["fields": fields.map { JSONValue(question: $0.question) }]))
        }
        api.get("contacts/export") { request, _ in
            let account = try await account(request, .contacts)
            let text = try await verbs.exportContacts(ContactSearch(request), of: account)
            return Response.download(text, type: "text/csv; charset=utf-8", name: "contacts-\(account.slug).csv")
        }
        api.post("contacts/import") { try await importTable($0, $1) }
        api.post("contacts/merge") { try await mergeContacts($0, $1) }
        api.get("contacts/:id") { request, context in
            Response.json(JSONValue(try await contact(context, of: account(request, .contacts))))
        }
        api.patch("contacts/:id") { try await changeContact($0, $1) }
        api.delete("contacts/:id") { request, context in
            let holder = try await keyHolder(request, context, .contacts)
            let (account, doer) = (holder.account, holder.doer)
            try await verbs.eraseContact(try context.parameters.require("id"), by: doer, in: account)
            return Response(status: .noContent)
        }
        api.get("contacts/:id/data") { request, context in
            let account = try await account(request, .contacts)
            let id = try context.parameters.require("id")
            let view = try await verbs.contactView(id, of: account, most: ContactView.all)
            return Response.json(JSONValue(everythingOf: view))
        }
        api.post("contacts/:id/notes") { request, context in
            let holder = try await keyHolder(request, context, .contacts)
            let (account, doer) = (holder.account, holder.doer)
            let view = try await contact(context, of: account)
            let text = try await request.body { $0.text("note") ?? "" }
            try await verbs.note(text, onContact: view.contact.id, by: doer, in: account)
            return Response.json(JSONValue(try await contact(context, of: account)), status: .created)
        }
    }

    private func contact(_ context: WebContext, of account: Account) async throws -> ContactView {
        try await verbs.contactView(try context.parameters.require("id"), of: account)
    }

    /// `GET /api/v1/contacts?q=…&tag=…&owner=…&limit=…&cursor=…`: a page, by name.
    private func contactPage(_ request: Request) async throws -> Response {
        let account = try await account(request, .contacts)
        let cursor = try request.query("cursor").map { try ContactCursor(written: $0) }
        let limit = try request.integer("limit") ?? 50
        guard (1...200).contains(limit) else {
            throw OperationError.invalid([.init("limit", "out_of_range", "“limit” must be from 1 to 200.")])
        }
        let search = ContactSearch(request)
        let now = verbs.now
        let (lines, tags) = try await verbs.store.read { snapshot in
            let lines = try snapshot.contactPage(of: account.id, search, after: cursor, limit: limit + 1, at: now)
            return (lines, try snapshot.tags(ofContacts: lines.map(\.contact.id)))
        }
        let list = lines.prefix(limit).map { line in
            JSONValue(line.contact, tags: tags[line.contact.id] ?? [])
                .adding("next_appointment", line.next).adding("last_appointment", line.last)
        }
        let next = lines.count > limit ? lines[limit - 1].cursor.written : nil
        return Response.json(JSONValue(["contacts": list, "next_cursor": next]))
    }

    /// `POST /api/v1/contacts`
    private func addContact(_ request: Request, _ context: WebContext) async throws -> Response {
        let holder = try await keyHolder(request, context, .contacts)
        let (account, doer) = (holder.account, holder.doer)
        let form = try await request.body { ContactForm($0, of: nil) }
        let made = try await renaming(ContactForm.names) {
            try await verbs.addContact(form, by: doer, in: account)
        }
        let view = try await verbs.contactView(made.id, of: account)
        return Response.json(JSONValue(view), status: .created)
    }

    /// `PATCH /api/v1/contacts/{id}`: what the body does not name stays as it is.
    private func changeContact(_ request: Request, _ context: WebContext) async throws -> Response {
        let holder = try await keyHolder(request, context, .contacts)
        let (account, doer) = (holder.account, holder.doer)
        let current = JSONValue(try await contact(context, of: account))
        let form = try await request.patch(of: current) { ContactForm($0, of: current) }
        let id = try context.parameters.require("id")
        try await renaming(ContactForm.names) {
            _ = try await verbs.changeContact(id, form, by: doer, in: account)
        }
        return Response.json(JSONValue(try await contact(context, of: account)))
    }

    /// `POST /api/v1/contacts/merge`: `{"into": "con_…", "contacts": ["con_…"]}`
    private func mergeContacts(_ request: Request, _ context: WebContext) async throws -> Response {
        let holder = try await keyHolder(request, context, .contacts)
        let (account, doer) = (holder.account, holder.doer)
        let (kept, others) = try await request.body { ($0.text("into") ?? "", $0.texts("contacts") ?? []) }
        let contact = try await verbs.mergeContacts(others, into: kept, by: doer, in: account)
        return Response.json(JSONValue(try await verbs.contactView(contact.id, of: account)))
    }

    /// `POST /api/v1/contacts/import?update=yes`: a table as its body.
    private func importTable(_ request: Request, _ context: WebContext) async throws -> Response {
        let holder = try await keyHolder(request, context, .contacts)
        let (account, doer) = (holder.account, holder.doer)
        let bytes = Array(buffer: try await request.bodyBytes(upTo: Self.longestTable))
        let done = try await verbs.importContacts(
            bytes, updates: request.query("update") == "yes", by: doer, in: account)
        let faults = done.faults.prefix(1000).map {
            JSONValue(["line": $0.line, "subject": $0.subject, "message": $0.message])
        }
        return Response.json(
            JSONValue([
                "added": done.added, "changed": done.changed, "kept": done.kept, "left_out": done.faults.count,
                "faults": Array(faults), "ignored_columns": done.ignoredColumns, "encoding": done.encoding,
            ]))
    }
}

extension ContactSearch {
    fileprivate init(_ request: Request) {
        self.init()
        text = request.words("q")
        tag = request.words("tag").isEmpty ? nil : request.words("tag")
        ownerID = request.query("owner")
    }
}

extension ContactCursor {
    /// As it is handed out; nobody need read it.
    fileprivate var written: String { Data("\(id) \(search)".utf8).base64EncodedString() }

    /// - Throws: `bad_cursor`.
    fileprivate init(written: String) throws(OperationError) {
        let text = Data(base64Encoded: written).map { String(decoding: $0, as: UTF8.self) } ?? ""
        guard let cursor = ContactsPage.cursor(text) else {
            throw .invalid([.init("cursor", "bad_cursor", "Send the “next_cursor” of the page before, unchanged.")]
            )
        }
        self = cursor
    }
}
