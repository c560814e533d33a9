import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addMove(to router: Router<WebContext>) {
        router.get("a/:token/move") { try await movePage($0, $1) }
        router.post("a/:token/move") { try await sendMove($0, $1) }
    }

    /// `GET /a/{token}/move?month=…&date=…&timezone=…&start=…`
    private func movePage(_ request: Request, _ context: WebContext) async throws -> Response {
        let view = try await manageView(context)
        if verbs.whyUnmovable(view) != nil { return tooLate("move", view) }
        let query = try PickerQuery(request, zones: verbs.zones, fallback: view.appointment.guest.zone)
        guard let start = query.start else { return try await movePicker(view, query) }
        let links = PickerLinks(path: "\(managePath(view))/move", zone: query.zone)
        let chosen = ChosenTime(start, minutes: view.minutes, links)
        let form = try await moveForm(view, query.zone, chosen: chosen)
        return try render(MovePage(view, query, site: self, form: form), view)
    }

    /// `POST /a/{token}/move`
    private func sendMove(_ request: Request, _ context: WebContext) async throws -> Response {
        try await throttle(.booking, request, context)
        let view = try await manageView(context)
        let fields = try await request.form()
        let choice = FormTime(fields, zones: verbs.zones, fallback: view.appointment.guest.zone)
        let scope = SeriesScope(rawValue: fields["scope"]) ?? .one
        do {
            let moved = try await verbs.move(
                view, to: try choice.start.get(), scope: scope, zone: choice.zone.identifier, by: "guest",
                onConflict: fields["leave"] == "yes" ? .skip : .refuse)
            let left = moved.left.isEmpty ? "" : "&left=\(moved.left.count)"
            return .seeOther("\(managePath(view))?done=moved\(left)")
        } catch let error as OperationError where error.code == "too_late" {
            return tooLate("move", view)
        } catch let error as OperationError where error.kind == .invalid || error.kind == .conflict {
            return try await moveAgain(error, view, choice, scope)
        }
    }

    /// The form or the picker once more, with what is in the way.
    private func moveAgain(
        _ error: OperationError, _ view: AppointmentView, _ choice: FormTime, _ scope: SeriesScope
    ) async throws -> Response {
        let start = (try? choice.start.get()) ?? view.appointment.interval.start
        let query = PickerQuery(zone: choice.zone, date: choice.zone.civil(at: start).date)
        let links = PickerLinks(path: "\(managePath(view))/move", zone: choice.zone)
        if error.code == "series_conflict" {
            let form = try await moveForm(
                view, choice.zone, chosen: ChosenTime(start, minutes: view.minutes, links), scope: scope,
                canLeave: true)
            let notice = Notice(
                "warn", "Not every date can follow: another time is taken. Nothing has been changed.")
            return try render(
                MovePage(view, query, site: self, form: form), view, notice: notice, status: error.status)
        }
        guard !error.nearest.isEmpty else {
            return try await movePicker(
                view, query, notice: Notice("warn", error.message), status: error.status)
        }
        let form = try await moveForm(
            view, choice.zone, taken: SlotTaken(start, nearest: error.nearest, links), scope: scope)
        return try render(MovePage(view, query, site: self, form: form), view, status: error.status)
    }

    private func movePicker(
        _ view: AppointmentView, _ query: PickerQuery, notice: Notice? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let builder = PickerBuilder(
            site: self, open: try await verbs.movable(view), choice: BookingChoice(moving: view),
            path: "\(managePath(view))/move", excluding: view.appointment.meetingID,
            current: view.appointment.interval.start)
        let page = MovePage(view, query, site: self, picker: try await builder.picker(query))
        return try render(page, view, notice: notice, status: status)
    }

    private func moveForm(
        _ view: AppointmentView, _ zone: Zone, chosen: ChosenTime? = nil, taken: SlotTaken? = nil,
        scope: SeriesScope = .one, canLeave: Bool = false
    ) async throws -> MovePage.Form {
        let scopes = ScopeOption.options(
            try await verbs.series(of: view), of: view, at: verbs.now, picked: scope)
        return MovePage.Form(
            action: "\(managePath(view))/move", timezone: zone.identifier, chosen: chosen, slotTaken: taken,
            hasScopes: !scopes.isEmpty, scopes: scopes, canLeave: canLeave)
    }

    private func render(
        _ page: MovePage, _ view: AppointmentView, notice: Notice? = nil, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        try renderer.page(
            "move", Page(title: "Move “\(view.calendar.name)”", page, notice: notice), status: status)
    }
}

/// The page that moves an appointment.
struct MovePage {
    struct Form {
        let action: String
        let timezone: String
        let chosen: ChosenTime?
        let slotTaken: SlotTaken?
        let hasScopes: Bool
        let scopes: [ScopeOption]
        /// Whether those that cannot follow may stay where they are.
        let canLeave: Bool
    }

    let accountName: String
    let calendarName: String
    let duration: String
    let hostLine: String?
    let timezone: String
    let currentDay: String
    let currentTime: String
    let currentZone: String
    let manageHref: String
    /// What the guest is told beside the button.
    let promise: String
    let picker: Picker?
    let form: Form?

    init(
        _ view: AppointmentView, _ query: PickerQuery, site: Site, picker: Picker? = nil, form: Form? = nil
    ) {
        let leaf = Leaf(view.appointment.interval, Dates(zone: query.zone))
        accountName = view.account.name
        calendarName = view.calendar.name
        duration = Dates.duration(minutes: view.minutes)
        hostLine = Self.hosts(view)
        timezone = query.zone.identifier
        (currentDay, currentTime, currentZone) = (leaf.dayLine, leaf.timeLine, leaf.zoneLine)
        manageHref = site.managePath(view)
        promise =
            view.calendar.policy.needsApproval
            ? "\(view.account.name) confirms the new time. Your link stays the same."
            : "Your link stays the same. We send you the new time by mail."
        self.picker = picker
        self.form = form
    }

    private static func hosts(_ view: AppointmentView) -> String? {
        guard let names = view.hostNames else { return nil }
        switch view.calendar.policy.onMove {
        case .keep: return "With \(names)"
        case .keepIfFree: return view.calendar.kind == .roundRobin ? "With \(names), if free" : "With \(names)"
        case .reassign: return view.calendar.kind == .roundRobin ? "With whoever of us is free" : "With \(names)"
        }
    }
}
