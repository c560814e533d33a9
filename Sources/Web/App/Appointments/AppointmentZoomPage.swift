import Operations
import Store
import TimeZones

/// What Usher wants of Zoom for an appointment, beside what Zoom has.
struct AppointmentZoomPage {
    struct Compared {
        let aspectLabel: String
        let wantedText: String
        let heldText: String
        let differenceLabel: String?
        let differenceTone: String
        let differenceText: String
    }

    struct WayLine {
        let wayName: String
        let wayText: String
    }

    let appointmentHref: String
    let guestName: String
    let meetingLine: String
    let roomLabel: String
    let roomTone: String
    let liveURL: String
    let verdict: String
    let verdictTone: String
    let problemText: String?
    let compared: [Compared]
    let lookAction: String
    let seenText: String
    let hasGuests: Bool
    let guests: [WayLine]
    let callTable: CallTable
    let hasHistory: Bool
    let history: [HistoryLine]

    init(
        _ view: AppointmentView, _ comparison: RoomComparison, history: [HistoryEntry], isFailedOnly: Bool,
        _ dates: Dates, at now: Instant
    ) {
        let room = comparison.room
        let words = RoomTag(room.state)
        appointmentHref = "/app/appointments/\(view.appointment.id)"
        guestName = view.appointment.guest.name
        meetingLine = "\(view.meeting.title), \(dates.whole(view.meeting.interval))"
        (roomLabel, roomTone) = (words.label, words.tone)
        liveURL = "\(appointmentHref)/events?seen=\(view.stateWord)"
        (verdict, verdictTone) = Self.verdict(comparison)
        problemText = room.problem
        compared = comparison.lines.map { Compared($0, room, dates) }
        lookAction = "\(Self.path(view))/look"
        seenText =
            comparison.seenAt.map {
                "\(room.problem == nil ? "Zoom was last looked at" : "Last tried") \(dates.stamp($0))."
            } ?? "Zoom has not been looked at for it yet."
        guests = comparison.guests.map { WayLine($0, dates) }
        hasGuests = !guests.isEmpty
        let meeting = CalledMeeting(
            id: view.meeting.id, title: view.meeting.title, hostID: view.meeting.hostID, appointmentID: nil)
        callTable = CallTable(
            comparison.calls.map { CallView(call: $0, meeting: meeting) }, path: Self.path(view),
            isFailedOnly: isFailedOnly, dates, at: now)
        self.history = history.filter { $0.event.hasPrefix("room_") }.reversed().map { HistoryLine($0, dates) }
        hasHistory = !self.history.isEmpty
    }

    static func path(_ view: AppointmentView) -> String { "/app/appointments/\(view.appointment.id)/zoom" }

    private static func verdict(_ comparison: RoomComparison) -> (String, String) {
        let count = comparison.differences.count
        return count == 0 ? ("As wanted", "ok") : (count == 1 ? "1 difference" : "\(count) differences", "warn")
    }
}

extension AppointmentZoomPage.Compared {
    fileprivate init(_ line: RoomComparison.Line, _ room: Room, _ dates: Dates) {
        aspectLabel = Self.label(line.aspect)
        wantedText = line.wanted.map { Self.words($0, line.aspect, dates) } ?? "Nothing"
        heldText =
            line.held.map { Self.words($0, line.aspect, dates) }
            ?? (room.zoomID == nil ? "Not there yet" : "Not known")
        (differenceLabel, differenceTone, differenceText) =
            switch line.difference {
            case nil: (nil, "", "")
            case .waiting: ("Still to do", "", "Usher has yet to bring it in line.")
            case .overruled:
                (
                    "Zoom's own rule", "warn",
                    "Zoom was asked and does otherwise: its rules stand above the calendar's."
                )
            case .left:
                (
                    "Left so", "warn",
                    "Decided when the meeting was made, or changed in Zoom since. Usher leaves it."
                )
            }
    }

    private static func label(_ aspect: RoomComparison.Aspect) -> String {
        switch aspect {
        case .exists: "Meeting"
        case .host: "Host"
        case .topic: "Topic"
        case .start: "Start"
        case .duration: "Length"
        case .waitingRoom: "Waiting room"
        case .joinBeforeHost: "Join before host"
        case .authentication: "Sign-in to Zoom asked"
        case .registration: "Registration"
        case .passcode: "Passcode"
        case .recording: "Recording"
        }
    }

    private static func words(
        _ value: RoomComparison.Value, _ aspect: RoomComparison.Aspect, _ dates: Dates
    ) -> String {
        switch value {
        case .flag(let flag): aspect == .exists ? (flag ? "There" : "Not there") : (flag ? "On" : "Off")
        case .moment(let moment): dates.stamp(moment)
        case .minutes(let minutes): Dates.duration(minutes: minutes)
        case .text("none") where aspect == .recording: "Off"
        case .text("local") where aspect == .recording: "On the host's computer"
        case .text("cloud") where aspect == .recording: "In Zoom's cloud"
        case .text(let text): text
        }
    }
}

extension AppointmentZoomPage.WayLine {
    fileprivate init(_ access: GuestAccess, _ dates: Dates) {
        wayName = access.name
        let kind =
            switch access.kind {
            case .registration: "Registered, with a link of their own"
            case .personal: "A link with their name"
            case .shared: "The meeting's own link"
            case .none: "None yet: their link shows a waiting page"
            }
        wayText = kind + (access.expiresAt.map { ", until \(dates.stamp($0))" } ?? "")
    }
}
