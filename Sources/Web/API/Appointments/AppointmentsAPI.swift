import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addAppointmentAPI(to api: RouterGroup<WebContext>) {
        api.get("appointments") { request, _ in try await appointmentPage(request) }
        api.post("appointments") { request, _ in try await bookForContact(request) }
        api.get("appointments/:id") { request, context in
            Response.json(json(try await appointment(context, of: account(request, .appointments))))
        }
        api.patch("appointments/:id") { try await changeAppointment($0, $1) }
        api.post("appointments/:id/cancel") { try await cancelAppointment($0, $1) }
        api.get("appointments/:id/history") { request, context in
            let view = try await appointment(context, of: account(request, .appointments))
            let history = try await verbs.store.read { try $0.history(of: view.appointment.id) }
            return Response.json(JSONValue(["history": history.map { JSONValue($0) }]))
        }
    }

    /// The account's appointment of a path.
    /// - Throws: `not_found`.
    func appointment(_ context: WebContext, of account: Account) async throws -> AppointmentView {
        try await verbs.appointment(id: try context.parameters.require("id"), of: account.id)
    }

    /// `GET /api/v1/appointments?calendar=…&host=…&status=…&from=…&to=…&limit=…&cursor=…`: a page, by start.
    private func appointmentPage(_ request: Request) async throws -> Response {
        let account = try await account(request, .appointments)
        let search = try AppointmentSearch(request, in: zone(of: request, in: account))
        let cursor = try request.query("cursor").map { try AppointmentCursor(written: $0) }
        let limit = try request.integer("limit") ?? 50
        guard (1...200).contains(limit) else {
            throw OperationError.invalid([.init("limit", "out_of_range", "“limit” must be from 1 to 200.")])
        }
        let page = try await verbs.store.read {
            try $0.appointmentPage(of: account.id, search, after: cursor, limit: limit)
        }
        let list = page.lines.map { json(ToldAppointment($0, of: page)) }
        return Response.json(JSONValue(["appointments": list, "next_cursor": page.next?.written]))
    }

    /// `POST /api/v1/appointments`: a member books for a contact.
    private func bookForContact(_ request: Request) async throws -> Response {
        let account = try await account(request, .appointments)
        let (body, calendarID, override) = try await request.body { body in
            (
                BookingBody(body, account: account.slug, calendar: "", at: verbs.now), body.text("calendar") ?? "",
                Override(body)
            )
        }
        let key = request.idempotencyKey
        let booked = try await renaming(BookingBody.names) {
            var booking = try self.request(body)
            booking.calendar = try await slug(ofCalendar: calendarID, for: booking, of: account)
            booking.submission = key.map { .init(key: "api:\(account.slug):\($0)") }
            return try await verbs.bookForContact(booking, override: override, by: Self.keyHolder, of: account)
        }
        return Response.json(json(booked.view), status: .created)
    }

    /// The link name of the account's calendar, and the host on it.
    /// - Throws: `unknown_calendar`, `unknown_host`.
    private func slug(
        ofCalendar id: String, for booking: BookingRequest, of account: Account
    ) async throws -> String {
        let found = try await verbs.store.read { snapshot in
            try snapshot.calendar(id: id, of: account.id).map { ($0.slug, try snapshot.hostIDs(of: $0.id)) }
        }
        guard let (slug, hostIDs) = found else {
            throw OperationError.invalid([
                .init("calendar", "unknown_calendar", "There is no calendar of that id.")
            ])
        }
        if let hostID = booking.hostID, !hostIDs.contains(hostID) {
            throw OperationError.invalid([.init("host", "unknown_host", "Nobody of that id is on this calendar.")])
        }
        return slug
    }

    /// `POST /api/v1/appointments/{id}/cancel`
    private func cancelAppointment(_ request: Request, _ context: WebContext) async throws -> Response {
        let view = try await appointment(context, of: account(request, .appointments))
        let (reason, scope) = try await request.body(isOptional: true) { body in
            (body.text("reason") ?? "", body.word("scope") ?? SeriesScope.one)
        }
        return try await cancel(view, scope: scope, reason: reason)
    }

    /// Cancels an appointment, or several of its series.
    func cancel(_ view: AppointmentView, scope: SeriesScope, reason: String) async throws -> Response {
        guard scope != .one else {
            return Response.json(
                json(try await verbs.cancel(view, reason: reason, by: Self.keyHolder, isStaff: true)))
        }
        let cancelled = try await verbs.cancel(
            view, scope: scope, reason: reason, by: Self.keyHolder, isStaff: true)
        return Response.json(json(cancelled))
    }
}

extension Override {
    /// Nil when the body asks for none.
    init?(_ body: BodyFields) {
        guard let override = body.object("override") else { return nil }
        self.init(reason: override.text("reason") ?? "")
    }
}

extension AppointmentSearch {
    /// - Throws: the faults of the query's parameters.
    fileprivate init(_ request: Request, in zone: Zone) throws(OperationError) {
        self.init()
        calendarID = request.query("calendar")
        hostID = request.query("host")
        for word in (request.query("status") ?? "").split(separator: ",") {
            guard let status = Appointment.Status(rawValue: String(word)) else {
                let words = Appointment.Status.allCases.map(\.rawValue).joined(separator: ", ")
                throw .invalid([.init("status", "unknown_choice", "“status” must be one or more of \(words).")])
            }
            statuses.append(status)
        }
        from = try Self.bound("from", of: request, in: zone)
        to = try Self.bound("to", of: request, in: zone)
    }

    /// A moment, or a day: from its beginning, or to its end.
    private static func bound(
        _ name: String, of request: Request, in zone: Zone
    ) throws(OperationError) -> Instant? {
        guard let day = request.query(name).flatMap({ CivilDate($0) }) else {
            return try request.moment(name, in: zone)
        }
        let date = name == "to" ? day.adding(days: 1) : day
        return zone.start(CivilDateTime(date: date, minuteOfDay: 0))
    }
}

extension AppointmentCursor {
    /// As it is handed out; nobody need read it.
    fileprivate var written: String { "\(start.milliseconds)-\(id)" }

    /// - Throws: `bad_cursor`.
    fileprivate init(written: String) throws(OperationError) {
        let parts = written.split(separator: "-", maxSplits: 1)
        guard parts.count == 2, let start = Int64(parts[0]), parts[1].utf8.count <= 100 else {
            throw .invalid([.init("cursor", "bad_cursor", "Send the “next_cursor” of the page before, unchanged.")]
            )
        }
        self.init(start: Instant(milliseconds: start), id: String(parts[1]))
    }
}

extension JSONValue {
    init(_ entry: HistoryEntry) {
        self.init(["at": entry.at, "event": entry.event, "actor": entry.actor, "detail": entry.detail])
    }
}
