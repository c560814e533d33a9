import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addHolds(to router: Router<WebContext>) {
        router.post("book/:account/:calendar/hold") { request, context in
            do {
                return try await keepTime(request, context)
            } catch let error as OperationError {
                return .problem(error)
            }
        }
        router.post("book/:account/:calendar/release") { try await releaseTime($0, $1) }
    }

    /// `POST /book/{account}/{calendar}/hold`: keeps a time while its form is filled in. Only a script asks for it.
    private func keepTime(_ request: Request, _ context: WebContext) async throws -> Response {
        try await throttle(.hold, request, context)
        let fields = try await request.form()
        let link = fields["link"]
        let open = try await openCalendar(context, link: link.isEmpty ? nil : link)
        let choice = BookingChoice(open, fields)
        let start = try FormTime(fields, zones: verbs.zones, fallback: open.account.zone).start.get()
        let token = VisitorCookie(request)?.token ?? verbs.surroundings.token()
        let held = try await verbs.hold(
            HoldRequest(
                account: open.account.slug, calendar: open.calendar.slug, start: start,
                duration: choice.duration, hostID: choice.hostID, visitor: token, link: choice.link))
        var response = try Response.json(
            HeldBody(
                id: held.id, expiresAt: held.expiresAt.milliseconds,
                left: held.expiresAt.milliseconds - verbs.now.milliseconds),
            status: .created)
        response.setCookie(
            VisitorCookie(token: token, holdID: held.id).cookie(isSecure: settings.isSecure))
        return response
    }

    /// `POST /book/{account}/{calendar}/release`: the visitor leaves the form, and what was kept is free again.
    private func releaseTime(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let visitor = VisitorCookie(request), let holdID = visitor.holdID else {
            return Response(status: .noContent)
        }
        try await throttle(.hold, request, context)
        do {
            try await verbs.releaseHold(holdID, visitor: visitor.token)
        } catch let error as OperationError where error.kind == .notFound {
            // It has been booked, or its time is over.
            return Response(status: .noContent)
        }
        // The cookie goes on naming it: an answer that comes late must not forget what is kept since.
        return Response(status: .noContent)
    }

    /// What is kept on the calendar for who asks.
    func keptTime(_ request: Request, _ open: OpenCalendar) async throws -> KeptTime? {
        guard let holdID = VisitorCookie(request)?.holdID else { return nil }
        return try await keptTime(holdID, open)
    }

    /// What a hold keeps on the calendar.
    func keptTime(_ holdID: String, _ open: OpenCalendar) async throws -> KeptTime? {
        guard !holdID.isEmpty else { return nil }
        let (calendarID, now) = (open.calendar.id, verbs.now)
        return try await verbs.store.read { snapshot in
            guard let hold = try snapshot.hold(id: holdID), hold.calendarID == calendarID, hold.expiresAt > now,
                let meeting = try snapshot.meeting(id: hold.meetingID)
            else { return nil }
            return KeptTime(meetingID: meeting.id, interval: meeting.interval)
        }
    }
}

/// A time that is kept for a visitor.
struct KeptTime: Sendable {
    let meetingID: String
    let interval: Interval
}

/// Knows a visitor again, by nothing but chance, as long as they are choosing.
struct VisitorCookie {
    static let name = "usher_visitor"
    /// A day.
    private static let lifetime = 86_400

    let token: String
    /// What was kept for them last.
    let holdID: String?

    init(token: String, holdID: String?) {
        (self.token, self.holdID) = (token, holdID)
    }

    init?(_ request: Request) {
        guard let value = request.cookies[Self.name]?.value, (20...120).contains(value.utf8.count) else {
            return nil
        }
        let parts = value.split(separator: ".", maxSplits: 1).map(String.init)
        guard let token = parts.first, token.utf8.count >= 20 else { return nil }
        self.init(token: token, holdID: parts.count > 1 ? parts[1] : nil)
    }

    func cookie(isSecure: Bool) -> Cookie {
        Cookie(
            name: Self.name, value: token + (holdID.map { ".\($0)" } ?? ""), maxAge: Self.lifetime, path: "/book",
            // Within another site nothing else comes back; it says nothing of who somebody is.
            secure: isSecure, httpOnly: true, sameSite: isSecure ? .none : .lax)
    }
}

/// What is kept, as a script reads it.
private struct HeldBody: Encodable {
    let id: String
    /// UTC epoch milliseconds.
    let expiresAt: Int64
    /// Milliseconds, for who has another clock.
    let left: Int64

    private enum CodingKeys: String, CodingKey {
        case id, left
        case expiresAt = "expires_at"
    }
}
