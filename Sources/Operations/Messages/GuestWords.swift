import Scheduling
import Store
import TimeZones

extension Verbs {
    /// What a guest is told about their appointment.
    func guestWords(_ letter: Letter, _ view: AppointmentView) throws -> Words {
        let appointment = view.appointment
        let dates = Dates(zone: try zones.zone(appointment.guest.zone))
        let with = ([view.hostName] + view.cohosts.map(\.name)).joined(separator: ", ")
        var words = Words(facts: facts(view, appointment.interval, dates, other: ("With", with)))
        words.facts += appointment.answers.map { .init($0.label, $0.answer) }
        let brought = view.guests.first { $0.email == letter.message.recipientEmail }
        // Who is brought along has a way in of their own, and leaves the rest to whoever booked.
        if brought == nil { words.links = [.init("See, move or cancel it", manageURL(appointment))] }
        words.button = button(view, guestID: brought?.id ?? appointment.guest.id)
        let day = dates.day(appointment.interval.start)
        switch letter.message.kind {
        case .moved: moved(&words, letter, view, dates)
        case .cancelled: cancelled(&words, view, day)
        case .requested:
            words.subject = "Requested: \(view.calendar.name), \(day)"
            words.heading = "Your request has been sent"
            words.intro = "The time is kept for you. You get another message as soon as it is confirmed."
            words.button = nil
        case .declined:
            cancelled(&words, view, day)
            words.subject = "Not confirmed: \(view.calendar.name), \(day)"
            words.heading = "Your request could not be confirmed"
            words.intro =
                appointment.cancelReason.flatMap { $0.isEmpty ? nil : $0 }
                ?? "\(view.account.name) cannot take this time. Please choose another one."
        default:
            words.subject = "Confirmed: \(view.calendar.name), \(day)"
            words.heading = brought == nil ? "You are booked" : "\(appointment.guest.name) has invited you"
            words.intro =
                words.button == nil
                ? "We look forward to seeing you."
                : "This link is yours. It always leads to the right meeting, even if the time changes."
        }
        return words
    }

    private func moved(_ words: inout Words, _ letter: Letter, _ view: AppointmentView, _ dates: Dates) {
        let day = dates.day(view.appointment.interval.start)
        if FormerTime(context: letter.message.context)?.interval == view.appointment.interval {
            words.subject = "Now with \(view.hostName): \(view.calendar.name), \(day)"
            words.heading = "\(view.hostName) takes your appointment"
            words.intro =
                "The time stays as it is."
                + (words.button == nil ? "" : " Your link is the same as before and leads to the new meeting.")
            return
        }
        words.subject = "Moved: \(view.calendar.name), \(day)"
        words.heading = "Your appointment has moved"
        let link = words.button == nil ? "" : " Your link is the same as before and leads to the new meeting."
        words.intro = former(letter, dates) + link
    }

    private func cancelled(_ words: inout Words, _ view: AppointmentView, _ day: String) {
        words.subject = "Cancelled: \(view.calendar.name), \(day)"
        words.heading = "Your appointment is cancelled"
        words.intro =
            view.meeting.location.kind == .zoom
            ? "It will not take place, and its meeting is gone." : "It will not take place."
        words.button = nil
        words.links = [.init("Book another time", bookingURL(view))]
    }

    /// The way in, where there is one to click.
    private func button(_ view: AppointmentView, guestID: String) -> Words.Link? {
        switch view.meeting.location.kind {
        case .zoom: .init("Join the meeting", joinURL(guestID: guestID))
        case .custom:
            view.place.text.hasPrefix("http")
                ? .init("Join the meeting", joinURL(guestID: guestID)) : nil
        case .phone, .address, .ask: nil
        }
    }
}
