import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

/// What a change of an appointment asks for.
struct AppointmentChange {
    /// Another status than the present one.
    let status: AppointmentStatus?
    /// Another start than the present one, as it was sent.
    let start: String?
    /// Another host than the present one.
    let hostID: String?
    /// In which the start is read, and shown to the contact from then on.
    let zone: String
    let reason: String
    let scope: SeriesScope
    let onConflict: SeriesRequest.ConflictPolicy
    let override: Override?

    /// - Parameter current: the appointment as it is.
    init(_ body: BodyFields, of current: JSONValue) {
        let known = ["status", "start", "timezone", "host"]
        body.readOnly(current.members.keys.filter { !known.contains($0) }.sorted(), of: current)
        let status: AppointmentStatus? = body.word("status")
        self.status = status?.rawValue.jsonValue == current.members["status"] ? nil : status
        let start = body.text("start")
        self.start = start?.jsonValue == current.members["start"] ? nil : start
        let host = body.object("host")
        let asked = host?.text("id")
        // Their name comes along where an answer is sent back.
        _ = host?.text("name")
        hostID = asked?.jsonValue == current.members["host"]?.members["id"] ? nil : asked
        zone = body.text("timezone") ?? ""
        reason = body.text("reason") ?? ""
        scope = body.word("scope") ?? .one
        onConflict = SeriesRequest.ConflictPolicy(body)
        override = Override(body)
        if self.start == nil, zone.jsonValue != current.members["timezone"] {
            body.fault("timezone", "read_only", "The time zone changes together with the start.")
        }
        if self.start != nil, self.status != nil {
            body.fault("status", "one_at_a_time", "Change the start and the status one after the other.")
        }
        if hostID != nil, self.start != nil || self.status != nil {
            body.fault("host", "one_at_a_time", "Change the host and the rest one after the other.")
        }
        if let status = self.status, status != .cancelled, status != .confirmed, scope != .one {
            body.fault("scope", "one_at_a_time", "This status is given to one appointment at a time.")
        }
        if override != nil, scope != .one {
            body.fault("override", "one_at_a_time", "The rules can be passed for one appointment at a time.")
        }
    }
}

extension Site {
    /// `PATCH /api/v1/appointments/{id}`: another status, another start, or another host.
    func changeAppointment(_ request: Request, _ context: WebContext) async throws -> Response {
        let view = try await appointment(context, of: account(request, .appointments))
        let current = json(view)
        let change = try await request.patch(of: current) { AppointmentChange($0, of: current) }
        if let status = change.status {
            if status == .cancelled, change.scope != .one {
                return try await cancel(view, scope: change.scope, reason: change.reason)
            }
            if status == .confirmed, change.scope != .one {
                return Response.json(
                    json(try await verbs.approve(view, scope: change.scope, by: Self.keyHolder)))
            }
            let changed = try await verbs.setStatus(
                view, to: status, reason: change.reason, by: Self.keyHolder)
            return Response.json(json(changed))
        }
        if let hostID = change.hostID {
            let given = try await verbs.reassign(view, to: hostID, by: Self.keyHolder, override: change.override)
            return Response.json(json(given))
        }
        guard let start = change.start else { return Response.json(current) }
        return try await move(view, to: start, change)
    }

    private func move(
        _ view: AppointmentView, to start: String, _ change: AppointmentChange
    ) async throws -> Response {
        let zone = try verbs.zones.zone(orField: change.zone)
        let instant = try Instant.bookingStart(start, in: zone)
        guard change.scope != .one else {
            let moved = try await verbs.move(
                view, to: instant, zone: zone.identifier, by: Self.keyHolder, isStaff: true,
                override: change.override)
            return Response.json(json(moved))
        }
        let moved = try await verbs.move(
            view, to: instant, scope: change.scope, zone: zone.identifier, by: Self.keyHolder, isStaff: true,
            onConflict: change.onConflict)
        return Response.json(json(moved))
    }
}
