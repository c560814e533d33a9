import Scheduling
import Store
import TimeZones

extension Verbs {
    /// Claims the key of a submission that has one.
    /// - Parameter appointmentID: what it will make, where that has an id already.
    func claim(
        _ request: BookingRequest, for appointmentID: String? = nil, in transaction: Transaction
    ) throws -> Asked<Submission?>? {
        guard let submission = request.submission else { return nil }
        return try transaction.claimSubmission(
            key: submission.key, fingerprint: request.fingerprint, appointment: appointmentID, at: now)
    }

    /// Remembers what the submission of a claimed key made.
    func save(
        _ request: BookingRequest, for appointmentID: String, in transaction: Transaction
    ) throws {
        guard let submission = request.submission else { return }
        try transaction.saveSubmission(
            key: submission.key, fingerprint: request.fingerprint, appointment: appointmentID, at: now)
    }

    /// The appointment that a submission of the same key made before, if this is a repetition of it.
    func answer(
        from earlier: Submission, to request: BookingRequest, in transaction: Transaction
    ) throws -> AppointmentView? {
        guard let appointment = try transaction.appointment(id: earlier.appointmentID) else { return nil }
        // The first appointment of a series may be another than the one its rule begins with.
        let isWanted = appointment.interval.start == request.start || !request.rule.isEmpty
        let stands =
            appointment.isActive && isWanted && earlier.createdAt > now.adding(minutes: -10)
        if request.submission?.isDerived ?? false, !stands { return nil }
        guard earlier.fingerprint == request.fingerprint else {
            throw OperationError(
                .conflict, "idempotency_mismatch",
                "This idempotency key was used for another booking. Use a new key for a new booking.")
        }
        return try transaction.view(of: appointment)
    }
}
