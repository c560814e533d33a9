import Scheduling
import Store
package import TimeZones

extension Verbs {
    /// Moves an appointment to another start: a new meeting with a new room there, the old one given back. The guest's
    /// links stay the same. Who takes it is the calendar's policy.
    /// - Parameters:
    ///   - zone: the zone the guest chose the time in.
    ///   - actor: `guest`, or a user's name.
    ///   - isStaff: whether the cut-off of guests does not count.
    ///   - override: a member goes past the rules of time.
    /// - Throws: as `book`; `not_changeable`, `too_late`.
    package func move(
        _ view: AppointmentView, to start: Instant, zone: String, by actor: String, isStaff: Bool = false,
        override: Override? = nil
    ) async throws -> AppointmentView {
        var validation = Validation()
        _ = validation.zone(zone, "timezone", in: zones)
        try validation.finish()
        let change = Change(
            start: start, zone: zone, actor: actor, isStaff: isStaff,
            override: try override.map { try validated($0, for: start, from: now) })
        let minutes = view.appointment.interval.minutes
        try await refusing(start, duration: minutes, excluding: view.appointment.meetingID) {
            try await store.write(inTurnFor: "\(view.account.slug)/\(view.calendar.slug)") {
                _ = try move(view.appointment.id, change, in: $0)
            }
        } calendar: {
            try await movable(view)
        }
        live.publish(view.appointment.id)
        return try await appointmentView(id: view.appointment.id)
    }

    /// The calendar of an appointment with the hosts whom it can move to.
    package func movable(_ view: AppointmentView) async throws -> OpenCalendar {
        let open = try await calendar(of: view).offering(view.appointment.interval.minutes)
        guard open.calendar.policy.onMove == .keep, let hostID = view.appointment.hostID else { return open }
        return open.only(host: hostID)
    }

    /// What a move is to come to, and who wants it.
    struct Change {
        var start: Instant
        var zone: String
        var actor: String
        var isStaff: Bool
        var override: Override?
        /// Who is to take it; nil for whom the calendar's policy says.
        var hostID: String?
        /// One of several that are announced together.
        var isQuiet = false
    }

    /// What a move has come to.
    struct Moved {
        let view: AppointmentView
        /// Who held it before, and still does.
        let stayed: [User]
    }

    /// - Returns: nil when it was there already: a repeated submission.
    func move(_ id: String, _ change: Change, in transaction: Transaction) throws -> Moved? {
        try transaction.lockAppointment(id: id)
        guard let former = try transaction.appointment(id: id) else { throw noAppointment }
        let isWithThem = change.hostID == nil || change.hostID == former.hostID
        if former.isActive, former.interval.start == change.start, isWithThem { return nil }
        try requireChangeable(former)
        guard let account = try transaction.account(id: former.accountID),
            let calendar = try transaction.calendar(id: former.calendarID)
        else { throw noAppointment }
        try requireBefore(calendar.policy.moveCutoff, former, "moved", isStaff: change.isStaff)
        let open = try lockedAndSwept(calendar, of: account, in: transaction).offering(former.interval.minutes)
        guard let before = try transaction.view(of: former) else { throw noAppointment }
        try leaveMeeting(former, in: transaction)
        var wish = wish(former, change, on: open)
        // What the guest chose stays chosen, for as long as it is offered.
        wish.location = open.offeredLocations.map(\.location).first { $0 == before.meeting.location }
        let place = try takePlace(wish, on: open, in: transaction)
        return try move(former, before, to: place, change, in: transaction)
    }

    private func wish(_ former: Appointment, _ change: Change, on open: OpenCalendar) -> PlaceWish {
        var wish = PlaceWish(
            start: change.start, duration: former.interval.minutes, seats: former.seats,
            override: change.override, title: "\(open.calendar.name): \(former.guest.name)")
        wish.preferredReason = "Kept when the appointment was moved."
        if let hostID = change.hostID {
            (wish.hostID, wish.preferredReason) = (hostID, "Given to them by \(change.actor).")
            return wish
        }
        switch open.calendar.policy.onMove {
        case .keepIfFree: wish.preferredID = former.hostID
        case .keep: wish.hostID = former.hostID
        case .reassign: break
        }
        return wish
    }

    private func move(
        _ former: Appointment, _ before: AppointmentView, to place: Place, _ change: Change,
        in transaction: Transaction
    ) throws -> Moved? {
        var appointment = former
        appointment.meetingID = place.meeting.id
        appointment.hostID = place.meeting.hostID
        appointment.interval = place.meeting.interval
        let isSameTime = former.interval == place.meeting.interval
        if !isSameTime { appointment.formerStart = former.interval.start }
        appointment.guest = Guest(
            id: former.guest.id, name: former.guest.name, email: former.guest.email, zone: change.zone)
        appointment.sequence += 1
        // A guest's request for another time is a request again.
        if before.calendar.policy.needsApproval, !change.isStaff { appointment.status = .new }
        try transaction.move(appointment)
        _ = try wantRoom(of: place, for: appointment, in: transaction)
        let past = change.override.map { "Past the rules of time: \($0.reason). " } ?? ""
        let from = isSameTime ? "From \(before.hostName)." : "From \(former.interval.start.rfc3339)."
        try record(
            isSameTime ? "reassigned" : "moved", by: change.actor, "\(from) \(past)\(place.meeting.hostReason)",
            on: appointment, in: transaction)
        guard let view = try transaction.view(of: appointment) else { throw noAppointment }
        let moved = Moved(view: view, stayed: view.hosts.filter(before.hosts.contains))
        try announce(.moved, about: view, was: former, in: transaction)
        try announceHandover(moved, from: before, in: transaction)
        if !change.isQuiet { try announce(moved, from: before, in: transaction) }
        return moved
    }

    /// Tells those who no longer hold it, and those who do now.
    private func announceHandover(
        _ moved: Moved, from before: AppointmentView, in transaction: Transaction
    ) throws {
        let context = FormerTime(before.appointment.interval).json
        for host in before.hosts where !moved.stayed.contains(host) {
            try queue(.hostCancelled, to: host, about: before.appointment, context: context, in: transaction)
        }
        let appointment = moved.view.appointment
        for host in moved.view.hosts where !moved.stayed.contains(host) {
            let kind: Message.Kind = appointment.status == .new ? .hostRequested : .hostBooked
            try queue(kind, to: host, about: appointment, in: transaction)
        }
    }

    /// Tells the guests, and those who hold it as they did before.
    private func announce(_ moved: Moved, from before: AppointmentView, in transaction: Transaction) throws {
        let isRequest = moved.view.appointment.status == .new
        let context = FormerTime(before.appointment.interval).json
        try tellGuests(isRequest ? .requested : .moved, about: moved.view, context: context, in: transaction)
        for host in moved.stayed {
            try queue(
                isRequest ? .hostRequested : .hostMoved, to: host, about: moved.view.appointment, context: context,
                in: transaction)
        }
    }
}

extension OpenCalendar {
    /// The calendar as if it offered this length, too: what was booked can be moved whatever is offered now.
    /// - Parameter minutes: the length.
    func offering(_ minutes: Int) -> OpenCalendar {
        if calendar.rules.durations.contains(minutes) { return self }
        var calendar = calendar
        calendar.rules.durations.append(minutes)
        return OpenCalendar(
            account: account, calendar: calendar, hosts: hosts, hours: hours, resources: resources,
            hasHooks: hasHooks)
    }
}

extension Interval {
    /// Its length in whole minutes.
    var minutes: Int { start.minutes(until: end) }
}
