import Database
package import TimeZones

/// A submission that has been carried out.
package struct Submission: Hashable, Sendable {
    package let appointmentID: String
    /// Of what was asked.
    package let fingerprint: String
    package let createdAt: Instant
}

extension Transaction {
    /// Takes a key: whoever comes with the same one waits until this transaction has ended.
    /// - Parameter appointmentID: what the submission will have made by then; nil to save it later.
    /// - Returns: what a submission of that key made before; nothing when it is the first.
    package func claimSubmission(
        key: String, fingerprint: String, appointment appointmentID: String? = nil, at now: Instant
    ) throws -> Asked<Submission?> {
        // The change that changes nothing locks the row that is there, and lets it be read.
        try ask(
            "INSERT INTO submissions (submission_key, fingerprint, appointment_id, created_at) VALUES (?, ?, ?, ?) "
                + "ON CONFLICT (submission_key) DO UPDATE SET submission_key = excluded.submission_key "
                + "RETURNING appointment_id, fingerprint, created_at",
            [key, fingerprint, appointmentID, now.milliseconds]
        ) { row in
            guard let earlier = try row.optionalText("appointment_id"), earlier != appointmentID else {
                return nil
            }
            return Submission(
                appointmentID: earlier, fingerprint: try row.text("fingerprint"),
                createdAt: Instant(milliseconds: try row.integer64("created_at")))
        }
    }

    /// Remembers what the submission of a claimed key made, in place of what the key made before.
    package func saveSubmission(key: String, fingerprint: String, appointment: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE submissions SET fingerprint = ?, appointment_id = ?, created_at = ? WHERE submission_key = ?",
            [fingerprint, appointment, now.milliseconds, key])
    }

    /// Forgets the submissions from before a moment.
    package func deleteSubmissions(before limit: Instant) throws {
        try connection.execute("DELETE FROM submissions WHERE created_at < ?", [limit.milliseconds])
    }
}
