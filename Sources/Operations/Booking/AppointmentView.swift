import Scheduling
package import Store

/// An appointment with what its pages and answers show.
package struct AppointmentView: Sendable {
    package var appointment: Appointment
    package let account: Account
    package let calendar: BookingCalendar
    /// Nil on a calendar without hosts.
    package let host: User?
    package let meeting: Meeting
    /// Nil where no Zoom room is wanted, or not yet.
    package let room: Room?
    /// The people who are brought along.
    package var guests: [ExtraGuest] = []
    /// The hosts beside the first.
    package var cohosts: [User] = []

    /// Everybody who holds it, the host first.
    package var hosts: [User] { [host].compactMap(\.self) + cohosts }

    /// Whom the guest meets: the host, or the account where there is none.
    package var hostName: String { host?.name ?? account.name }

    /// Where it takes place, as far as that is known.
    package var place: PlaceView {
        let location = meeting.location
        guard location.kind == .zoom else {
            let isAsked = location.kind == .ask
            return PlaceView(
                kind: location.kind, state: .ready, text: isAsked ? appointment.locationAnswer : location.detail)
        }
        return PlaceView(kind: .zoom, state: room?.state ?? .pending, text: room?.joinURL ?? "")
    }
}

/// Where a meeting takes place.
package struct PlaceView: Hashable, Sendable {
    package let kind: CalendarLocation.Kind
    /// Whether one can go there: anything but Zoom is there from the beginning.
    package let state: Room.State
    /// The link, text, number or address; empty before there is one.
    package let text: String
}

extension Reading {
    func view(of appointment: Appointment) throws -> AppointmentView? {
        let answers = (
            try askAccount(id: appointment.accountID), try askCalendar(id: appointment.calendarID),
            try askUser(id: appointment.hostID ?? ""), try askRoom(of: appointment.meetingID),
            try askMeeting(id: appointment.meetingID), try askExtraGuests(of: appointment.id)
        )
        guard let account = try answers.0.first, let calendar = try answers.1.first,
            let meeting = try answers.4.first
        else { return nil }
        var view = AppointmentView(
            appointment: appointment, account: account, calendar: calendar, host: try answers.2.first,
            meeting: meeting, room: try answers.3.first, guests: try answers.5.all)
        if calendar.kind == .collective { view.cohosts = try cohosts(of: meeting) }
        return view
    }
}
