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
        let open = try await openCalendar(account: request.account, calendar: request.calendar)
        do {
            let (id, isRepetition) = try await store.write { transaction in
                if let earlier = try earlierAnswer(to: request, in: transaction) { return (earlier, true) }
                return (try book(request, open, in: transaction), false)
            }
            wakes.wake()
            return Booked(view: try await appointmentView(id: id), isRepetition: isRepetition)
        } catch let refusal as Refusal {
            throw try await operationError(refusal, start: request.start, open)
        } catch StoreError.overlap {
            throw try await operationError(.slotTaken, start: request.start, open)
        }
    }

    /// Turns a refusal into an answer; when a slot is taken it names others.
    func operationError(
        _ refusal: Refusal, start: Instant, _ open: OpenCalendar, excluding meetingID: String? = nil
    ) async throws -> OperationError {
        guard refusal == .slotTaken || refusal == .connection else {
            return .invalid([.init("start", refusal.rawValue, refusal.message)])
        }
        let nearest = try await nearestStarts(to: start, of: open, excluding: meetingID)
        return OperationError(.conflict, refusal.rawValue, refusal.message, nearest: nearest)
    }

    private func book(_ request: BookingRequest, _ open: OpenCalendar, in transaction: Transaction) throws
        -> String
    {
        let choice = try chooseHost(for: request.start, on: open.calendar, in: transaction)
        let guest = Guest(id: surroundings.id("gst"), name: request.name, email: request.email, zone: request.zone)
        let meeting = try insertMeeting(
            on: open.calendar, host: choice, start: request.start, guestName: guest.name, in: transaction)
        let contactID = try transaction.contact(
            surroundings.id("con"), account: open.account.id, name: guest.name, email: guest.email,
            zone: guest.zone,
            at: now)
        let appointment = Appointment(
            id: surroundings.id("apt"), accountID: open.account.id, calendarID: open.calendar.id,
            meetingID: meeting.id, contactID: contactID, hostID: meeting.hostID, status: .confirmed,
            interval: meeting.interval, guest: guest, notes: request.notes, sequence: 0, createdAt: now)
        try transaction.insert(appointment)
        if let submission = request.submission {
            try transaction.saveSubmission(
                key: submission.key, fingerprint: request.fingerprint, appointment: appointment.id, at: now)
        }
        try record("booked", by: "guest", meeting.hostReason, on: appointment, in: transaction)
        try queue(.confirmation, to: appointment.guest, about: appointment, in: transaction)
        try queueForHost(.hostBooked, about: appointment, in: transaction)
        return appointment.id
    }

    /// The appointment this submission made before, if it is a repetition.
    private func earlierAnswer(to request: BookingRequest, in transaction: Transaction) throws -> String? {
        guard let submission = request.submission,
            let earlier = try transaction.submission(key: submission.key)
        else { return nil }
        if submission.isDerived {
            let appointment = try transaction.appointment(id: earlier.appointmentID)
            guard let appointment, appointment.isActive, appointment.interval.start == request.start else {
                return nil
            }
        }
        guard earlier.fingerprint == request.fingerprint else {
            throw OperationError(
                .conflict, "idempotency_mismatch",
                "This idempotency key was used for another booking. Use a new key for a new booking.")
        }
        return earlier.appointmentID
    }

    /// Checks the slot on fresh data and decides whose turn it is.
    /// - Parameter preferred: keeps this host if free.
    /// - Throws: `Refusal`.
    func chooseHost(
        for start: Instant, on calendar: BookingCalendar, preferred: String? = nil, in transaction: Transaction
    ) throws -> RoundRobin.Choice {
        let hosts = try transaction.hosts(of: calendar.id, locked: true)
        let slot = Interval(start: start, minutes: calendar.rules.duration)
        let busy = try transaction.busyTimes(of: hosts.map(\.userID), within: slot)
        let free = Set(
            try SlotFinder(rules: calendar.rules, now: now)
                .hosts(free: start, among: hostTimes(hosts, busy: busy)))
        if let preferred, free.contains(preferred) {
            return RoundRobin.Choice(hostID: preferred, reason: "Kept when the appointment was moved.")
        }
        let candidates = hosts.filter { free.contains($0.userID) }
            .map {
                RoundRobin.Candidate(
                    hostID: $0.userID, lastBooked: $0.lastBooked, isConnected: $0.connection == .active)
            }
        guard let choice = RoundRobin.choose(among: candidates) else { throw Refusal.slotTaken }
        return choice
    }

    /// Writes the meeting, takes the host's time, and asks for the room.
    func insertMeeting(
        on calendar: BookingCalendar, host: RoundRobin.Choice, start: Instant, guestName: String,
        in transaction: Transaction
    ) throws -> Meeting {
        let meeting = Meeting(
            id: surroundings.id("mtg"), accountID: calendar.accountID, calendarID: calendar.id,
            hostID: host.hostID,
            hostReason: host.reason, title: "\(calendar.name): \(guestName)",
            interval: Interval(start: start, minutes: calendar.rules.duration))
        try transaction.insert(meeting, rules: calendar.rules, at: now)
        try transaction.insertRoom(of: meeting.id, host: meeting.hostID, at: now)
        try transaction.promise(.reconcileRoom, meeting.id, due: now, at: now)
        try transaction.markBooked(host: meeting.hostID, on: calendar.id, at: now)
        return meeting
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
