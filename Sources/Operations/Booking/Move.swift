import Scheduling
package import Store
package import TimeZones

extension Verbs {
    /// Moves an appointment to another start: a new meeting with a new room there, the old one given back. The guest's
    /// links stay the same. The host stays if free.
    /// - Parameters:
    ///   - zone: the zone the guest chose the time in.
    ///   - actor: `guest`, or a user's name.
    package func move(
        _ view: AppointmentView, to start: Instant, zone: String, by actor: String
    ) async throws -> AppointmentView {
        var validation = Validation()
        _ = validation.zone(zone, "timezone", in: zones)
        try validation.finish()
        try await refusing(start, excluding: view.appointment.meetingID) {
            try await store.write(inTurnFor: "\(view.account.slug)/\(view.calendar.slug)") {
                try move(view.appointment.id, to: start, zone: zone, by: actor, in: $0)
            }
        } calendar: {
            try await calendar(of: view)
        }
        wakes.wake()
        live.publish(view.appointment.id)
        return try await appointmentView(id: view.appointment.id)
    }

    /// Whether a guest may still move or cancel, with the reason when not.
    package func whyUnchangeable(_ appointment: Appointment) -> String? {
        if !appointment.isActive { return "This appointment has been cancelled." }
        return appointment.interval.start <= now ? "This appointment has begun." : nil
    }

    func requireChangeable(_ appointment: Appointment) throws(OperationError) {
        if let reason = whyUnchangeable(appointment) { throw OperationError(.conflict, "not_changeable", reason) }
    }

    private func move(
        _ id: String, to start: Instant, zone: String, by actor: String, in transaction: Transaction
    ) throws {
        try transaction.lockAppointment(id: id)
        guard let former = try transaction.appointment(id: id) else { throw noAppointment }
        // A repeated submission finds the move done.
        if former.isActive, former.interval.start == start { return }
        try requireChangeable(former)
        try leaveMeeting(former, in: transaction)
        try transaction.lockHosts(of: former.calendarID)
        let open = try transaction.openCalendar(of: former)
        let choice = try chooseHost(for: start, on: open, preferred: former.hostID, in: transaction)
        let meeting = try insertMeeting(
            on: open.calendar, host: choice, start: start, guestName: former.guest.name, in: transaction)
        var appointment = former
        appointment.meetingID = meeting.id
        appointment.hostID = meeting.hostID
        appointment.interval = meeting.interval
        appointment.guest = Guest(
            id: former.guest.id, name: former.guest.name, email: former.guest.email, zone: zone)
        appointment.sequence += 1
        try transaction.move(appointment)
        try record(
            "moved", by: actor, "From \(former.interval.start.rfc3339). \(meeting.hostReason)", on: appointment,
            in: transaction)
        let context = FormerTime(former.interval).json
        try queue(.moved, to: appointment.guest, about: appointment, context: context, in: transaction)
        if appointment.hostID == former.hostID {
            try queueForHost(.hostMoved, about: appointment, context: context, in: transaction)
        } else {
            try queueForHost(.hostCancelled, about: former, context: context, in: transaction)
            try queueForHost(.hostBooked, about: appointment, in: transaction)
        }
    }

    /// Gives the meeting back if nobody else is expected in it.
    func leaveMeeting(_ appointment: Appointment, in transaction: Transaction) throws {
        try transaction.lockMeeting(id: appointment.meetingID)
        let others = try transaction.appointments(meetingID: appointment.meetingID)
            .filter { $0.id != appointment.id && $0.isActive }
        guard others.isEmpty else { return }
        try transaction.release(meeting: appointment.meetingID, at: now)
        try transaction.unwantRoom(of: appointment.meetingID, at: now)
        try transaction.promise(.reconcileRoom, appointment.meetingID, due: now, at: now)
    }
}
