import Database
package import TimeZones

extension Reading {
    /// Whether a contact still has something ahead of them that has to be cancelled first.
    package func hasUpcoming(contact contactID: String, at now: Instant) throws -> Bool {
        try first(
            "SELECT 1 AS found FROM appointments WHERE contact_id = ? AND ends_at > ? "
                + "AND status IN ('new', 'confirmed') LIMIT 1", [contactID, now.milliseconds]
        ) { try $0.integer("found") } != nil
    }
}

extension Reading {
    /// Whether something that is still to be sent would go to them.
    package func isAwaitingMail(contact contactID: String) throws -> Bool {
        try first(
            "SELECT 1 AS found FROM messages m JOIN appointments a ON a.id = m.appointment_id "
                + "WHERE a.contact_id = ? AND m.state = 'queued' LIMIT 1", [contactID]
        ) { try $0.integer("found") } != nil
    }
}

extension Transaction {
    /// Takes a person out of everything that an account keeps. That somebody was there, and when, stays.
    package func erase(contact contactID: String, of accountID: String, at now: Instant) throws {
        let found = try all(
            "SELECT id, email FROM contacts WHERE account_id = ? AND id = ? UNION ALL "
                + "SELECT id, email FROM contacts WHERE account_id = ? AND merged_into = ?",
            [accountID, contactID, accountID, contactID]
        ) { (id: try $0.text("id"), email: try $0.text("email")) }
        let own = "(SELECT id FROM appointments WHERE contact_id = ?)"
        let nobody = "\(contactID)@erased.invalid"
        for (sql, arguments) in [
            (
                "UPDATE messages SET recipient_name = '', recipient_email = ?, problem = NULL WHERE is_notice = 0 AND appointment_id IN \(own)",
                [nobody, contactID]
            ),
            ("UPDATE messages SET subject = NULL, context = '' WHERE appointment_id IN \(own)", [contactID]),
            (
                "DELETE FROM guest_ways WHERE guest_id IN (SELECT guest_id FROM appointments WHERE contact_id = ? "
                    + "UNION ALL SELECT id FROM extra_guests WHERE appointment_id IN \(own))",
                [contactID, contactID]
            ),
            ("DELETE FROM webhook_deliveries WHERE subject_id IN \(own)", [contactID]),
            ("DELETE FROM extra_guests WHERE appointment_id IN \(own)", [contactID]),
            ("UPDATE history SET detail = '' WHERE subject_id IN \(own)", [contactID]),
            ("DELETE FROM history WHERE subject_id = ?", [contactID]),
            (
                "UPDATE meetings SET title = '' WHERE seats = 1 AND id IN "
                    + "(SELECT meeting_id FROM appointments WHERE contact_id = ?)", [contactID]
            ),
            (
                "UPDATE appointments SET guest_name = 'Erased', guest_email = ?, notes = '', answers = '[]', "
                    + "consent = NULL, location_answer = '', cancel_reason = NULL WHERE contact_id = ?",
                [nobody, contactID]
            ),
        ] { try connection.execute(sql, arguments) }
        for (id, email) in found {
            try connection.execute(
                "UPDATE messages SET recipient_name = '', recipient_email = ?, subject = NULL, problem = NULL "
                    + "WHERE kind IN (\(Message.Kind.aboutWaiting)) AND context IN "
                    + "(SELECT id FROM waiting WHERE account_id = ? AND email = ?)", [nobody, accountID, email])
            try connection.execute(
                "UPDATE waiting SET name = 'Erased', email = ?, "
                    + "state = CASE WHEN state IN ('waiting', 'offered') THEN 'left' ELSE state END "
                    + "WHERE account_id = ? AND email = ?", [nobody, accountID, email])
            try connection.execute("DELETE FROM contact_tags WHERE contact_id = ?", [id])
            try connection.execute(
                "UPDATE contacts SET name = 'Erased', email = ?, phone = '', zone = 'UTC', notes = '', "
                    + "fields = '{}', search = '', owner_id = NULL, erased_at = ? WHERE id = ?",
                ["\(id)@erased.invalid", now.milliseconds, id])
        }
    }
}
