import Operations
import Scheduling
import Store

/// What happens when an appointment is moved: to whom mails go, and what becomes of its room.
struct MoveWords {
    struct Line {
        let willIcon: String
        let willText: String
    }

    let lines: [Line]

    init(_ view: AppointmentView) {
        let guest = view.appointment.guest.name
        let others = view.guests.count
        let guests = others == 0 ? guest : "\(guest) and \(others == 1 ? "1 guest" : "\(others) guests")"
        var lines = [
            Line(
                willIcon: "icon_mail",
                willText:
                    "\(guests) get the new time by mail, in their own time zone. Their personal links stay the same."
            )
        ]
        if let host = view.host {
            lines.append(Line(willIcon: "icon_person", willText: Self.hostLine(host.name, view.calendar)))
        }
        if view.meeting.location.kind == .zoom {
            let isShared = view.meeting.seats > 1
            lines.append(
                Line(
                    willIcon: "icon_video",
                    willText: isShared
                        ? "In Zoom, the meeting stays for those who are left in it, and goes when nobody is. A meeting that is held at the new time is joined; else a new one is made."
                        : "In Zoom, the old meeting is taken down and a new one made at the new time."))
        }
        self.lines = lines
    }

    private static func hostLine(_ host: String, _ calendar: BookingCalendar) -> String {
        let stays = "\(host) gets the new time by mail."
        guard [.roundRobin, .service].contains(calendar.kind) else { return stays }
        switch calendar.policy.onMove {
        case .keep: return stays
        case .keepIfFree: return "\(stays) Where \(host) is not free, somebody else takes it, and is told."
        case .reassign: return "Whose turn it is takes it: \(host), or somebody else. Both are told."
        }
    }
}
