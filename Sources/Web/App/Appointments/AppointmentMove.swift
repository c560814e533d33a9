import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addAppointmentMove(to app: AppRoutes) {
        app.get("appointments/:id/move", for: .insiders) { request, context in
            let view = try await appointmentView(context)
            if verbs.whyUnchangeable(view.appointment) != nil {
                return Response.seeOther("/app/appointments/\(view.appointment.id)")
            }
            let zone = try moveZone(view)
            return try await movePage(
                try StaffMove(request, view, zone: zone, asked: askedMove(request, context)), view, context)
        }
        app.post("appointments/:id/move", for: .insiders) { try await moveAppointment($0, $1) }
    }

    /// The start that a link or a drag asks for: a moment, or a day and a reading of the user's own clocks.
    private func askedMove(_ request: Request, _ context: WebContext) throws -> Instant? {
        if let start = request.query("start").flatMap({ Instant(rfc3339: $0) }) { return start }
        let zone = try verbs.zones.zone(try context.signedIn().user.zone)
        return DayTime(date: request.query("day") ?? "", time: request.query("clock") ?? "", zone: zone).instant
    }

    /// Staff choose on the account's clocks.
    private func moveZone(_ view: AppointmentView) throws -> Zone { try verbs.zones.zone(view.account.zone) }

    private func moveAppointment(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await request.form(context)
        let view = try await appointmentView(context)
        let session = try context.signedIn()
        let typed = StaffMove(fields, zone: try moveZone(view))
        if !fields["edit"].isEmpty { return try await movePage(typed, view, context) }
        do {
            guard let start = typed.instant else {
                throw OperationError.invalid([.init("start", "missing", typed.fault ?? "Choose a time.")])
            }
            let path = "/app/appointments/\(view.appointment.id)"
            let (actor, zone) = (session.actor, view.appointment.guest.zone)
            if typed.scope != .one {
                let moved = try await verbs.move(
                    view, to: start, scope: typed.scope, zone: zone, by: actor, isStaff: true, onConflict: .skip)
                return .seeOther("\(path)?done=\(moved.left.isEmpty ? "series_moved" : "series_left")")
            }
            let override = typed.goesPastRules && session.isAdmin ? Override(reason: typed.reason) : nil
            let moved = try await verbs.move(
                view, to: start, zone: zone, by: actor, isStaff: true, override: override)
            return .seeOther(typed.goesBack ? try wayBack(moved, from: view, session) : "\(path)?done=moved")
        } catch let error as OperationError where error.kind == .invalid || error.kind == .conflict {
            return try await movePage(typed, view, context, error: error)
        }
    }

    /// The week it is in now, with what it takes to undo it.
    private func wayBack(
        _ moved: AppointmentView, from former: AppointmentView, _ session: Session
    ) throws -> String {
        let date = try verbs.zones.zone(session.user.zone).civil(at: moved.appointment.interval.start).date
        let parameters = [
            ("date", date.description), ("done", "moved"), ("moved", moved.appointment.id),
            ("from", former.appointment.interval.start.rfc3339),
        ]
        return "/app/calendar?\(PickerLinks.query(parameters))"
    }

    private func movePage(
        _ typed: StaffMove, _ view: AppointmentView, _ context: WebContext, error: OperationError? = nil
    ) async throws -> Response {
        let session = try context.signedIn()
        let open = try await verbs.movable(view)
        let minutes = view.appointment.interval.start.minutes(until: view.appointment.interval.end)
        let series = try await verbs.series(of: view)
        var typed = typed
        var times: FreeTimes?
        if let day = typed.day, open.calendar.rules.durations.contains(minutes) {
            let slots = try await verbs.slots(
                of: open, duration: minutes, within: day, excluding: view.appointment.meetingID)
            typed.settle(among: slots)
            times = FreeTimes(slots, typed.zone, chosen: typed.start)
        }
        var page = StaffMovePage(
            typed, view, will: MoveWords(view).lines, canOverride: session.isAdmin,
            scopes: ScopeOption.options(series, of: view, at: verbs.now, picked: typed.scope),
            zoneLabel: Dates(zone: typed.zone).zoneName(at: verbs.now), error: error)
        page.times = times
        if let error, error.fields.allSatisfy({ $0.name == "start" || $0.name == "duration" }),
            let start = typed.instant
        {
            let explained = try await verbs.explain(
                calendarID: view.calendar.id, of: session.account, start: start, duration: minutes)
            page.refused = RefusedTime(explained, error.nearest, typed.zone)
        }
        let notice = error.map {
            Notice("bad", page.refused == nil ? $0.message : "Not moved: this time is refused.")
        }
        return try renderer.page(
            "staff_move",
            Page(
                title: "Move \(view.appointment.guest.name)", page, session: session, on: .appointments,
                notice: notice),
            status: error?.status ?? .ok)
    }
}

/// Where staff want an appointment to go, as typed.
struct StaffMove {
    let zone: Zone
    var date: String
    var time = ""
    /// One of the free starts, as RFC 3339; empty for a time of one's own.
    var start = ""
    var scope = SeriesScope.one
    var goesPastRules = false
    var reason = ""
    /// Whether it began in the calendar, and ends there.
    var goesBack = false

    /// - Parameter start: the start that is asked for already.
    init(_ request: Request, _ view: AppointmentView, zone: Zone, asked start: Instant?) throws {
        self.zone = zone
        let civil = zone.civil(at: start ?? view.appointment.interval.start)
        date = start == nil ? request.query("date") ?? civil.date.description : civil.date.description
        if start != nil { time = civil.clock }
        goesBack = request.query("back") == "calendar"
    }

    /// A time of one's own that is one of the free ones is chosen there.
    mutating func settle(among slots: [Slot]) {
        guard start.isEmpty, let instant, slots.contains(where: { $0.start == instant }) else { return }
        (start, time) = (instant.rfc3339, "")
    }

    init(_ fields: FormFields, zone: Zone) {
        self.zone = zone
        (date, time, start) = (fields["date"], fields["time"], fields["start"])
        if start == "other" { start = "" }
        if let taken = Instant(rfc3339: fields["take"]) {
            start = taken.rfc3339
            date = zone.civil(at: taken).date.description
        }
        scope = SeriesScope(rawValue: fields["scope"]) ?? .one
        goesPastRules = fields["override"] == "yes"
        reason = fields["reason"]
        goesBack = fields["back"] == "calendar"
    }

    private var dayTime: DayTime { DayTime(date: date, time: time, zone: zone) }
    var instant: Instant? { Instant(rfc3339: start) ?? dayTime.instant }
    var day: Interval? { dayTime.day }
    var fault: String? { dayTime.fault }
}

/// The page on which staff move an appointment.
struct StaffMovePage {
    let guestName: String
    let calendarName: String
    let backHref: String
    let action: String
    let currentLine: String
    let zoneLabel: String
    let dateInput: Input
    var times: FreeTimes?
    let isOtherTime: Bool
    let timeValue: String
    let timeError: String?
    var refused: RefusedTime?
    let hasScopes: Bool
    let scopes: [ScopeOption]
    let canOverride: Bool
    let isOverride: Bool
    let reasonInput: Input
    let will: [MoveWords.Line]
    let backValue: String

    init(
        _ typed: StaffMove, _ view: AppointmentView, will: [MoveWords.Line], canOverride: Bool,
        scopes: [ScopeOption], zoneLabel: String,
        error: OperationError?
    ) {
        guestName = view.appointment.guest.name
        calendarName = view.calendar.name
        let path = "/app/appointments/\(view.appointment.id)"
        backHref = typed.goesBack ? "/app/calendar" : path
        backValue = typed.goesBack ? "calendar" : ""
        action = "\(path)/move"
        self.will = will
        currentLine = Dates(zone: typed.zone).whole(view.appointment.interval)
        self.zoneLabel = zoneLabel
        dateInput = .line("date", "Date", typed.date, type: "date")
        isOtherTime = typed.start.isEmpty && !typed.time.isEmpty
        timeValue = typed.time
        timeError = error?.message(of: "start")
        self.scopes = scopes
        hasScopes = !scopes.isEmpty
        self.canOverride = canOverride
        isOverride = typed.goesPastRules
        reasonInput = .line("reason", "Why", typed.reason, error: error?.message(of: "override.reason"))
    }
}
