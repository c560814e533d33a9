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
            let events = try letter.series.filter { $0.appointment.status != .new }.map { view in
                try invitation(
                    view, at: view.appointment.interval, method: .publish, attendee: attendee,
                    zone: letter.zone(of: view))
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
        let event = try invitation(
            view, at: interval(letter, view), method: method, attendee: attendee, zone: letter.zone(of: view))
        return CalendarPart(method: method.rawValue, ics: try event.iCalendar())
    }

    /// The appointment as a calendar file for the guest's own calendar.
    package func calendarFile(_ view: AppointmentView) throws -> String {
        let guest = view.appointment.guest
        return try invitation(
            view, at: view.appointment.interval, method: .publish, attendee: (guest.name, guest.email),
            zone: guest.zone
        ).iCalendar()
    }

    /// - Parameter zone: by whose clocks the reader goes.
    private func invitation(
        _ view: AppointmentView, at interval: Interval, method: Invitation.Method,
        attendee: (name: String, email: String), zone: String
    ) throws -> Invitation {
        let appointment = view.appointment
        let isOff = method == .cancel || !appointment.status.holdsPlace
        var invitation = Invitation(
            uid: HostEvent.uid(ofAppointment: appointment.id), sequence: appointment.sequence, method: method,
            status: isOff ? .cancelled : .confirmed, summary: "", start: interval.start.milliseconds,
            end: interval.end.milliseconds, stamp: now.milliseconds,
            organizer: .init(name: view.account.name, email: settings.mailFrom.email),
            attendee: .init(name: attendee.name, email: attendee.email),
            zone: EventZone(try zones.zone(zone), coveringYearsOf: interval))
        let brought = view.guests.first { $0.email == attendee.email }
        if attendee.email == appointment.guest.email || brought != nil {
            say(view, toBrought: brought, &invitation)
        } else {
            let event = HostEvent(
                calendar: view.calendar.name, guest: appointment.guest.name, page: staffURL(appointment),
                place: view.meeting.location.kind == .zoom ? nil : view.place.text)
            (invitation.summary, invitation.description) = (event.summary, event.description)
            (invitation.location, invitation.url) = (event.location, event.url)
            invitation.conferenceLabel = event.conferenceLabel
        }
        return invitation
    }

    /// What a guest's calendar says. Who is brought along leaves moving and cancelling to whoever booked.
    private func say(_ view: AppointmentView, toBrought brought: ExtraGuest?, _ invitation: inout Invitation) {
        let join = joinURL(guestID: brought?.id ?? view.appointment.guest.id)
        let manage = manageURL(view.appointment)
        let isZoom = view.meeting.location.kind == .zoom
        invitation.summary = "\(view.calendar.name) with \(view.hostName)"
        invitation.description =
            (isZoom ? "Join: \(join)" : "Where: \(view.place.text)")
            + (brought == nil ? "\nMove or cancel: \(manage)" : "")
        invitation.location = isZoom ? join : view.place.text
        invitation.url = brought == nil ? manage : join
    }
}

extension Letter {
    /// By whose clocks its reader goes.
    fileprivate func zone(of view: AppointmentView) -> String {
        message.kind.isForStaff
            ? recipient?.zone ?? view.host?.zone ?? account.zone : view.appointment.guest.zone
    }
}
