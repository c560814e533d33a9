import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addWaitingAPI(to api: RouterGroup<WebContext>) {
        api.get("waiting") { request, _ in
            let account = try await account(request, .appointments)
            let views = try await verbs.waitingList(of: account, calendarID: request.query("calendar"))
            return Response.json(JSONValue(["waiting": views.map(json)]))
        }
        api.delete("waiting/:id") { request, context in
            let account = try await account(request, .appointments)
            try await verbs.removeWaiting(id: try context.parameters.require("id"), of: account)
            return Response.nothing
        }
    }

    /// `POST /api/v1/book/{account}/{calendar}/waiting`
    func joinWaitingList(_ request: Request, _ context: WebContext) async throws -> Response {
        try await throttle(.booking, request, context)
        let (account, calendar) = try linkNames(context)
        let wish = try await request.body { body in
            let contact = body.object("contact")
            let zone = try verbs.zones.zone(orField: body.text("timezone") ?? "")
            return WaitingRequest(
                account: account, calendar: calendar, name: contact?.text("name") ?? "",
                email: contact?.text("email") ?? "", zone: zone.identifier, duration: body.integer("duration"),
                seats: body.integer("seats") ?? 1,
                earliest: try moment("earliest", of: body, in: zone) ?? verbs.now,
                latest: try moment("latest", of: body, in: zone) ?? verbs.now)
        }
        return try await renaming(BookingBody.names) {
            let entry = try await verbs.joinWaitingList(wish)
            let view = try await verbs.waiting(token: verbs.waitingToken(entry))
            return Response.json(json(view), status: .created)
        }
    }

    private func moment(_ name: String, of body: BodyFields, in zone: Zone) throws(OperationError) -> Instant? {
        guard let text = body.text(name) else {
            body.fault(name, "missing", "“\(name)” is missing.")
            return nil
        }
        return try Instant.reading(text, of: name, in: zone)
    }

    /// A place on a waiting list as the API answers it.
    private func json(_ view: WaitingView) -> JSONValue {
        let entry = view.entry
        return JSONValue([
            "id": entry.id, "state": entry.state.rawValue, "position": view.position,
            "calendar": JSONValue(["id": view.calendar.id, "name": view.calendar.name]),
            "contact": JSONValue(["name": entry.name, "email": entry.email]), "timezone": entry.zone,
            "duration": entry.duration, "seats": entry.seats, "earliest": entry.earliest, "latest": entry.latest,
            "offered": view.offered.map { JSONValue($0).adding("ends_at", entry.offerEndsAt) },
            "appointment_id": entry.appointmentID, "created_at": entry.createdAt,
            "url": verbs.waitingURL(entry),
        ])
    }
}
