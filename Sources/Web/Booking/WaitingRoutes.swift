import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    func addWaiting(to router: Router<WebContext>) {
        router.get("book/:account/:calendar/waiting") { try await waitingForm($0, $1) }
        router.post("book/:account/:calendar/waiting") { try await sendWaiting($0, $1) }
        router.get("w/:token") { request, context in
            try waitingPage(try await waitingView(context), done: request.query("done"))
        }
        router.post("w/:token/accept") { try await acceptPlace($0, $1) }
        router.post("w/:token/leave") { request, context in
            try await throttle(.booking, request, context)
            try await verbs.leaveWaitingList(token: try context.parameters.require("token"))
            return Response.seeOther("/w/\(try context.parameters.require("token"))")
        }
    }

    /// `GET /book/{account}/{calendar}/waiting?date=…&start=…&timezone=…&duration=…`
    private func waitingForm(_ request: Request, _ context: WebContext) async throws -> Response {
        let open = try await waitableCalendar(context)
        let query = try PickerQuery(request, zones: verbs.zones, fallback: open.account.zone)
        let day = query.start.map { query.zone.civil(at: $0).date } ?? query.date
        let wish = WaitingWish(
            day: day ?? query.zone.civil(at: verbs.now).date, start: query.start, zone: query.zone)
        let form = WaitingForm(open, BookingChoice(open, request), wish, path: path(open))
        return try render(WaitingFormPage(open, form), open)
    }

    /// `POST /book/{account}/{calendar}/waiting`
    private func sendWaiting(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await request.form()
        let open = try await waitableCalendar(context)
        let choice = BookingChoice(open, fields)
        let asked = try? verbs.zones.zone(fields["timezone"])
        let zone = try asked ?? verbs.zones.zone(open.account.zone)
        let start = Instant(rfc3339: fields["start"])
        let day = CivilDate(fields["date"]) ?? zone.civil(at: start ?? verbs.now).date
        let wish = WaitingWish(day: day, start: start, zone: zone)
        let scope = WaitingWish.Scope(rawValue: fields["which"]) ?? (start == nil ? .day : .time)
        let stretch = wish.stretch(scope, from: verbs.now)
        do {
            try await throttle(.booking, request, context)
            let entry = try await verbs.joinWaitingList(
                WaitingRequest(
                    account: open.account.slug, calendar: open.calendar.slug, name: fields["name"],
                    email: fields["email"], zone: zone.identifier, duration: choice.duration,
                    earliest: stretch.earliest, latest: stretch.latest))
            return .seeOther("/w/\(verbs.waitingToken(entry))?done=joined")
        } catch let error as OperationError where [.invalid, .conflict, .throttled].contains(error.kind) {
            let form = WaitingForm(
                open, choice, wish, path: path(open), scope: scope, name: fields["name"], email: fields["email"],
                error: error)
            let isBeside = ["name", "email"].contains { error.message(of: $0) != nil }
            return try render(
                WaitingFormPage(open, form), open, notice: isBeside ? nil : Notice("warn", error.message),
                status: error.status)
        }
    }

    /// The calendar of the path, if one can wait for a place on it.
    private func waitableCalendar(_ context: WebContext) async throws -> OpenCalendar {
        let open = try await openCalendar(context, link: nil)
        guard open.calendar.policy.hasWaitingList else {
            throw OperationError.notFound("There is no waiting list here. Look for a free time instead.")
        }
        return open
    }

    private func render(
        _ page: WaitingFormPage, _ open: OpenCalendar, notice: Notice? = nil,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let title = "Waiting list · \(open.calendar.name) · \(open.account.name)"
        return try renderer.page("waiting_form", Page(title: title, page, notice: notice), status: status)
    }

    private func waitingView(_ context: WebContext) async throws -> WaitingView {
        try await verbs.waiting(token: try context.parameters.require("token"))
    }

    private func acceptPlace(_ request: Request, _ context: WebContext) async throws -> Response {
        try await throttle(.booking, request, context)
        let token = try context.parameters.require("token")
        let consents = try await request.form()["consent"] == "yes"
        do {
            let view = try await verbs.acceptOffer(
                token: token, consents: consents, address: visitor(request, context))
            return .seeOther("\(managePath(view))?done=booked")
        } catch let error as OperationError where error.kind == .invalid || error.kind == .conflict {
            return try waitingPage(try await waitingView(context), error: error)
        }
    }

    private func waitingPage(
        _ view: WaitingView, done: String? = nil, error: OperationError? = nil
    ) throws -> Response {
        let page = try WaitingPage(view, site: self, isJustJoined: done == "joined", error: error)
        let notice = error.flatMap { $0.message(of: "consent") == nil ? Notice("warn", $0.message) : nil }
        return try renderer.page(
            "waiting", Page(title: "Waiting list · \(view.calendar.name)", page, notice: notice),
            status: error?.status ?? .ok)
    }
}
