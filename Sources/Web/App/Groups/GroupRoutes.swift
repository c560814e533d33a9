import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    func addGroups(to app: AppRoutes) {
        app.get("groups", for: .insiders) { try await groupsPage($0, $1) }
        app.get("groups/new", for: .admins) { _, context in
            try await groupPage(GroupForm(), id: nil, try context.signedIn())
        }
        app.post("groups", for: .admins) { try await saveGroup($0, $1, id: nil) }
        app.get("groups/:id", for: .admins) { _, context in
            let session = try context.signedIn()
            let id = try context.parameters.require("id")
            guard let group = try await verbs.store.read({ try $0.group(id: id, of: session.account.id) }) else {
                throw OperationError.notFound("There is no such group.")
            }
            return try await groupPage(GroupForm(group), id: id, session)
        }
        app.post("groups/:id", for: .admins) { try await saveGroup($0, $1, id: try $1.parameters.require("id")) }
        app.post("groups/:id/delete", for: .admins) { request, context in
            _ = try await request.form(context)
            try await verbs.deleteGroup(try context.parameters.require("id"), of: try context.signedIn().account)
            return Response.seeOther("/app/groups?done=deleted")
        }
    }

    func groupURL(_ session: Session, _ slug: String) -> String {
        "\(verbs.settings.publicURL)/book/\(session.account.slug)/group/\(slug)"
    }

    private func groupsPage(_ request: Request, _ context: WebContext) async throws -> Response {
        let session = try context.signedIn()
        let (groups, calendars) = try await verbs.store.read { snapshot in
            (try snapshot.groups(of: session.account.id), try snapshot.calendars(of: session.account.id))
        }
        let names = Dictionary(uniqueKeysWithValues: calendars.map { ($0.id, $0.name) })
        let page = GroupsPage(
            calendarTabs: .calendars(current: "/app/groups"), canEdit: session.isAdmin, hasGroups: !groups.isEmpty,
            groups: groups.map { group in
                GroupsPage.Card(
                    groupID: group.id, href: session.isAdmin ? "/app/groups/\(group.id)" : nil,
                    groupName: group.name,
                    members: group.calendarIDs.compactMap { names[$0] }.joined(separator: ", "),
                    groupURL: groupURL(session, group.slug))
            })
        let words = ["saved": "Saved.", "deleted": "The group is deleted. Its calendars stay."]
        let notice = request.query("done").flatMap { words[$0] }.map { Notice("ok", $0) }
        return try renderer.page(
            "groups", Page(title: "Groups", page, session: session, on: .calendars, notice: notice))
    }

    private func saveGroup(_ request: Request, _ context: WebContext, id: String?) async throws -> Response {
        let fields = try await request.form(context)
        let session = try context.signedIn()
        let form = GroupForm(fields)
        do {
            try await verbs.saveGroup(form, id: id, of: session.account)
            return Response.seeOther("/app/groups?done=saved")
        } catch let error as OperationError where error.kind == .invalid {
            return try await groupPage(form, id: id, session, error: error)
        }
    }

    private func groupPage(
        _ form: GroupForm, id: String?, _ session: Session, error: OperationError? = nil
    ) async throws -> Response {
        let calendars = try await verbs.store.read { try $0.calendars(of: session.account.id) }
        let page = GroupPage(
            form, id: id, calendars: calendars, linkPrefix: groupURL(session, ""), error: error)
        let notice = error.map { _ in Notice("bad", "Not saved yet. See what is marked below.") }
        return try renderer.page(
            "group_form", Page(title: page.headline, page, session: session, on: .calendars, notice: notice),
            status: error?.status ?? .ok)
    }
}

extension GroupForm {
    /// The chosen calendars in the order of their numbers; who has none comes last.
    init(_ fields: FormFields) {
        func position(_ id: String) -> Int { Int(fields["position_\(id)"]) ?? .max }
        self.init(
            name: fields["name"], slug: fields["slug"], description: fields["description"],
            calendarIDs: fields.all("calendar").sorted { position($0) < position($1) })
    }
}

struct GroupsPage {
    struct Card {
        let groupID: String
        let href: String?
        let groupName: String
        let members: String
        let groupURL: String
    }

    let calendarTabs: Tabs
    let canEdit: Bool
    let hasGroups: Bool
    let groups: [Card]
}

struct GroupPage {
    struct Row {
        let calendarID: String
        let calendarName: String
        let isMember: Bool
        let position: String
        let isClosed: Bool
    }

    let headline: String
    let action: String
    let isEdit: Bool
    let nameInput: Input
    let slug: String
    let slugError: String?
    let linkPrefix: String
    let descriptionInput: Input
    let calendarsError: String?
    let hasCalendars: Bool
    let calendars: [Row]

    init(
        _ form: GroupForm, id: String?, calendars: [BookingCalendar], linkPrefix: String, error: OperationError?
    ) {
        isEdit = id != nil
        headline = id == nil ? "New group" : form.name.isEmpty ? "Group" : form.name
        action = id.map { "/app/groups/\($0)" } ?? "/app/groups"
        nameInput = .line("name", "Name", form.name, error: error?.message(of: "name"))
        (slug, slugError) = (form.slug, error?.message(of: "slug"))
        self.linkPrefix = linkPrefix
        descriptionInput = Input.area(
            "description", "Description", form.description, error: error?.message(of: "description")
        ).optional()
        calendarsError = error?.message(of: "calendars")
        hasCalendars = !calendars.isEmpty
        func place(_ calendar: BookingCalendar) -> Int { form.calendarIDs.firstIndex(of: calendar.id) ?? .max }
        self.calendars = calendars.sorted { place($0) < place($1) }.map { calendar in
            let place = form.calendarIDs.firstIndex(of: calendar.id)
            return Row(
                calendarID: calendar.id, calendarName: calendar.name, isMember: place != nil,
                position: place.map { String($0 + 1) } ?? "", isClosed: !calendar.isOpen)
        }
    }
}
