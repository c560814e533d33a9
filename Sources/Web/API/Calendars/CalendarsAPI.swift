import Foundation
import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addCalendarAPI(to api: RouterGroup<WebContext>) {
        api.get("calendars") { request, _ in try await calendarList(request) }
        api.post("calendars") { request, _ in try await makeCalendar(request) }
        api.get("calendars/:id") { try await readCalendar($0, $1) }
        api.patch("calendars/:id") { try await changeCalendar($0, $1) }
        api.get("calendars/:id/slots") { try await calendarSlots($0, $1) }
        api.get("calendars/:id/explain") { try await explain($0, $1) }
    }

    /// `GET /api/v1/calendars`: all of them, by name.
    private func calendarList(_ request: Request) async throws -> Response {
        let account = try await account(request, .calendars)
        let list = try await verbs.store.read { snapshot in
            let names = try snapshot.memberNames(of: account)
            return try snapshot.calendars(of: account.id).map { calendar in
                try snapshot.settings(of: calendar, names: names)
            }
        }
        return Response.json(JSONValue(["calendars": list.map { json($0, of: account) }]))
    }

    /// `POST /api/v1/calendars`
    private func makeCalendar(_ request: Request) async throws -> Response {
        let account = try await account(request, .calendars)
        let form = try await request.body { CalendarForm($0, over: nil) }
        let made = try await renaming(CalendarForm.bodyName) {
            try await verbs.saveCalendar(form, id: nil, of: account)
        }
        return Response.json(try await json(calendarID: made.id, of: account), status: .created)
    }

    /// `GET /api/v1/calendars/{id}`: its `ETag` can be sent back with a change, as `If-Match`.
    private func readCalendar(_ request: Request, _ context: WebContext) async throws -> Response {
        let account = try await account(request, .calendars)
        return try await tagged(context.parameters.require("id"), of: account)
    }

    /// `PATCH /api/v1/calendars/{id}`: what the body does not name stays as it is. With `If-Match` it is refused where
    /// somebody else has changed the calendar since (RFC 9110, 13.1.1).
    private func changeCalendar(_ request: Request, _ context: WebContext) async throws -> Response {
        let account = try await account(request, .calendars)
        let id = try context.parameters.require("id")
        let current = try await json(calendarID: id, of: account)
        let form = try await request.patch(of: current) { CalendarForm($0, over: current) }
        _ = try await renaming(CalendarForm.bodyName) {
            try await verbs.saveCalendar(
                form, id: id, of: account, over: request.headers[.ifMatch].flatMap(Self.version))
        }
        return try await tagged(id, of: account)
    }

    private func tagged(_ id: String, of account: Account) async throws -> Response {
        // The version first: a change in between leaves the tag too old, never too new.
        let version = try await verbs.calendarForm(id: id, of: account).version
        var response = Response.json(try await json(calendarID: id, of: account))
        response.headers[.eTag] = "\"\(version)\""
        return response
    }

    /// The version of an entity tag; nil for `*`.
    private static func version(_ tag: String) -> String? {
        tag == "*" ? nil : tag.trimmingCharacters(in: ["\"", " "])
    }

    /// The account's calendar as the API answers it.
    /// - Throws: `not_found`.
    private func json(calendarID: String, of account: Account) async throws -> JSONValue {
        let settings = try await verbs.store.read { snapshot in
            try snapshot.calendar(id: calendarID, of: account.id).map {
                try snapshot.settings(of: $0, names: snapshot.memberNames(of: account))
            }
        }
        guard let settings else { throw OperationError.notFound("There is no such calendar.") }
        return json(settings, of: account)
    }

    private func json(_ settings: CalendarSettings, of account: Account) -> JSONValue {
        settings.json.adding(
            "booking_url", "\(verbs.settings.publicURL)/book/\(account.slug)/\(settings.calendar.slug)")
    }

    /// `GET /api/v1/calendars/{id}/explain?start=…&duration=…`: why a time is offered, or why not.
    private func explain(_ request: Request, _ context: WebContext) async throws -> Response {
        let account = try await account(request, .calendars)
        guard let start = try request.moment("start", in: zone(of: request, in: account)) else {
            throw OperationError.invalid([.init("start", "missing", "“start” is missing.")])
        }
        let explained = try await verbs.explain(
            calendarID: try context.parameters.require("id"), of: account, start: start,
            duration: request.integer("duration"))
        return Response.json(JSONValue(explained))
    }
}

/// A calendar with what is set for it in other tables.
struct CalendarSettings: Sendable {
    let calendar: BookingCalendar
    let hosts: [HostSetting]
    let resourceIDs: [String]
    /// By user id.
    let names: [String: String]
}

extension Snapshot {
    func settings(of calendar: BookingCalendar, names: [String: String]) throws -> CalendarSettings {
        CalendarSettings(
            calendar: calendar, hosts: try hostSettings(of: calendar.id),
            resourceIDs: try resources(ofCalendar: calendar.id).map(\.id), names: names)
    }

    /// The names of everyone of an account, by user id.
    func memberNames(of account: Account) throws -> [String: String] {
        Dictionary(try members(of: account.id).map { ($0.user.id, $0.user.name) }) { first, _ in first }
    }
}

extension JSONValue {
    init(_ explained: ExplainedTime) {
        let explanation = explained.explanation
        let hosts = explanation.hosts.map { host in
            JSONValue([
                "id": host.hostID, "name": explained.names[host.hostID], "is_required": host.isRequired,
                "is_free": host.codes.isEmpty, "codes": host.codes.map(JSONValue.init(code:)),
            ])
        }
        self.init([
            "start": explanation.start, "end": explanation.start.adding(minutes: explanation.duration),
            "duration": explanation.duration, "timezone": explained.zone,
            "is_bookable": explanation.refusal == nil,
            "refusal": explanation.refusal.map { refusal in
                JSONValue(code: refusal).adding("message", refusal.message)
            },
            "codes": explanation.calendarCodes.map(JSONValue.init(code:)), "hosts": hosts,
        ])
    }

    /// A reason, as staff are told it.
    init(code refusal: Refusal) {
        self.init(["label": refusal.label, "code": refusal.rawValue, "explanation": refusal.explanation])
    }
}
