import Scheduling
package import Store
import TimeZones

extension Verbs {
    /// Gives a meeting to another host of its calendar, with everybody who is in it: it keeps its time, and gets a room on
    /// the new host's Zoom account. The guests' links stay the same.
    /// - Parameters:
    ///   - actor: a user's name.
    ///   - override: a member goes past the rules of time.
    /// - Throws: `not_reassignable` where everybody takes part or nobody has to; `unknown_host`; `not_changeable`; as
    ///   `book` when they cannot take it.
    package func reassign(
        _ view: AppointmentView, to hostID: String, by actor: String, override: Override? = nil
    ) async throws -> AppointmentView {
        let start = view.appointment.interval.start
        let change = Change(
            start: start, zone: view.appointment.guest.zone, actor: actor, isStaff: true,
            override: try override.map { try validated($0, for: start, from: now) }, hostID: hostID)
        try await refusing(
            start, duration: view.appointment.interval.minutes, excluding: view.appointment.meetingID
        ) {
            try await store.write(inTurnFor: "\(view.account.slug)/\(view.calendar.slug)") { transaction in
                let meetingID = try transaction.appointment(id: view.appointment.id)?.meetingID
                let appointments = try meetingID.map { try transaction.appointments(meetingID: $0) } ?? []
                let active = appointments.filter(\.isActive).map(\.id).sorted()
                guard active.contains(view.appointment.id) else {
                    try requireChangeable(view.appointment)
                    throw noAppointment
                }
                for id in active { try transaction.lockAppointment(id: id) }
                for id in active { _ = try move(id, change, in: transaction) }
            }
        } calendar: {
            try await receiving(view, hostID)
        }
        live.publish(view.appointment.id)
        return try await appointmentView(id: view.appointment.id)
    }

    /// The hosts who could take an appointment over, whether or not they are free then.
    package func otherHosts(of view: AppointmentView) async throws -> [User] {
        guard Self.isReassignable(view.calendar), view.appointment.isActive else { return [] }
        return try await calendar(of: view).hosts.map(\.user).filter { $0.id != view.appointment.hostID }
    }

    private func receiving(_ view: AppointmentView, _ hostID: String) async throws -> OpenCalendar {
        guard Self.isReassignable(view.calendar) else {
            throw OperationError(
                .conflict, "not_reassignable", "The meetings of this calendar have no one host to be given to.")
        }
        let open = try await calendar(of: view)
        guard open.hosts.contains(where: { $0.userID == hostID }) else {
            throw OperationError.invalid([.init("host", "unknown_host", "Nobody of that id hosts this calendar.")])
        }
        return open.offering(view.appointment.interval.minutes).only(host: hostID)
    }

    private static func isReassignable(_ calendar: BookingCalendar) -> Bool {
        switch calendar.kind {
        case .collective, .unassigned: false
        case .roundRobin, .class, .personal, .service: true
        }
    }
}
