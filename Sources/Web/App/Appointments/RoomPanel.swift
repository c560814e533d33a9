import Operations
import Scheduling
import Store

/// The Zoom room of an appointment.
struct RoomPanel {
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

    let isRoomPending: Bool
    let roomLabel: String
    let roomTone: String
    let roomText: String?
    let canStart: Bool
    let startAction: String
    let trouble: Trouble?
    let zoomMeetingID: String?
    /// What Zoom does otherwise than the calendar says.
    let overruledText: String?
    let hasRoomSettings: Bool
    let roomSettings: [Setting]
    let joinURL: String?
    /// Absent before a room is wanted.
    let zoomHref: String?

    /// Nil where no meeting on Zoom is wanted.
    init?(_ view: AppointmentView, _ dates: Dates, session: Session, site: Site) throws {
        guard view.place.kind == .zoom else { return nil }
        let appointment = view.appointment
        let path = "/app/appointments/\(appointment.id)"
        let state = view.place.state
        let words = RoomTag(state)
        let isOwn = view.room.map { $0.hostID == session.member.user.id } ?? false
        isRoomPending = appointment.status == .confirmed && state == .pending
        let isUnmade = appointment.status == .new && view.room == nil
        (roomLabel, roomTone) = isUnmade ? ("No room yet", "idle") : (words.label, words.tone)
        roomText = Self.text(view, dates)
        canStart = appointment.status == .confirmed && state == .ready && isOwn
        startAction = "\(path)/start"
        trouble = view.room.flatMap { Self.trouble($0, dates, path: path, isOwn: isOwn) }
        zoomMeetingID = view.room?.zoomID.map(Self.spaced)
        let effective = try view.room.flatMap { try EffectiveSettings.stored(in: $0) }
        roomSettings = effective.map(Self.settings) ?? []
        let overruled = state == .ready ? effective?.overruled ?? [] : []
        overruledText =
            overruled.isEmpty
            ? nil
            : "Zoom's own rules stand above the calendar's here: \(overruled.joined(separator: ", "))."
        hasRoomSettings = !roomSettings.isEmpty && state == .ready
        zoomHref = view.room.map { _ in AppointmentZoomPage.path(view) }
        joinURL = appointment.isActive ? site.verbs.joinURL(appointment) : nil
    }

    private static func text(_ view: AppointmentView, _ dates: Dates) -> String? {
        if view.appointment.status == .new, view.room == nil {
            return "The Zoom room is made once the request is approved."
        }
        guard view.appointment.isActive else {
            return view.appointment.status.holdsPlace ? nil : "The Zoom meeting is taken down."
        }
        if view.place.state == .pending, let planned = view.room?.plannedAt {
            return
                "The Zoom room is made by \(dates.stamp(planned)), or as soon as somebody wants to go in: Zoom lets a "
                + "host make only so many a day. The guest's link already works."
        }
        return switch view.place.state {
        case .ready: nil
        case .pending where view.room?.isHostUnconnected ?? false:
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
