import Scheduling
import Store
import TimeZones

extension Verbs {
    /// What a host is told about an appointment.
    func hostWords(_ letter: Letter, _ view: AppointmentView) throws -> Words {
        let appointment = view.appointment
        let dates = Dates(zone: try zones.zone(letter.recipient?.zone ?? view.host?.zone ?? view.account.zone))
        let guest = appointment.guest
        let interval = interval(letter, view)
        var words = Words(
            facts: facts(view, interval, dates, other: ("Guest", "\(guest.name), \(guest.email)")))
        words.facts += view.guests.map { .init("Brings", "\($0.name), \($0.email)") }
        words.facts += appointment.answers.map { .init($0.label, $0.answer) }
        if !appointment.notes.isEmpty { words.facts.append(.init("Notes", appointment.notes)) }
        words.button = .init("Open the appointment", staffURL(appointment))
        let when = dates.whole(interval)
        switch letter.message.kind {
        case .hostMoved:
            words.subject = "Moved: \(guest.name), \(when)"
            words.heading = "\(guest.name) has moved"
            words.intro = former(letter, dates)
        case .hostCancelled: hostCancelled(&words, letter, view, when)
        case .hostRequested:
            words.subject = "To confirm: \(guest.name), \(when)"
            words.heading = "\(guest.name) asks for a time"
            words.intro = "The time is kept until you confirm or decline: open the appointment to do so."
        case .roomFailed:
            words.subject = "No Zoom room yet: \(guest.name), \(when)"
            words.heading = "An appointment has no Zoom room"
            words.intro = "\(view.room?.problem ?? "Zoom would not make one.") Open the appointment to try again."
        case .connectionNeeded:
            words.subject = "Connect Zoom: \(guest.name) has booked you"
            words.heading = "Connect Zoom for this appointment"
            words.intro =
                "You have been booked, and Usher cannot make the room until you connect your Zoom account."
            words.button = .init("Connect Zoom", "\(settings.publicURL)/app/profile/integrations")
        default:
            words.subject = "New: \(guest.name), \(when)"
            words.heading = "\(guest.name) has booked you"
            words.intro =
                view.meeting.location.kind == .zoom
                ? "Start the meeting from the appointment: the button opens the right one."
                : "Everything about it is on the page of the appointment."
        }
        return words
    }

    private func hostCancelled(_ words: inout Words, _ letter: Letter, _ view: AppointmentView, _ when: String) {
        words.subject = "Cancelled: \(view.appointment.guest.name), \(when)"
        words.heading = "An appointment is off your calendar"
        words.intro =
            view.meeting.seats > 1
            ? "The place is free again; the meeting goes on if others are expected in it."
            : view.meeting.location.kind == .zoom
                ? "Its time is free again, and its Zoom meeting is gone." : "Its time is free again."
        if letter.isHandedOver {
            words.intro = "It has moved to another time, with another host. Your time is free again."
            words.button = nil
        }
    }
}
