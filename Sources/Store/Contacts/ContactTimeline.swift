import Database

extension Reading {
    /// A contact's appointments, latest first.
    /// - Parameter hostID: only those of this host.
    package func appointments(
        ofContact contactID: String, host hostID: String? = nil, limit: Int
    ) throws -> [AppointmentLine] {
        let scope = hostID == nil ? "" : " AND a.host_id = ?"
        return try all(
            "\(AppointmentLine.query) WHERE a.contact_id = ?\(scope) ORDER BY a.starts_at DESC, a.id LIMIT ?",
            [contactID] + (hostID.map { [$0] } ?? []) + [limit], AppointmentLine.init)
    }

    /// The messages that went to a contact about their appointments, latest first.
    package func messages(ofContact contactID: String, limit: Int) throws -> [Message] {
        try all(
            "SELECT m.* FROM messages m JOIN appointments a ON a.id = m.appointment_id "
                + "WHERE a.contact_id = ? AND m.recipient_email = a.guest_email "
                + "ORDER BY m.created_at DESC, m.id LIMIT ?", [contactID, limit], Message.init)
    }
}
