import Foundation
import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    /// One contact: what is known, what happened, and what can be done.
    func addContact(to app: AppRoutes) {
        app.get("contacts/:id", for: .insiders) { try await contactPage($0, $1) }
        app.get("contacts/:id/edit", for: .insiders) { _, context in
            let (session, view) = try await pathContact(context)
            return try await contactForm(view.form, of: view, session)
        }
        app.post("contacts/:id", for: .insiders) { request, context in
            try await saveContact(request, context, id: try context.parameters.require("id"))
        }
        app.post("contacts/:id/note", for: .insiders) { request, context in
            let fields = try await request.form(context)
            let (session, view) = try await pathContact(context)
            do {
                try await verbs.note(
                    fields["note"], onContact: view.contact.id, by: asker(request, context).doer,
                    in: session.account)
                return Response.seeOther("\(Self.path(view.contact))#timeline-title")
            } catch let error as OperationError where error.kind == .invalid {
                return try await contactPage(request, context, note: fields["note"], error: error)
            }
        }
        app.get("contacts/:id/export", for: .admins) { _, context in
            let view = try await verbs.contactView(
                try context.parameters.require("id"), of: try context.signedIn().account, most: ContactView.all)
            return Response.download(
                String(decoding: JSONValue(everythingOf: view).document, as: UTF8.self), type: "application/json",
                name: "\(view.contact.id).json")
        }
        app.post("contacts/:id/erase", for: .admins) { request, context in
            let fields = try await request.form(context)
            let (session, view) = try await pathContact(context)
            guard fields["sure"] == "yes" else {
                return try await contactPage(
                    request, context,
                    error: .invalid([.init("sure", "missing", "Tick that you are sure: this cannot be undone.")]))
            }
            do {
                try await verbs.eraseContact(
                    view.contact.id, by: asker(request, context).doer, in: session.account)
                return Response.seeOther("/app/contacts?done=erased")
            } catch let error as OperationError where error.kind == .conflict {
                return try await contactPage(request, context, error: error)
            }
        }
    }

    static func path(_ contact: Contact) -> String { "/app/contacts/\(contact.id)" }

    /// The contact that the path names, as far as it is to be seen.
    /// - Throws: `not_found`.
    private func pathContact(_ context: WebContext) async throws -> (Session, ContactView) {
        let session = try context.signedIn()
        let view = try await verbs.contactView(
            try context.parameters.require("id"), of: session.account,
            assignedTo: session.seesOnly)
        return (session, view)
    }

    private func contactPage(
        _ request: Request, _ context: WebContext, note: String = "", error: OperationError? = nil
    ) async throws -> Response {
        let (session, view) = try await pathContact(context)
        if view.contact.id != context.parameters.get("id") { return .seeOther(Self.path(view.contact)) }
        let calendars = try await verbs.store.read { try $0.calendars(of: session.account.id) }
        let page = ContactPage(
            view, session, calendars, Dates(zone: try verbs.zones.zone(session.user.zone)),
            zone: try? verbs.zones.zone(view.contact.zone), now: verbs.now, note: note, error: error)
        let words = [
            "saved": "Saved.", "added": "Added.",
        ]
        let done = request.query("done").flatMap { words[$0] }.map { Notice("ok", $0) }
        let trouble = error.map { Notice("bad", $0.fields.first?.message ?? $0.message) }
        return try renderer.page(
            "contact",
            Page(title: view.contact.name, page, session: session, on: .contacts, notice: trouble ?? done),
            status: error?.status ?? .ok)
    }

    // MARK: The form

    func saveContact(_ request: Request, _ context: WebContext, id: String?) async throws -> Response {
        let fields = try await request.form(context)
        let session = try context.signedIn()
        let doer = try asker(request, context).doer
        let view = id == nil ? nil : try await pathContact(context).1
        let known = try await verbs.store.read { try $0.contactFields(of: session.account.id) }
        let form = ContactForm(fields, known)
        do {
            guard let view else {
                let made = try await verbs.addContact(form, by: doer, in: session.account)
                return .seeOther("\(Self.path(made))?done=added")
            }
            try await verbs.changeContact(
                view.contact.id, form, over: fields["version"], by: doer, in: session.account)
            return .seeOther("\(Self.path(view.contact))?done=saved")
        } catch let error as OperationError where error.kind == .invalid {
            return try await contactForm(form, of: view, session, version: fields["version"], error: error)
        } catch let error as OperationError where error.code == "changed_meanwhile" {
            let stored = try await pathContact(context).1
            return try await contactForm(form, of: stored, session, stored: stored.form)
        }
    }

    /// - Parameter stored: what somebody else has stored meanwhile.
    func contactForm(
        _ form: ContactForm, of view: ContactView?, _ session: Session, version: String? = nil,
        error: OperationError? = nil, stored: ContactForm? = nil
    ) async throws -> Response {
        let (fields, members) = try await verbs.store.read {
            (try $0.contactFields(of: session.account.id), try $0.members(of: session.account.id))
        }
        let page = ContactFormPage(
            form, of: view, fields, members, version: version ?? view?.form.version ?? "",
            zoneGroups: zoneMenu.groups(selected: form.zone, at: verbs.now), error: error, stored: stored)
        return try renderer.page(
            "contact_form", Page(title: page.headline, page, session: session, on: .contacts),
            status: error?.status ?? (stored == nil ? .ok : .conflict))
    }
}

extension ContactForm {
    init(_ fields: FormFields, _ known: [ContactField]) {
        self.init()
        name = fields["name"]
        email = fields["email"]
        phone = fields["phone"]
        zone = fields["timezone"]
        notes = fields["notes"]
        ownerID = fields["owner"]
        tags = fields["tags"]
        for field in known {
            let key = field.question.key
            self.fields[key] = fields.all("fields.\(key)").filter { !$0.isEmpty }.joined(separator: "\n")
        }
    }
}
