import Store

extension Verbs {
    /// Cancels an appointment: its time is free at once, its room is taken down, everyone is told.
    /// - Parameters:
    ///   - reason: what the canceller wants to say; may be empty.
    ///   - actor: `guest`, or a user's name.
    package func cancel(_ view: AppointmentView, reason: String, by actor: String) async throws -> AppointmentView
    {
        var validation = Validation()
        let reason = validation.text(reason, "reason", "The reason", longest: 1000, isRequired: false, lines: true)
        try validation.finish()
        try await store.write { transaction in
            try transaction.lockAppointment(id: view.appointment.id)
            guard var appointment = try transaction.appointment(id: view.appointment.id) else {
                throw noAppointment
            }
            // A repeated submission finds it cancelled.
            if appointment.status == .cancelled { return }
            try requireChangeable(appointment)
            appointment.sequence += 1
            try transaction.cancel(appointment, reason: reason, at: now)
            try leaveMeeting(appointment, in: transaction)
            try record("cancelled", by: actor, reason, on: appointment, in: transaction)
            try queue(.cancelled, to: appointment.guest, about: appointment, in: transaction)
            try queueForHost(.hostCancelled, about: appointment, in: transaction)
        }
        wakes.wake()
        live.publish(view.appointment.id)
        return try await appointmentView(id: view.appointment.id)
    }
}
