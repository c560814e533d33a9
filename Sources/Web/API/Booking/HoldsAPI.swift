import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import TimeZones

extension Site {
    /// `POST /api/v1/book/{account}/{calendar}/holds`: keeps a slot for ten minutes.
    func hold(_ request: Request, _ context: WebContext) async throws -> Response {
        try await throttle(.hold, request, context)
        let (account, calendar) = try linkNames(context)
        let ask = try await request.body { body in
            let zone = try body.text("timezone").map { try verbs.zones.zone(orField: $0) } ?? verbs.zones.utc
            var ask = HoldRequest(
                account: account, calendar: calendar, start: verbs.now,
                visitor: holder(body.text("visitor"), request, context))
            if let start = body.text("start") {
                ask.start = try Instant.bookingStart(start, in: zone)
            } else {
                body.fault("start", "missing", "“start” is missing.")
            }
            ask.duration = body.integer("duration")
            ask.hostID = body.text("host")
            ask.seats = body.integer("seats") ?? 1
            ask.link = body.text("link")
            return ask
        }
        let held = try await verbs.hold(ask)
        return Response.json(
            JSONValue(held.interval).adding("id", held.id).adding("expires_at", held.expiresAt), status: .created)
    }

    /// `DELETE /api/v1/book/{account}/{calendar}/holds/{id}?visitor=…`
    func releaseHold(_ request: Request, _ context: WebContext) async throws -> Response {
        try await verbs.releaseHold(
            try context.parameters.require("id"), visitor: holder(request.query("visitor"), request, context))
        return Response.nothing
    }

    /// Who holds: one at an address, or one of those whom the caller tells apart.
    private func holder(_ name: String?, _ request: Request, _ context: WebContext) -> String {
        "\(visitor(request, context)) \(name ?? "")"
    }
}
