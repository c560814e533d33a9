import Scheduling
package import Store
import TimeZones

/// An appointment with what its pages and answers show.
package struct AppointmentView: Sendable {
    package let appointment: Appointment
    package let account: Account
    package let calendar: BookingCalendar
    package let host: User
    package let room: Room
}

/// What a booking came to.
package struct Booked: Sendable {
    package let view: AppointmentView
    /// Whether this submission had made the appointment before.
    package let isRepetition: Bool
}

extension Verbs {
    /// Books a slot: checks it on fresh data, chooses the host, and writes the meeting, the appointment, the room to be
    /// made and the messages to be sent, in one transaction.
    /// - Throws: `invalid` with the fields at fault; `slot_taken` with the nearest free starts.
    package func book(_ request: BookingRequest) async throws -> Booked {
        let request = try request.validated(zones: zones)
        let booked = try await refusing(request.start) {
            try await store.write(inTurnFor: "\(request.account)/\(request.calendar)") { transaction in
                let claim = try claim(request, in: transaction)
                let asked = try transaction.askCalendar(request.account, request.calendar)
                if let earlier = try claim?.first ?? nil,
                    let view = try answer(from: earlier, to: request, in: transaction)
                {
                    return Booked(view: view, isRepetition: true)
                }
                let (account, calendar) = try transaction.bookable(asked)
                let view = try book(request, on: calendar, of: account, in: transaction)
                return Booked(view: view, isRepetition: false)
            }
        } calendar: {
            try await openCalendar(account: request.account, calendar: request.calendar)
        }
        wakes.wake()
        return booked
    }

    /// Runs what takes a slot, and turns a refusal or the wall against double booking into an answer.
    /// - Parameters:
    ///   - meetingID: a meeting whose own time counts as free.
    ///   - calendar: where other slots are looked for.
    func refusing<Value>(
        _ start: Instant, excluding meetingID: String? = nil, _ body: () async throws -> Value,
        calendar: () async throws -> OpenCalendar
    ) async throws -> Value {
        do {
            return try await body()
        } catch let refusal as Refusal {
            throw try await operationError(refusal, start: start, calendar(), excluding: meetingID)
        } catch StoreError.overlap {
            throw try await operationError(.slotTaken, start: start, calendar(), excluding: meetingID)
        }
    }

    /// Turns a refusal into an answer; when a slot is taken it names others.
    private func operationError(
        _ refusal: Refusal, start: Instant, _ open: OpenCalendar, excluding meetingID: String? = nil
    ) async throws -> OperationError {
        guard refusal == .slotTaken || refusal == .connection else {
            return .invalid([.init("start", refusal.rawValue, refusal.message)])
        }
        let nearest = try await nearestSlots(to: start, of: open, excluding: meetingID)
        return OperationError(.conflict, refusal.rawValue, refusal.message, nearest: nearest)
    }

    private func book(
        _ request: BookingRequest, on calendar: BookingCalendar, of account: Account, in transaction: Transaction
    ) throws -> AppointmentView {
        let newID = surroundings.id("con")
        // Before the hosts are locked: others wait for what is done after it.
        let contact = try transaction.askContact(
            newID, account: account.id, name: request.name, email: request.email, zone: request.zone, at: now)
        let open = try transaction.locked(calendar, of: account)
        let choice = try chooseHost(for: request.start, on: open, in: transaction)
        let guest = Guest(id: surroundings.id("gst"), name: request.name, email: request.email, zone: request.zone)
        let meeting = try insertMeeting(
            on: open.calendar, host: choice, start: request.start, guestName: guest.name, in: transaction)
        let appointment = Appointment(
            id: surroundings.id("apt"), accountID: open.account.id, calendarID: open.calendar.id,
            meetingID: meeting.id, contactID: try contact.first ?? newID, hostID: meeting.hostID,
            status: .confirmed,
            interval: meeting.interval, guest: guest, notes: request.notes, sequence: 0, createdAt: now)
        try transaction.insert(appointment)
        if let submission = request.submission {
            try transaction.saveSubmission(
                key: submission.key, fingerprint: request.fingerprint, appointment: appointment.id, at: now)
        }
        try record("booked", by: "guest", meeting.hostReason, on: appointment, in: transaction)
        try queue(.confirmation, to: guest, about: appointment, in: transaction)
        try queue(.hostBooked, to: choice.host, about: appointment, in: transaction)
        return AppointmentView(
            appointment: appointment, account: open.account, calendar: open.calendar, host: choice.host,
            room: Room(of: meeting.id, host: choice.host.id))
    }

    /// Claims the key of a submission that has one.
    private func claim(_ request: BookingRequest, in transaction: Transaction) throws -> Asked<Submission?>? {
        guard let submission = request.submission else { return nil }
        return try transaction.claimSubmission(key: submission.key, fingerprint: request.fingerprint, at: now)
    }

    /// The appointment that a submission of the same key made before, if this is a repetition of it.
    private func answer(
        from earlier: Submission, to request: BookingRequest, in transaction: Transaction
    ) throws -> AppointmentView? {
        guard let appointment = try transaction.appointment(id: earlier.appointmentID) else { return nil }
        let stands =
            appointment.isActive && appointment.interval.start == request.start
            && earlier.createdAt > now.adding(minutes: -10)
        if request.submission?.isDerived ?? false, !stands { return nil }
        guard earlier.fingerprint == request.fingerprint else {
            throw OperationError(
                .conflict, "idempotency_mismatch",
                "This idempotency key was used for another booking. Use a new key for a new booking.")
        }
        return try transaction.view(of: appointment)
    }

    /// Writes one line of the appointment's history.
    func record(
        _ event: String, by actor: String, _ detail: String, on appointment: Appointment,
        in transaction: Transaction
    ) throws {
        try transaction.record(
            HistoryEntry(event: event, actor: actor, detail: detail, at: now), id: surroundings.id("his"),
            account: appointment.accountID, subject: appointment.id)
    }
}
