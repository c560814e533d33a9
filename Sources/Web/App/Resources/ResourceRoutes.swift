import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    func addResources(to app: AppRoutes) {
        app.get("resources", for: .insiders) { request, context in
            let words = ["saved": "Added. Calendars can take it in their settings.", "removed": "Removed."]
            let notice = request.query("done").flatMap { words[$0] }.map { Notice("ok", $0) }
            return try await resourcesPage(try context.signedIn(), notice: notice)
        }
        app.post("resources", for: .admins) { request, context in
            let fields = try await request.form(context)
            let session = try context.signedIn()
            do {
                try await verbs.saveResource(fields["name"], of: session.account)
                return Response.seeOther("/app/resources?done=saved")
            } catch let error as OperationError where error.kind == .invalid {
                return try await resourcesPage(session, typed: fields["name"], error: error)
            }
        }
        app.post("resources/:id/delete", for: .admins) { request, context in
            _ = try await request.form(context)
            let session = try context.signedIn()
            do {
                try await verbs.deleteResource(try context.parameters.require("id"), of: session.account)
                return Response.seeOther("/app/resources?done=removed")
            } catch let error as OperationError where error.kind == .conflict {
                return try await resourcesPage(
                    session, notice: Notice("bad", error.message), error: error)
            }
        }
    }

    private func resourcesPage(
        _ session: Session, notice: Notice? = nil, typed: String = "", error: OperationError? = nil
    ) async throws -> Response {
        let rows = try await verbs.store.read { snapshot in
            try snapshot.resources(of: session.account.id).map {
                ($0, try snapshot.calendarNames(usingResource: $0.id))
            }
        }
        let page = ResourcesPage(
            calendarTabs: .calendars(current: "/app/resources"), canEdit: session.isAdmin,
            nameInput: .line("name", "Name", typed, error: error?.message(of: "name")),
            hasResources: !rows.isEmpty,
            resources: rows.map { resource, users in
                ResourcesPage.Row(
                    resourceName: resource.name,
                    usedBy: users.isEmpty ? "Not used yet" : "Taken by \(users.joined(separator: ", "))",
                    removeAction: "/app/resources/\(resource.id)/delete")
            })
        return try renderer.page(
            "resources",
            Page(title: "Rooms and equipment", page, session: session, on: .calendars, notice: notice),
            status: error?.status ?? .ok)
    }
}

struct ResourcesPage {
    struct Row {
        let resourceName: String
        let usedBy: String
        let removeAction: String
    }

    let calendarTabs: Tabs
    let canEdit: Bool
    let nameInput: Input
    let hasResources: Bool
    let resources: [Row]
}
