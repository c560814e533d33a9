import Calendaring
import Messaging
import Scheduling
import Store
import TimeZones

extension Verbs {
    /// The invitation that goes with a message: one UID for life, SEQUENCE up at each change (RFC 5546). What is said
    /// about several appointments at once is published, because an invitation can be to one event only.
    func invitation(_ letter: Letter) throws -> CalendarPart? {
        let attendee = (letter.message.recipientName, letter.message.recipientEmail)
        if !letter.series.isEmpty {
            // What is only requested is in nobody's calendar yet.
            let events = letter.series.filter { $0.appointment.status != .new }.map { view in
                invitation(view, at: view.appointment.interval, method: .publish, attendee: attendee)
            }
            return events.isEmpty
                ? nil
                : CalendarPart(
                    method: Invitation.Method.publish.rawValue, ics: try Invitation.iCalendar(publishing: events))
        }
        let kinds: [Message.Kind: Invitation.Method] = [
            .confirmation: .request, .moved: .request, .cancelled: .cancel, .declined: .cancel,
            .hostBooked: .request, .hostMoved: .request, .hostCancelled: .cancel,
        ]
        guard let method = kinds[letter.message.kind], let view = letter.view else { return nil }
        let event = invitation(view, at: interval(letter, view), method: method, attendee: attendee)
        return CalendarPart(method: method.rawValue, ics: try event.iCalendar())
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
        let brought = view.guests.first { $0.email == attendee.email }
        let isGuest = attendee.email == appointment.guest.email || brought != nil
        let link = brought == nil && isGuest ? manageURL(appointment) : staffURL(appointment)
        // A guest's own way is no host's: they start the meeting from its page.
        let join = isGuest ? joinURL(guestID: brought?.id ?? appointment.guest.id) : staffURL(appointment)
        let isOff = method == .cancel || !appointment.status.holdsPlace
        let isZoom = view.meeting.location.kind == .zoom
        var description = "Open: \(link)"
        if isGuest {
            description =
                (isZoom ? "Join: \(join)" : "Where: \(view.place.text)")
                + (brought == nil ? "\nMove or cancel: \(link)" : "")
        }
        return Invitation(
            uid: "\(appointment.id)@usher", sequence: appointment.sequence, method: method,
            status: isOff ? .cancelled : .confirmed,
            summary: isGuest
                ? "\(view.calendar.name) with \(view.hostName)"
                : "\(view.calendar.name): \(appointment.guest.name)",
            description: description, location: isZoom ? (isGuest ? join : link) : view.place.text,
            url: isGuest ? (brought == nil ? link : join) : link, start: interval.start.milliseconds,
            end: interval.end.milliseconds, stamp: now.milliseconds,
            organizer: .init(name: view.account.name, email: settings.mailFrom.email),
            attendee: .init(name: attendee.name, email: attendee.email))
    }
}
