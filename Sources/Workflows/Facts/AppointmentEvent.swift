package import Scheduling

/// Something that has happened to an appointment.
package struct AppointmentEvent: Sendable {
    package enum Kind: Hashable, Sendable {
        case booked
        case statusChanged(from: AppointmentStatus)
        case moved
    }

    /// Who caused it.
    package enum Actor: Hashable, Sendable {
        case customer, api, workflow
        case user(id: String)
    }

    package let kind: Kind
    package let actor: Actor
    /// As things stand afterwards.
    package let facts: Facts

    package init(_ kind: Kind, by actor: Actor, _ facts: Facts) {
        (self.kind, self.actor, self.facts) = (kind, actor, facts)
    }

    /// Whether the appointment has the status it has by this event.
    var givesStatus: Bool {
        switch kind {
        case .booked: true
        case .statusChanged(let former): former != facts.appointment.status
        case .moved: false
        }
    }
}
