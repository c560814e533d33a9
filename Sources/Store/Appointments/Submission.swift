import Database
package import TimeZones

extension Reading {
    /// What a submission made when it first came: the appointment, and the fingerprint of what was asked.
    package func submission(key: String) throws -> (appointmentID: String, fingerprint: String)? {
        try first("SELECT appointment_id, fingerprint FROM submissions WHERE submission_key = ?", [key]) {
            (try $0.text("appointment_id"), try $0.text("fingerprint"))
        }
    }
}

extension Transaction {
    package func saveSubmission(key: String, fingerprint: String, appointment: String, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO submissions (submission_key, fingerprint, appointment_id, created_at) VALUES (?, ?, ?, ?) "
                + "ON CONFLICT (submission_key) DO UPDATE SET fingerprint = excluded.fingerprint, "
                + "appointment_id = excluded.appointment_id, created_at = excluded.created_at",
            [key, fingerprint, appointment, now.milliseconds])
    }

    package func deleteSubmissions(before limit: Instant) throws {
        try connection.execute("DELETE FROM submissions WHERE created_at < ?", [limit.milliseconds])
    }
}
