import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addAppointment(to app: AppRoutes) {
        app.get("appointments/:id", for: .insiders) { request, context in
            try await appointmentPage(
                try await appointmentView(context), context,
                notice: request.query("done").flatMap(Self.doneNotice))
        }
        app.get("appointments/:id/events", for: .insiders) { request, context in
            liveEvents(of: try await appointmentView(context), request)
        }
        app.post("appointments/:id/start", for: .insiders) { try await start($0, $1) }
        app.post("appointments/:id/retry", for: .insiders) { request, context in
            _ = try await request.form(context)
            let view = try await appointmentView(context)
            try await verbs.retryRoom(view)
            return Response.seeOther("/app/appointments/\(view.appointment.id)?done=retry")
        }
        app.post("appointments/:id/reassign", for: .insiders) { try await reassign($0, $1) }
        app.post("appointments/:id/cancel", for: .insiders) { try await cancelAppointment($0, $1) }
        app.post("appointments/:id/status", for: .insiders) { try await setStatus($0, $1) }
        addAppointmentMove(to: app)
        addAppointmentZoom(to: app)
    }

    /// The appointment of the path, if the one who is signed in sees it.
    func appointmentView(_ context: WebContext) async throws -> AppointmentView {
        let session = try context.signedIn()
        let view = try await verbs.appointment(id: try context.parameters.require("id"), of: session.account.id)
        guard session.sees(view) else {
            throw OperationError.notFound("There is no such appointment.")
        }
        return view
    }

    /// Opens this very meeting as its host, by a link that Zoom gives anew each time.
    private func start(_ request: Request, _ context: WebContext) async throws -> Response {
        _ = try await request.form(context)
        let view = try await appointmentView(context)
        do {
            return .seeOther(try await verbs.startLink(view, for: try context.signedIn().member.user))
        } catch let error as OperationError where error.kind != .notFound {
            // The page goes on living under its own address, which can be asked for again.
            return .seeOther("/app/appointments/\(view.appointment.id)?done=\(error.code)")
        }
    }

    private func reassign(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await request.form(context)
        let view = try await appointmentView(context)
        let session = try context.signedIn()
        do {
            let given = try await verbs.reassign(view, to: fields["host"], by: session.actor)
            // Who sees only what is theirs has given it away.
            let path = session.sees(given) ? "/app/appointments/\(view.appointment.id)" : "/app/appointments"
            return .seeOther("\(path)?done=reassigned")
        } catch let error as OperationError where error.kind == .invalid || error.kind == .conflict {
            return try await appointmentPage(
                view, context, notice: Notice("bad", error.message), status: error.status)
        }
    }

    private func cancelAppointment(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await request.form(context)
        let view = try await appointmentView(context)
        let scope = SeriesScope(rawValue: fields["scope"]) ?? .one
        do {
            let changed = try await verbs.cancel(
                view, scope: scope, reason: fields["reason"], by: try context.signedIn().actor,
                isStaff: true)
            let word = changed.views.count > 1 ? "series_cancelled" : "cancelled"
            return .seeOther("/app/appointments/\(view.appointment.id)?done=\(word)")
        } catch let error as OperationError where error.kind == .invalid || error.kind == .conflict {
            return try await appointmentPage(
                view, context, notice: Notice("bad", error.message), status: error.status)
        }
    }

    /// `POST …/status`, from the appointment's own page or from the list of requests.
    private func setStatus(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await request.form(context)
        let view = try await appointmentView(context)
        do {
            guard let status = AppointmentStatus(rawValue: fields["status"]) else {
                throw OperationError.invalid([.init("status", "unknown_choice", "There is no such status.")])
            }
            let actor = try context.signedIn().actor
            if status == .confirmed, let scope = SeriesScope(rawValue: fields["scope"]) {
                _ = try await verbs.approve(view, scope: scope, by: actor)
            } else {
                _ = try await verbs.setStatus(view, to: status, reason: fields["reason"], by: actor)
            }
            let isRequest = view.appointment.status == .new
            let word =
                switch status {
                case .confirmed: isRequest ? "approved" : "changed"
                case .cancelled: isRequest ? "declined" : "cancelled"
                default: "changed"
                }
            let path = fields["back"] == "list" ? "/app/appointments" : "/app/appointments/\(view.appointment.id)"
            return .seeOther("\(path)?done=\(word)")
        } catch let error as OperationError where error.kind == .invalid || error.kind == .conflict {
            return try await appointmentPage(
                view, context, notice: Notice("bad", error.message), status: error.status)
        }
    }

    private func appointmentPage(
        _ view: AppointmentView, _ context: WebContext, notice: Notice?, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let session = try context.signedIn()
        let series = try await verbs.series(of: view)
        let (history, messages, others) = try await verbs.store.read { snapshot in
            (
                try snapshot.history(of: view.appointment.id), try snapshot.messages(of: view.appointment.id),
                view.meeting.seats > 1 ? try snapshot.appointments(meetingID: view.meeting.id) : []
            )
        }
        let isChangeable = verbs.whyUnchangeable(view.appointment) == nil
        let otherHosts = isChangeable ? try await verbs.otherHosts(of: view) : []
        let found = AppointmentFacts(
            view: view, series: series, history: history, messages: messages,
            others: others.filter { $0.id != view.appointment.id && $0.status.holdsPlace },
            otherHosts: otherHosts)
        let page = try AppointmentPage(found, session: session, site: self)
        let framed = Page(
            title: view.appointment.guest.name, page, session: session, on: .appointments, notice: notice)
        return try renderer.page("appointment", framed, status: status)
    }

    private static func doneNotice(_ word: String) -> Notice? {
        switch word {
        case "retry": Notice("ok", "Usher is trying again. This page shows what comes of it.")
        case "booked": Notice("ok", "Booked. The contact and the host have been told.")
        case "reassigned": Notice("ok", "Given to the other host. Both and the guest have been told.")
        case "moved": Notice("ok", "Moved. The guest has been told, and their link stays the same.")
        case "series_moved": Notice("ok", "Moved. The guest has been told of all the new times.")
        case "series_left": Notice("warn", "Moved as far as possible. What could not follow stays where it was.")
        case "changed": Notice("ok", "Changed.")
        case "approved": Notice("ok", "Approved. The guest has been told.")
        case "declined": Notice("ok", "Declined. The guest has been told.")
        case "cancelled":
            Notice("ok", "Cancelled. The guest has been told, and the Zoom meeting is being taken down.")
        case "series_cancelled": Notice("ok", "Cancelled. The guest has been told of all of them.")
        case "room_pending": Notice("warn", "There is no Zoom room for this appointment yet.")
        case "zoom_failed":
            Notice("bad", "Zoom gave no start link. If the meeting was deleted there, a new one is being made.")
        case "not_connected": Notice("bad", "Connect your Zoom account again, then start.")
        case "not_host": Notice("bad", "Only the host can start this meeting.")
        default: nil
        }
    }
}

/// What the page of an appointment is made from.
struct AppointmentFacts {
    let view: AppointmentView
    let series: SeriesView?
    let history: [HistoryEntry]
    let messages: [Message]
    /// The other places in the same meeting.
    let others: [Appointment]
    /// Who else could be given it.
    let otherHosts: [User]
}

extension Session {
    /// Whether an appointment is theirs to see: one's own where one sees only what is assigned.
    func sees(_ view: AppointmentView) -> Bool {
        guard let seesOnly else { return true }
        return view.hosts.contains { $0.id == seesOnly }
    }
}
