package import Scheduling
import Store
import TimeZones

extension Verbs {
    /// Changes the status of an appointment, as a member of the account: approves or declines a request, says who came,
    /// sets aside, or takes up again what was cancelled.
    /// - Throws: `unlawful_status`, `too_early`; as `book` when the place has to be taken again.
    package func setStatus(
        _ view: AppointmentView, to status: AppointmentStatus, reason: String = "", by actor: String
    ) async throws -> AppointmentView {
        if status == .cancelled {
            let former = try await appointmentView(id: view.appointment.id).appointment
            if former.status != .cancelled { try requireLawful(.cancelled, for: former) }
            return try await cancel(view, reason: reason, by: actor, isStaff: true)
        }
        let reason = try validated(reason: reason)
        let interval = view.appointment.interval
        try await refusing(interval.start, duration: interval.minutes, excluding: view.appointment.meetingID) {
            try await store.write(inTurnFor: "\(view.account.slug)/\(view.calendar.slug)") {
                try setStatus(of: view.appointment.id, to: status, reason: reason, by: actor, in: $0)
            }
        } calendar: {
            try await calendar(of: view)
        }
        live.publish(view.appointment.id)
        return try await appointmentView(id: view.appointment.id)
    }

    /// - Parameter isQuiet: one of several that are announced together.
    func setStatus(
        of id: String, to status: AppointmentStatus, reason: String, by actor: String, isQuiet: Bool = false,
        in transaction: Transaction
    ) throws {
        try transaction.lockAppointment(id: id)
        guard let former = try transaction.appointment(id: id) else { throw noAppointment }
        if former.status == status { return }
        try requireLawful(status, for: former)
        guard let account = try transaction.account(id: former.accountID),
            let calendar = try transaction.calendar(id: former.calendarID)
        else { throw noAppointment }
        let open = try lockedAndSwept(calendar, of: account, in: transaction)
        let cohosts = try transaction.view(of: former)?.cohosts ?? []
        var appointment = former
        appointment.status = status
        appointment.cancelReason = reason
        if !former.status.holdsPlace {
            try retakePlace(of: &appointment, on: open, in: transaction)
        } else if former.status == .new, status == .confirmed {
            try recheck(former, on: open, in: transaction)
        }
        if former.isActive != appointment.isActive || status == .confirmed { appointment.sequence += 1 }
        try transaction.setStatus(of: appointment, at: now)
        if former.status.holdsPlace, !status.holdsPlace { try leaveMeeting(appointment, in: transaction) }
        try record(status.event(from: former.status), by: actor, reason, on: appointment, in: transaction)
        if status == .confirmed, !former.status.needsBegun { try wantRoom(for: appointment, in: transaction) }
        if open.hasHooks {
            let event: HookEvent = status == .confirmed ? .confirmed : .statusChanged
            try announce(event, about: appointment, was: former, in: transaction)
        }
        if !isQuiet { try announce(appointment, from: former.status, cohosts: cohosts, in: transaction) }
    }

    private func wantRoom(for appointment: Appointment, in transaction: Transaction) throws {
        guard let meeting = try transaction.meeting(id: appointment.meetingID) else { return }
        let isJoined = try transaction.room(of: meeting.id) != nil
        _ = try wantRoom(
            of: Place(meeting: meeting, host: nil, isJoined: isJoined), for: appointment, in: transaction)
    }

    private func requireLawful(_ status: AppointmentStatus, for former: Appointment) throws(OperationError) {
        guard former.status.canBecome(status) else {
            throw OperationError(
                .conflict, "unlawful_status",
                "An appointment that is \(former.status.label.lowercased()) cannot become "
                    + "\(status.label.lowercased()).")
        }
        if status.needsBegun, former.interval.start > now {
            throw OperationError(
                .conflict, "too_early", "This can be said once the appointment has begun.")
        }
        if status.isActive, former.interval.start <= now, !former.status.holdsPlace || former.status == .new {
            throw OperationError(.conflict, "not_changeable", "The time of this appointment has passed.")
        }
    }

    /// What was given back is taken again, if it is still to be had.
    private func retakePlace(
        of appointment: inout Appointment, on open: OpenCalendar, in transaction: Transaction
    ) throws {
        var wish = PlaceWish(
            start: appointment.interval.start, duration: appointment.interval.minutes, seats: appointment.seats,
            preferredID: appointment.hostID, preferredReason: "Had it before.",
            title: "\(open.calendar.name): \(appointment.guest.name)")
        // A member decides, so that notice and window do not count; whether somebody is free does.
        wish.override = Override(reason: "Taken up again")
        let former = try transaction.meeting(id: appointment.meetingID)?.location
        wish.location = open.offeredLocations.map(\.location).first { $0 == former }
        let place = try takePlace(wish, on: open, in: transaction)
        appointment.meetingID = place.meeting.id
        appointment.hostID = place.meeting.hostID
        try transaction.move(appointment)
    }

    /// Whether who would hold the requested meeting still can: time may have been blocked, or Zoom lost, since.
    private func recheck(_ request: Appointment, on open: OpenCalendar, in transaction: Transaction) throws {
        if let hostID = request.hostID, !open.hosts.contains(where: { $0.userID == hostID }) {
            throw OperationError(
                .conflict, "host_left",
                "Whoever would have taken this request is no longer on the calendar. Move it to another time, or decline it."
            )
        }
        let time = try calendarTime(
            open, within: request.interval, excluding: request.meetingID, in: transaction)
        let minutes = request.interval.minutes
        let explained = SlotFinder(calendar: time, now: now)
            .explain(request.interval.start, duration: minutes, seats: request.seats)
        let owners = try transaction.owners(ofMeeting: request.meetingID)
        let inTheWay: Set<Refusal> = [.booked, .held, .blocked, .timeOff, .external, .resource, .connection]
        for host in explained.hosts where owners.contains(host.hostID) {
            guard let code = host.codes.first(where: inTheWay.contains) else { continue }
            throw OperationError(
                .conflict, code.rawValue, "This request cannot be confirmed as it is: \(code.explanation)")
        }
    }

    /// - Parameter cohosts: as they were before.
    private func announce(
        _ appointment: Appointment, from former: AppointmentStatus, cohosts: [User], in transaction: Transaction
    ) throws {
        guard let view = try transaction.view(of: appointment) else { return }
        switch appointment.status {
        case .confirmed where !former.needsBegun:
            try tell(guests: .confirmation, hosts: .hostBooked, about: view, in: transaction)
        case .new:
            try tell(guests: .requested, hosts: .hostRequested, about: view, in: transaction)
        case .invalid where former.isActive:
            for host in [view.host].compactMap(\.self) + cohosts {
                try queue(.hostCancelled, to: host, about: appointment, in: transaction)
            }
        default: break
        }
    }
}

extension AppointmentStatus {
    /// The word of the change in the history.
    fileprivate func event(from former: AppointmentStatus) -> String {
        switch self {
        case .confirmed: former == .new ? "approved" : "confirmed"
        case .new: "unconfirmed"
        case .showed, .noshow, .invalid, .cancelled: rawValue
        }
    }
}
