import Database
package import TimeZones

/// Somebody whom the person who booked brings along, with a join link of their own.
package struct ExtraGuest: Hashable, Sendable {
    package let id: String
    package let name: String
    package let email: String

    package init(id: String, name: String, email: String) {
        (self.id, self.name, self.email) = (id, name, email)
    }
}

extension Reading {
    /// The people brought to an appointment, in the order they were named.
    package func extraGuests(of appointmentID: String) throws -> [ExtraGuest] {
        try askExtraGuests(of: appointmentID).all
    }

    /// As `extraGuests(of:)`, read later.
    package func askExtraGuests(of appointmentID: String) throws -> Asked<ExtraGuest> {
        try ask(
            "SELECT id, name, email FROM extra_guests WHERE appointment_id = ? ORDER BY id", [appointmentID]
        ) { ExtraGuest(id: try $0.text("id"), name: try $0.text("name"), email: try $0.text("email")) }
    }
}

extension Transaction {
    /// Adds somebody to an appointment.
    package func insert(_ guest: ExtraGuest, to appointment: Appointment, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO extra_guests (id, account_id, appointment_id, name, email, created_at) "
                + "VALUES (?, ?, ?, ?, ?, ?)",
            [guest.id, appointment.accountID, appointment.id, guest.name, guest.email, now.milliseconds])
    }
}
