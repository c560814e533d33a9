import Operations
import Scheduling
import Store
import TimeZones

/// What an answer tells of an appointment, wherever it was read from.
struct ToldAppointment {
    struct Named {
        let id: String
        let name: String

        var json: JSONValue { JSONValue(["id": id, "name": name]) }
    }

    let appointment: Appointment
    let calendar: Named
    /// Nil on a calendar without hosts.
    let host: Named?
    let cohosts: [Named]
    let guests: [ExtraGuest]
    let location: JSONValue

    init(_ view: AppointmentView) {
        appointment = view.appointment
        calendar = Named(id: view.calendar.id, name: view.calendar.name)
        host = view.host.map { Named(id: $0.id, name: $0.name) }
        cohosts = view.cohosts.map { Named(id: $0.id, name: $0.name) }
        guests = view.guests
        location = Self.location(view.place.kind, view.place.state, view.place.text)
    }

    init(_ line: AppointmentLine, of page: FoundAppointments) {
        appointment = line.appointment
        calendar = Named(id: line.appointment.calendarID, name: line.calendarName)
        host = line.appointment.hostID.map { Named(id: $0, name: line.hostName) }
        cohosts = (page.hosts[line.appointment.meetingID] ?? []).filter { $0.id != line.appointment.hostID }
            .map { Named(id: $0.id, name: $0.name) }
        guests = page.guests[line.appointment.id] ?? []
        let isAsked = line.location.kind == .ask
        location = Self.location(
            line.location.kind, line.roomState,
            isAsked ? line.appointment.locationAnswer : line.location.detail)
    }

    /// Zoom's own address is nobody's to have: everybody has a join link instead.
    private static func location(_ kind: CalendarLocation.Kind, _ state: Room.State, _ text: String) -> JSONValue {
        let location = JSONValue(["kind": kind.rawValue, "state": state.rawValue])
        return kind == .zoom ? location : location.adding("text", text)
    }
}

extension Site {
    /// An appointment as the API answers it.
    func json(_ view: AppointmentView) -> JSONValue {
        json(ToldAppointment(view))
    }

    /// An appointment as the API answers it.
    func json(_ told: ToldAppointment) -> JSONValue {
        let appointment = told.appointment
        let guest = appointment.guest
        let contact = JSONValue(["id": appointment.contactID, "name": guest.name, "email": guest.email])
        let guests = told.guests.map { extra in
            JSONValue(["name": extra.name, "email": extra.email, "join_url": verbs.joinURL(guestID: extra.id)])
        }
        return JSONValue([
            "id": appointment.id, "status": appointment.status.rawValue, "start": appointment.interval.start,
            "end": appointment.interval.end, "timezone": guest.zone, "calendar": told.calendar.json,
            "host": told.host?.json, "cohosts": told.cohosts.map(\.json), "contact": contact, "guests": guests,
            "seats": appointment.seats, "notes": appointment.notes,
            "answers": appointment.answers.map { JSONValue(answer: $0) },
            "consent": appointment.consent.map { JSONValue(consent: $0) }, "location": told.location,
            "series_id": appointment.seriesID, "former_start": appointment.formerStart,
            "cancel_reason": appointment.cancelReason, "created_at": appointment.createdAt,
            "join_url": verbs.joinURL(appointment), "manage_url": verbs.manageURL(appointment),
        ])
    }
}

extension JSONValue {
    fileprivate init(answer: Answer) {
        self.init(["key": answer.key, "label": answer.label, "answer": answer.answer])
    }

    fileprivate init(consent: Consent) {
        self.init(["text": consent.text, "at": Instant(milliseconds: consent.at)])
    }
}
