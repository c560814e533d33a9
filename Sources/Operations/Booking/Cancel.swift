import Scheduling
import Store

extension Verbs {
    /// Cancels an appointment: its time is free at once, its room is taken down, everyone is told.
    /// - Parameters:
    ///   - reason: what the canceller wants to say; may be empty.
    ///   - actor: `guest`, or a user's name.
    ///   - isStaff: whether the cut-off of guests does not count.
    /// - Throws: `not_changeable`, `too_late`.
    package func cancel(
        _ view: AppointmentView, reason: String, by actor: String, isStaff: Bool = false
    ) async throws -> AppointmentView {
        let reason = try validated(reason: reason)
        try await store.write { transaction in
            _ = try cancel(
                view.appointment.id, Departure(reason: reason, actor: actor, isStaff: isStaff), in: transaction)
        }
        live.publish(view.appointment.id)
        return try await appointmentView(id: view.appointment.id)
    }

    func validated(reason: String) throws(OperationError) -> String {
        var validation = Validation()
        let reason = validation.text(reason, "reason", "The reason", longest: 1000, isRequired: false, lines: true)
        try validation.finish()
        return reason
    }

    /// Why an appointment is off, and who says so.
    struct Departure {
        var reason: String
        var actor: String
        var isStaff: Bool
        /// One of several that are announced together.
        var isQuiet = false
    }

    /// - Returns: nil when it was cancelled already: a repeated submission.
    func cancel(_ id: String, _ departure: Departure, in transaction: Transaction) throws -> AppointmentView? {
        try transaction.lockAppointment(id: id)
        guard var appointment = try transaction.appointment(id: id) else { throw noAppointment }
        if appointment.status == .cancelled { return nil }
        try requireChangeable(appointment)
        let wasRequest = appointment.status == .new
        try transaction.lockHosts(of: appointment.calendarID)
        guard let before = try transaction.view(of: appointment) else { throw noAppointment }
        try requireBefore(
            before.calendar.policy.cancelCutoff, appointment, "cancelled", isStaff: departure.isStaff)
        appointment.status = .cancelled
        appointment.sequence += 1
        appointment.cancelReason = departure.reason
        try transaction.setStatus(of: appointment, at: now)
        // A request for another time may be all that is left of a booking that everybody counted on.
        let wasCertain = try !wasRequest || transaction.history(of: id).contains { $0.isPromise }
        try leaveMeeting(appointment, in: transaction)
        let isDeclined = wasRequest && departure.isStaff
        try record(
            isDeclined ? "declined" : "cancelled", by: departure.actor, departure.reason, on: appointment,
            in: transaction)
        var after = before
        after.appointment = appointment
        try announce(.cancelled, about: after, was: before.appointment, in: transaction)
        guard !departure.isQuiet else { return before }
        try tellGuests(
            isDeclined && !wasCertain ? .declined : .cancelled, about: before, reachesBrought: wasCertain,
            in: transaction)
        if !isDeclined || wasCertain {
            for host in before.hosts { try queue(.hostCancelled, to: host, about: appointment, in: transaction) }
        }
        return before
    }
}

extension HistoryEntry {
    /// Whether everybody was told then that the appointment takes place.
    fileprivate var isPromise: Bool { ["booked", "approved", "confirmed"].contains(event) }
}
