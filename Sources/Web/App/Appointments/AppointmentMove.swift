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
            let date = request.query("date") ?? zone.civil(at: view.appointment.interval.start).date.description
            return try await movePage(StaffMove(date: date, zone: zone), view, context)
        }
        app.post("appointments/:id/move", for: .insiders) { try await moveAppointment($0, $1) }
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
            _ = try await verbs.move(view, to: start, zone: zone, by: actor, isStaff: true, override: override)
            return .seeOther("\(path)?done=moved")
        } catch let error as OperationError where error.kind == .invalid || error.kind == .conflict {
            return try await movePage(typed, view, context, error: error)
        }
    }

    private func movePage(
        _ typed: StaffMove, _ view: AppointmentView, _ context: WebContext, error: OperationError? = nil
    ) async throws -> Response {
        let session = try context.signedIn()
        let open = try await verbs.movable(view)
        let minutes = view.appointment.interval.start.minutes(until: view.appointment.interval.end)
        let series = try await verbs.series(of: view)
        var page = StaffMovePage(
            typed, view, canOverride: session.isAdmin,
            scopes: ScopeOption.options(series, of: view, at: verbs.now, picked: typed.scope),
            zoneLabel: Dates(zone: typed.zone).zoneName(at: verbs.now), error: error)
        if let day = typed.day, open.calendar.rules.durations.contains(minutes) {
            let slots = try await verbs.slots(
                of: open, duration: minutes, within: day, excluding: view.appointment.meetingID)
            page.times = FreeTimes(slots, typed.zone, chosen: typed.start)
        }
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

    init(date: String, zone: Zone) {
        (self.date, self.zone) = (date, zone)
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

    init(
        _ typed: StaffMove, _ view: AppointmentView, canOverride: Bool, scopes: [ScopeOption], zoneLabel: String,
        error: OperationError?
    ) {
        guestName = view.appointment.guest.name
        calendarName = view.calendar.name
        backHref = "/app/appointments/\(view.appointment.id)"
        action = "\(backHref)/move"
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
