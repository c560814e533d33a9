import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addMove(to router: Router<WebContext>) {
        router.get("a/:token/move") { try await movePage($0, $1) }
        router.post("a/:token/move") { try await move($0, $1) }
    }

    /// `GET /a/{token}/move?month=…&date=…&timezone=…&start=…`
    private func movePage(_ request: Request, _ context: WebContext) async throws -> Response {
        let view = try await manageView(context)
        if verbs.whyUnchangeable(view.appointment) != nil { return Response.seeOther(managePath(view)) }
        let query = try PickerQuery(request, zones: verbs.zones, fallback: view.appointment.guest.zone)
        guard let start = query.start else { return try await movePicker(view, query) }
        let links = PickerLinks(path: "\(managePath(view))/move", zone: query.zone)
        let chosen = ChosenTime(start, minutes: view.calendar.rules.duration, links)
        return try render(
            MovePage(view, query, site: self, form: moveForm(view, query.zone, chosen: chosen)), view)
    }

    /// `POST /a/{token}/move`
    private func move(_ request: Request, _ context: WebContext) async throws -> Response {
        try await throttle(.booking, request, context)
        let view = try await manageView(context)
        let choice = FormTime(
            try await request.form(), zones: verbs.zones, fallback: view.appointment.guest.zone)
        let links = PickerLinks(path: "\(managePath(view))/move", zone: choice.zone)
        do {
            let moved = try await verbs.move(
                view, to: try choice.start.get(), zone: choice.zone.identifier, by: "guest")
            return .seeOther("\(managePath(moved))?done=moved")
        } catch let error as OperationError where error.kind == .invalid || error.kind == .conflict {
            let start = (try? choice.start.get()) ?? view.appointment.interval.start
            let query = PickerQuery(zone: choice.zone, date: choice.zone.civil(at: start).date)
            guard !error.nearest.isEmpty else {
                return try await movePicker(
                    view, query, notice: Notice("warn", error.message), status: error.status)
            }
            let taken = SlotTaken(start, nearest: error.nearest, links)
            let page = MovePage(view, query, site: self, form: moveForm(view, choice.zone, taken: taken))
            return try render(page, view, status: error.status)
        }
    }

    private func movePicker(
        _ view: AppointmentView, _ query: PickerQuery, notice: Notice? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let open = try await verbs.calendar(of: view)
        let builder = PickerBuilder(
            site: self, open: open, path: "\(managePath(view))/move", excluding: view.appointment.meetingID)
        let page = MovePage(view, query, site: self, picker: try await builder.picker(query))
        return try render(page, view, notice: notice, status: status)
    }

    private func moveForm(
        _ view: AppointmentView, _ zone: Zone, chosen: ChosenTime? = nil, taken: SlotTaken? = nil
    ) -> MovePage.Form {
        MovePage.Form(
            action: "\(managePath(view))/move", timezone: zone.identifier, chosen: chosen, slotTaken: taken)
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
    }

    let accountName: String
    let calendarName: String
    let duration: String
    let hostName: String
    let timezone: String
    let currentDay: String
    let currentTime: String
    let currentZone: String
    let manageHref: String
    let picker: Picker?
    let form: Form?

    init(
        _ view: AppointmentView, _ query: PickerQuery, site: Site, picker: Picker? = nil, form: Form? = nil
    ) {
        let interval = view.appointment.interval
        let leaf = Leaf(interval, Dates(zone: query.zone))
        accountName = view.account.name
        calendarName = view.calendar.name
        duration = Dates.duration(minutes: view.calendar.rules.duration)
        hostName = "With \(view.host.name), if free"
        timezone = query.zone.identifier
        (currentDay, currentTime, currentZone) = (leaf.dayLine, leaf.timeLine, leaf.zoneLine)
        manageHref = site.managePath(view)
        self.picker = picker
        self.form = form
    }
}
