import Database
package import TimeZones

extension Reading {
    /// What a submission made when it first came.
    package func submission(key: String) throws -> Submission? {
        try first(
            "SELECT appointment_id, fingerprint, created_at FROM submissions WHERE submission_key = ?", [key]
        ) {
            Submission(
                appointmentID: try $0.text("appointment_id"), fingerprint: try $0.text("fingerprint"),
                createdAt: Instant(milliseconds: try $0.integer64("created_at")))
        }
    }
}

/// A submission that has been carried out.
package struct Submission: Sendable {
    package let appointmentID: String
    /// Of what was asked.
    package let fingerprint: String
    package let createdAt: Instant
}

extension Transaction {
    /// Remembers what a submission made, in place of what the key made before.
    package func saveSubmission(key: String, fingerprint: String, appointment: String, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO submissions (submission_key, fingerprint, appointment_id, created_at) VALUES (?, ?, ?, ?) "
                + "ON CONFLICT (submission_key) DO UPDATE SET fingerprint = excluded.fingerprint, "
                + "appointment_id = excluded.appointment_id, created_at = excluded.created_at",
            [key, fingerprint, appointment, now.milliseconds])
    }

    /// Forgets the submissions from before a moment.
    package func deleteSubmissions(before limit: Instant) throws {
        try connection.execute("DELETE FROM submissions WHERE created_at < ?", [limit.milliseconds])
    }
}
