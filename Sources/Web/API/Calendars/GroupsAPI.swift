import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    func addGroupAPI(to api: RouterGroup<WebContext>) {
        api.get("calendar-groups") { request, _ in
            let account = try await account(request, .calendars)
            let found = try await verbs.store.read { try $0.groups(of: account.id) }
            return Response.json(JSONValue(["calendar_groups": found.map { JSONValue($0) }]))
        }
        api.post("calendar-groups") { request, _ in
            let account = try await account(request, .calendars)
            let form = try await request.body { GroupForm($0, over: nil) }
            return Response.json(try await saved(form, id: nil, of: account), status: .created)
        }
        api.get("calendar-groups/:id") { request, context in
            Response.json(JSONValue(try await group(context, of: account(request, .calendars))))
        }
        api.patch("calendar-groups/:id") { request, context in
            let account = try await account(request, .calendars)
            let group = try await group(context, of: account)
            let current = JSONValue(group)
            let form = try await request.patch(of: current) { GroupForm($0, over: current) }
            return Response.json(try await saved(form, id: group.id, of: account))
        }
        api.delete("calendar-groups/:id") { request, context in
            let account = try await account(request, .calendars)
            try await verbs.deleteGroup(try context.parameters.require("id"), of: account)
            return Response.nothing
        }
    }

    private func group(_ context: WebContext, of account: Account) async throws -> CalendarGroup {
        let id = try context.parameters.require("id")
        let found = try await verbs.store.read { try $0.group(id: id, of: account.id) }
        guard let found else { throw OperationError.notFound("There is no such group of calendars.") }
        return found
    }

    private func saved(_ form: GroupForm, id: String?, of account: Account) async throws -> JSONValue {
        try await renaming(["calendars": "calendar_ids"]) {
            JSONValue(try await verbs.saveGroup(form, id: id, of: account))
        }
    }
}

extension JSONValue {
    /// A group as it can be sent back.
    init(_ group: CalendarGroup) {
        self.init([
            "id": group.id, "name": group.name, "slug": group.slug, "description": group.description,
            "calendar_ids": group.calendarIDs,
        ])
    }
}

extension GroupForm {
    /// - Parameter current: the group as it is; nil for a new one.
    init(_ body: BodyFields, over current: JSONValue?) {
        body.readOnly(["id"], of: current)
        self.init(
            name: body.text("name") ?? "", slug: body.text("slug") ?? "",
            description: body.text("description") ?? "", calendarIDs: body.texts("calendar_ids") ?? [])
    }
}
