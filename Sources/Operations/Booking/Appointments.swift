package import Store
import TimeZones

extension Verbs {
    /// An appointment of an account.
    /// - Throws: `not_found` when the account has none of that id.
    package func appointment(id: String, of accountID: String) async throws -> AppointmentView {
        let view = try await appointmentView(id: id)
        guard view.account.id == accountID else { throw noAppointment }
        return view
    }

    /// The appointment that a link in a message stands for.
    /// - Throws: `not_found` when the token was not made here for that purpose.
    package func appointment(token: String, _ purpose: LinkPurpose) async throws -> AppointmentView {
        guard let guestID = vault.guestID(purpose, token: token) else { throw noLink }
        let view = try await store.read { snapshot in
            try snapshot.appointment(guestID: guestID).flatMap { try snapshot.view(of: $0) }
        }
        guard let view else { throw noLink }
        return view
    }

    func appointmentView(id: String) async throws -> AppointmentView {
        let view = try await store.read { snapshot in
            try snapshot.appointment(id: id).flatMap { try snapshot.view(of: $0) }
        }
        guard let view else { throw noAppointment }
        return view
    }

    /// The guest's permanent way into the meeting.
    package func joinURL(_ appointment: Appointment) -> String {
        joinURL(guestID: appointment.guest.id)
    }

    /// The permanent way into the meeting of one of its guests.
    package func joinURL(guestID: String) -> String {
        "\(settings.publicURL)/j/\(vault.linkToken(.join, guestID: guestID))"
    }

    /// Where the guest sees, moves and cancels the appointment.
    package func manageURL(_ appointment: Appointment) -> String {
        "\(settings.publicURL)/a/\(vault.linkToken(.manage, guestID: appointment.guest.id))"
    }

    var noAppointment: OperationError { .notFound("There is no such appointment.") }

    private var noLink: OperationError {
        .notFound("This link does not lead to an appointment. Open it from your confirmation, unchanged.")
    }
}
