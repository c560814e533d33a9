import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addAppointment(to app: RouterGroup<WebContext>) {
        app.get("appointments/:id") { request, context in
            try await appointmentPage(context, notice: request.query("done").flatMap(Self.doneNotice))
        }
        app.get("appointments/:id/events") { request, context in
            liveEvents(of: try await appointmentView(context), request)
        }
        app.post("appointments/:id/start") { try await start($0, $1) }
        app.post("appointments/:id/retry") { request, context in
            _ = try await request.form(context)
            let view = try await appointmentView(context)
            try await verbs.retryRoom(view)
            return Response.seeOther("/app/appointments/\(view.appointment.id)?done=retry")
        }
        app.post("appointments/:id/cancel") { request, context in
            let fields = try await request.form(context)
            let view = try await appointmentView(context)
            _ = try await verbs.cancel(view, reason: fields["reason"], by: try context.signedIn().member.user.name)
            return Response.seeOther("/app/appointments/\(view.appointment.id)?done=cancelled")
        }
    }

    /// The appointment of the path: any of the account for an admin, one's own for a user.
    private func appointmentView(_ context: WebContext) async throws -> AppointmentView {
        let session = try context.signedIn()
        let view = try await verbs.appointment(id: try context.parameters.require("id"), of: session.account.id)
        guard session.member.role == .admin || view.host.id == session.member.user.id else {
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

    private func appointmentPage(
        _ context: WebContext, notice: Notice?
    ) async throws -> Response {
        let session = try context.signedIn()
        let view = try await appointmentView(context)
        let (history, messages) = try await verbs.store.read { snapshot in
            (
                try snapshot.history(of: view.appointment.id), try snapshot.messages(of: view.appointment.id)
            )
        }
        let page = try AppointmentPage(view, history, messages, session: session, site: self)
        let framed = Page(
            title: view.appointment.guest.name, page, session: session, on: .appointments, notice: notice)
        return try renderer.page("appointment", framed)
    }

    private static func doneNotice(_ word: String) -> Notice? {
        switch word {
        case "retry": Notice("ok", "Usher is trying again. This page shows what comes of it.")
        case "cancelled":
            Notice("ok", "Cancelled. The guest has been told, and the Zoom meeting is being taken down.")
        case "room_pending": Notice("warn", "There is no Zoom room for this appointment yet.")
        case "zoom_failed":
            Notice("bad", "Zoom gave no start link. If the meeting was deleted there, a new one is being made.")
        case "not_connected": Notice("bad", "Connect your Zoom account again, then start.")
        case "not_host": Notice("bad", "Only the host can start this meeting.")
        default: nil
        }
    }
}

/// One appointment with everything about it.
struct AppointmentPage {
    struct Trouble {
        /// `What Zoom said`, or what else the trouble is.
        let whoSaid: String
        let lastError: String
        let attempts: String?
        let nextTry: String?
        let canRetry: Bool
        let retryAction: String
        let hasFix: Bool
        let fixHref: String
        let fixLabel: String
    }

    struct Setting {
        let settingLabel: String
        let settingValue: String
    }

    struct Event {
        let what: String
        let when: String
        let who: String
    }

    struct Mail {
        let subject: String
        let recipient: String
        let sentAt: String
        let messageState: String
        let messageTone: String
    }

    let guestName: String
    let guestEmail: String
    let calendarName: String
    let calendarHref: String
    let duration: String
    let hostName: String
    let stateLabel: String
    let stateTone: String
    let isCancelled: Bool
    let isInactive: Bool
    let leaf: Leaf
    let guestTimeLine: String?
    let bookedAt: String
    let notes: String?
    let cancelReason: String?
    let canCancel: Bool
    let cancelAction: String
    let isRoomPending: Bool
    let roomLabel: String
    let roomTone: String
    let roomText: String?
    let canStart: Bool
    let startAction: String
    let trouble: Trouble?
    let zoomMeetingID: String?
    let hasRoomSettings: Bool
    let roomSettings: [Setting]
    let joinURL: String?
    let liveURL: String
    let history: [Event]
    let hasMessages: Bool
    let messages: [Mail]

    init(
        _ view: AppointmentView, _ history: [HistoryEntry], _ messages: [Message], session: Session, site: Site
    ) throws {
        let appointment = view.appointment
        let verbs = site.verbs
        let dates = Dates(zone: try verbs.zones.zone(session.member.user.zone))
        leaf = Leaf(appointment.interval, dates)
        let status = StatusWords(appointment.status)
        let room = RoomTag(view.room.state)
        let path = "/app/appointments/\(appointment.id)"
        (guestName, guestEmail) = (appointment.guest.name, appointment.guest.email)
        (calendarName, calendarHref) = (view.calendar.name, "/app/calendars/\(view.calendar.id)")
        duration = Dates.duration(minutes: appointment.interval.start.minutes(until: appointment.interval.end))
        hostName = view.host.name
        (stateLabel, stateTone) = (status.label, status.tone)
        isCancelled = appointment.status == .cancelled
        isInactive = !appointment.isActive
        guestTimeLine =
            appointment.guest.zone == session.member.user.zone
            ? nil : try Dates(zone: verbs.zones.zone(appointment.guest.zone)).whole(appointment.interval)
        bookedAt = dates.stamp(appointment.createdAt)
        notes = appointment.notes.isEmpty ? nil : appointment.notes
        cancelReason = (appointment.cancelReason ?? "").isEmpty ? nil : appointment.cancelReason
        canCancel = verbs.whyUnchangeable(appointment) == nil
        cancelAction = "\(path)/cancel"
        isRoomPending = appointment.isActive && view.room.state == .pending
        (roomLabel, roomTone) = (room.label, room.tone)
        roomText = Self.roomText(view)
        canStart = appointment.isActive && view.room.state == .ready && view.room.hostID == session.member.user.id
        startAction = "\(path)/start"
        trouble = Self.trouble(view.room, dates, path: path, isOwn: view.room.hostID == session.member.user.id)
        zoomMeetingID = view.room.zoomID.map(Self.spaced)
        roomSettings = try EffectiveSettings.stored(in: view.room).map(Self.settings) ?? []
        hasRoomSettings = !roomSettings.isEmpty && view.room.state == .ready
        joinURL = appointment.isActive ? verbs.joinURL(appointment) : nil
        liveURL = "\(path)/events?seen=\(view.stateWord)"
        self.history = history.reversed().map { Event($0, dates) }
        self.messages = messages.reversed().map { Mail($0, dates) }
        hasMessages = !messages.isEmpty
    }

    private static func roomText(_ view: AppointmentView) -> String? {
        guard view.appointment.isActive else { return "The Zoom meeting is taken down." }
        return switch view.room.state {
        case .ready: nil
        case .pending where view.room.isHostUnconnected:
            "The host has yet to connect Zoom. The guest's link already works and waits for the room."
        case .pending: "The Zoom room is being made. The guest's link already works and waits for it."
        case .failed, .closed: "There is no Zoom room. The guest's link shows a waiting page."
        }
    }

    private static func trouble(_ room: Room, _ dates: Dates, path: String, isOwn: Bool) -> Trouble? {
        guard let problem = room.problem else { return nil }
        let needsConnection = room.needsConnection
        return Trouble(
            whoSaid: needsConnection ? "What is missing" : "What Zoom said", lastError: problem,
            attempts: needsConnection || room.attempts == 0
                ? nil : room.attempts == 1 ? "once" : "\(room.attempts) times",
            nextTry: room.nextTryAt.map { dates.stamp($0) }, canRetry: room.isWanted && !needsConnection,
            retryAction: "\(path)/retry", hasFix: needsConnection && isOwn, fixHref: "/app/profile/integrations",
            fixLabel: "Connect Zoom")
    }

    /// `845 2210 9931`
    private static func spaced(_ number: String) -> String {
        let head = number.prefix(3)
        let middle = number.dropFirst(3).prefix(4)
        return [head, middle, number.dropFirst(7)].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func settings(_ settings: EffectiveSettings) -> [Setting] {
        func word(_ value: Bool?) -> String { value.map { $0 ? "On" : "Off" } ?? "Not said" }
        return [
            Setting(settingLabel: "Waiting room", settingValue: word(settings.waitingRoom)),
            Setting(settingLabel: "Join before host", settingValue: word(settings.joinBeforeHost)),
            Setting(settingLabel: "Sign-in to Zoom asked", settingValue: word(settings.meetingAuthentication)),
            Setting(
                settingLabel: "Passcode", settingValue: settings.hasPasscode ? "Set, inside the link" : "None"),
        ]
    }
}

extension AppointmentPage.Event {
    init(_ entry: HistoryEntry, _ dates: Dates) {
        let words = [
            "booked": "Booked", "moved": "Moved", "cancelled": "Cancelled", "room_ready": "Zoom room made",
            "room_failed": "The host was told that there is no Zoom room",
        ]
        let label = words[entry.event] ?? entry.event
        what = entry.detail.isEmpty ? label : "\(label). \(entry.detail)"
        when = dates.stamp(entry.at)
        who = entry.actor == "guest" ? "the guest" : entry.actor == "usher" ? "Usher" : entry.actor
    }
}

extension AppointmentPage.Mail {
    init(_ message: Message, _ dates: Dates) {
        let kinds: [Message.Kind: String] = [
            .confirmation: "Confirmation", .moved: "New time", .cancelled: "Cancellation",
            .hostBooked: "New booking",
            .hostMoved: "New time", .hostCancelled: "Cancellation", .roomFailed: "No Zoom room",
            .connectionNeeded: "Connect Zoom", .connectionBroken: "Zoom is disconnected",
        ]
        subject = message.subject ?? kinds[message.kind] ?? "Message"
        recipient = message.recipientEmail
        sentAt = dates.stamp(message.createdAt)
        (messageState, messageTone) =
            switch message.state {
            case .queued: message.problem.map { ("Trying again: \($0)", "warn") } ?? ("Waiting", "idle")
            case .sent: ("Sent", "ok")
            case .failed: (message.problem.map { "Not sent: \($0)" } ?? "Not sent", "bad")
            }
    }
}
