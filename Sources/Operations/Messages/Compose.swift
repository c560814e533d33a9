import Calendaring
import Messaging
import Scheduling
import Store
import TimeZones

extension Verbs {
    /// Puts a message into words.
    func compose(_ letter: Letter) throws -> MailMessage {
        let message = letter.message
        let words = try words(letter)
        let domain = settings.mailFrom.email.split(separator: "@").last.map(String.init) ?? "localhost"
        return MailMessage(
            messageID: "\(message.id)@\(domain)", date: now.milliseconds,
            from: MailAddress(name: letter.account.name, email: settings.mailFrom.email),
            to: MailAddress(name: message.recipientName, email: message.recipientEmail), subject: words.subject,
            text: words.plainText, html: try words.html(accountName: letter.account.name),
            calendar: try invitation(letter))
    }

    private func words(_ letter: Letter) throws -> Words {
        switch letter.message.kind {
        case .connectionBroken: return connectionBroken(letter)
        case .confirmation, .moved, .cancelled:
            guard let view = letter.view else { throw noAppointment }
            return try guestWords(letter, view)
        case .hostBooked, .hostMoved, .hostCancelled, .roomFailed, .connectionNeeded:
            guard let view = letter.view else { throw noAppointment }
            return try hostWords(letter, view)
        }
    }

    private func guestWords(_ letter: Letter, _ view: AppointmentView) throws -> Words {
        let appointment = view.appointment
        let dates = Dates(zone: try zones.zone(appointment.guest.zone))
        let name = view.calendar.name
        var words = Words(facts: facts(view, appointment.interval, dates, other: ("With", view.host.name)))
        words.links = [.init("See, move or cancel it", manageURL(appointment))]
        words.button = .init("Join the meeting", joinURL(appointment))
        switch letter.message.kind {
        case .moved:
            words.subject = "Moved: \(name), \(dates.day(appointment.interval.start))"
            words.heading = "Your appointment has moved"
            words.intro = "\(former(letter, dates)) Your link is the same as before and leads to the new meeting."
        case .cancelled:
            words.subject = "Cancelled: \(name), \(dates.day(appointment.interval.start))"
            words.heading = "Your appointment is cancelled"
            words.intro = "It will not take place, and its meeting is gone."
            words.button = nil
            words.links = [.init("Book another time", bookingURL(view))]
        default:
            words.subject = "Confirmed: \(name), \(dates.day(appointment.interval.start))"
            words.heading = "You are booked"
            words.intro = "This link is yours. It always leads to the right meeting, even if the time changes."
        }
        return words
    }

    private func hostWords(_ letter: Letter, _ view: AppointmentView) throws -> Words {
        let appointment = view.appointment
        let dates = Dates(zone: try zones.zone(letter.recipient?.zone ?? view.host.zone))
        let guest = appointment.guest
        let interval = interval(letter, view)
        var words = Words(
            facts: facts(view, interval, dates, other: ("Guest", "\(guest.name), \(guest.email)")))
        if !appointment.notes.isEmpty { words.facts.append(.init("Notes", appointment.notes)) }
        words.button = .init("Open the appointment", "\(settings.publicURL)/app/appointments/\(appointment.id)")
        let when = dates.whole(interval)
        switch letter.message.kind {
        case .hostMoved:
            words.subject = "Moved: \(guest.name), \(when)"
            words.heading = "\(guest.name) has moved"
            words.intro = former(letter, dates)
        case .hostCancelled:
            words.subject = "Cancelled: \(guest.name), \(when)"
            words.heading = "An appointment is off your calendar"
            words.intro = "Its time is free again, and its Zoom meeting is gone."
            if letter.isHandedOver {
                words.intro = "It has moved to another time, with another host. Your time is free again."
                words.button = nil
            }
        case .roomFailed:
            words.subject = "No Zoom room yet: \(guest.name), \(when)"
            words.heading = "An appointment has no Zoom room"
            words.intro = "\(view.room.problem ?? "Zoom would not make one.") Open the appointment to try again."
        case .connectionNeeded:
            words.subject = "Connect Zoom: \(guest.name) has booked you"
            words.heading = "Connect Zoom for this appointment"
            words.intro =
                "You have been booked, and Usher cannot make the room until you connect your Zoom account."
            words.button = .init("Connect Zoom", "\(settings.publicURL)/app/profile/integrations")
        default:
            words.subject = "New: \(guest.name), \(when)"
            words.heading = "\(guest.name) has booked you"
            words.intro = "Start the meeting from the appointment: the button opens the right one."
        }
        return words
    }

    private func connectionBroken(_ letter: Letter) -> Words {
        var words = Words(facts: [])
        let name = letter.message.context
        words.subject = "Zoom is disconnected: \(name)"
        words.heading = "Zoom is no longer connected"
        words.intro =
            "Zoom has ended the connection of \(name). New meetings wait, and \(name) is not offered to "
            + "visitors, until \(name) connects again."
        words.button = .init("Open integrations", "\(settings.publicURL)/app/profile/integrations")
        return words
    }

    private func facts(
        _ view: AppointmentView, _ interval: Interval, _ dates: Dates, other: (String, String)
    ) -> [Words.Fact] {
        [
            .init("What", view.calendar.name), .init("When", dates.whole(interval)),
            .init("How long", Dates.duration(minutes: interval.start.minutes(until: interval.end))),
            .init(other.0, other.1),
        ]
    }

    private func former(_ letter: Letter, _ dates: Dates) -> String {
        guard let former = FormerTime(context: letter.message.context) else { return "The time has changed." }
        return "It was on \(dates.stamp(former.interval.start)) before."
    }

    /// The time a message is about: who hands an appointment over is told about the time it takes from them.
    private func interval(_ letter: Letter, _ view: AppointmentView) -> Interval {
        guard letter.isHandedOver, let former = FormerTime(context: letter.message.context) else {
            return view.appointment.interval
        }
        return former.interval
    }

    /// Where the calendar of an appointment is booked.
    package func bookingURL(_ view: AppointmentView) -> String {
        "\(settings.publicURL)/book/\(view.account.slug)/\(view.calendar.slug)"
    }
}

extension Verbs {
    /// The invitation that goes with a message: one UID for life, SEQUENCE up at each change (RFC 5546).
    private func invitation(_ letter: Letter) throws -> CalendarPart? {
        let kinds: [Message.Kind: Invitation.Method] = [
            .confirmation: .request, .moved: .request, .cancelled: .cancel, .hostBooked: .request,
            .hostMoved: .request, .hostCancelled: .cancel,
        ]
        guard let method = kinds[letter.message.kind], let view = letter.view else { return nil }
        let invitation = invitation(
            view, at: interval(letter, view), method: method,
            attendee: (letter.message.recipientName, letter.message.recipientEmail))
        return CalendarPart(method: method.rawValue, ics: try invitation.iCalendar())
    }

    /// The appointment as a calendar file for the guest's own calendar.
    package func calendarFile(_ view: AppointmentView) throws -> String {
        let guest = view.appointment.guest
        return try invitation(
            view, at: view.appointment.interval, method: .publish, attendee: (guest.name, guest.email)
        ).iCalendar()
    }

    private func invitation(
        _ view: AppointmentView, at interval: Interval, method: Invitation.Method,
        attendee: (name: String, email: String)
    ) -> Invitation {
        let appointment = view.appointment
        let isGuest = attendee.email == appointment.guest.email
        let link = isGuest ? manageURL(appointment) : "\(settings.publicURL)/app/appointments/\(appointment.id)"
        return Invitation(
            uid: "\(appointment.id)@usher", sequence: appointment.sequence, method: method,
            status: method == .cancel ? .cancelled : .confirmed,
            summary: isGuest
                ? "\(view.calendar.name) with \(view.host.name)"
                : "\(view.calendar.name): \(appointment.guest.name)",
            description: isGuest ? "Join: \(joinURL(appointment))\nMove or cancel: \(link)" : "Open: \(link)",
            location: isGuest ? joinURL(appointment) : link, url: link,
            start: interval.start.milliseconds, end: interval.end.milliseconds,
            stamp: now.milliseconds,
            organizer: .init(name: view.account.name, email: settings.mailFrom.email),
            attendee: .init(name: attendee.name, email: attendee.email))
    }
}
