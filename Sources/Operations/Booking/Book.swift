import Scheduling
package import Store
import TimeZones

/// What a booking came to.
package struct Booked: Sendable {
    package let view: AppointmentView
    /// Whether this submission had made the appointment before.
    package let isRepetition: Bool
}

extension Verbs {
    /// Books a slot: checks it on fresh data, chooses the host, and writes the meeting, the appointment, the room to be
    /// made and the messages to be sent, in one transaction.
    /// - Throws: `invalid` with the fields at fault; `slot_taken` with the nearest free starts; as `openCalendar`.
    package func book(_ request: BookingRequest) async throws -> Booked {
        let request = try await checked(request)
        let linkID = try request.link.map(linkID)
        let booked = try await refusing(request.start, duration: request.duration) {
            try await store.write(inTurnFor: "\(request.account)/\(request.calendar)") { transaction in
                try book(request, as: Booker(actor: "guest", linkID: linkID), in: transaction) { open in
                    try transaction.requireBookable(open, link: linkID, at: now)
                }
            }
        } calendar: {
            try await openCalendar(
                account: request.account, calendar: request.calendar, link: request.link
            ).chosen(host: request.hostID)
        }
        return booked
    }

    /// The request with its fields tidied.
    /// - Throws: `invalid` with all that is wrong with it, its answers included.
    private func checked(_ request: BookingRequest) async throws -> BookingRequest {
        var validation = Validation()
        let tidy = request.tidied(zones: zones, &validation)
        if validation.faults.isEmpty { return tidy }
        let open = try await openCalendar(account: tidy.account, calendar: tidy.calendar, link: tidy.link)
        do throws(OperationError) {
            _ = try BookingAnswers(tidy, on: open, isLenient: false, at: now)
        } catch {
            for fault in error.fields { validation.fault(fault.name, fault.code, fault.message) }
        }
        throw OperationError.invalid(validation.faults)
    }

    /// Books for a contact, as a member of the account.
    /// - Parameter override: lets the booking past the rules of time.
    /// - Throws: as `book`; `invalid` for an override without a reason.
    package func bookForContact(
        _ request: BookingRequest, override: Override?, by member: String, of account: Account
    ) async throws -> Booked {
        var request = request
        request.account = account.slug
        let checked = try request.validated(zones: zones)
        // What has just been held can be written down afterwards.
        let yesterday = now.adding(minutes: -1440)
        let override = try override.map { try validated($0, for: checked.start, from: yesterday) }
        let booked = try await refusing(checked.start, duration: checked.duration) {
            try await store.write(inTurnFor: "\(checked.account)/\(checked.calendar)") { transaction in
                let booker = Booker(actor: member, isStaff: true, override: override)
                return try book(checked, as: booker, in: transaction) { _ in }
            }
        } calendar: {
            let open = try await store.read { try calendar(checked.account, checked.calendar, in: $0) }
            return checked.hostID.map(open.only) ?? open
        }
        return booked
    }

    /// An override with a reason in it, for a time that nobody has mistyped.
    /// - Parameter first: the earliest start that makes sense.
    func validated(
        _ override: Override, for start: Instant, from first: Instant
    ) throws(OperationError) -> Override {
        var validation = Validation()
        let reason = validation.text(
            override.reason, "override.reason", "The reason for going past the rules", longest: 500)
        if start < first {
            validation.fault(
                "start", Refusal.past.rawValue, "This time has passed, even for those who may go past the rules.")
        } else if start > now.adding(minutes: Self.farthest) {
            validation.fault("start", Refusal.tooFar.rawValue, "This is more than two years away. Check the year.")
        }
        try validation.finish()
        return Override(reason: reason)
    }

    /// Minutes ahead within which people mean what they type: two years.
    static let farthest = 731 * 1440

    /// Who books, and what they may.
    struct Booker {
        let actor: String
        var isStaff = false
        var override: Override?
        var linkID: String?
        /// The questions were not asked.
        var fromWaitingList = false
        /// At least so many places.
        var seats = 1
        var seriesID: String?
        /// The host of the whole series, where free.
        var steadyHostID: String?
        /// One of several that are announced together.
        var isQuiet = false
        /// What the appointment is called, where something names it already.
        var appointmentID: String?
    }

    /// Books, or answers as the first time.
    /// - Parameter check: whether this calendar can be booked.
    private func book(
        _ request: BookingRequest, as booker: Booker, in transaction: Transaction,
        if check: (OpenCalendar) throws -> Void
    ) throws -> Booked {
        let appointmentID = surroundings.id("apt")
        let claim = try claim(request, for: appointmentID, in: transaction)
        let asked = try transaction.askSettingsVersion()
        if let earlier = try claim?.first ?? nil {
            if let view = try answer(from: earlier, to: request, in: transaction) {
                return Booked(view: view, isRepetition: true)
            }
            try save(request, for: appointmentID, in: transaction)
        }
        let version = try asked.first ?? 0
        let known = try calendar(request.account, request.calendar, at: version, in: transaction)
        try check(known)
        // Before the hosts are locked: others wait for what is done after it.
        let person = try transaction.askContact(
            surroundings.id("con"), account: known.account.id, name: request.name, email: request.email,
            zone: request.zone, at: now)
        let open = try lockedAndSwept(known, at: version, in: transaction)
        guard let found = try person.first else { throw StoreError.failed("The contact is gone.") }
        let contact = try transaction.successor(of: found)
        var booker = booker
        booker.appointmentID = appointmentID
        let view = try appointment(request, on: open, for: contact, as: booker, in: transaction)
        return Booked(view: view, isRepetition: false)
    }

    /// Takes the place and writes the appointment.
    /// - Parameter open: its hosts locked in this transaction.
    func appointment(
        _ request: BookingRequest, on open: OpenCalendar, for contact: BookingContact, as booker: Booker,
        in transaction: Transaction
    ) throws -> AppointmentView {
        let answers = try BookingAnswers(
            request, on: open, isLenient: booker.isStaff || booker.fromWaitingList, at: now)
        if !booker.isStaff { _ = try open.chosen(host: request.hostID) }
        var wish = PlaceWish(
            start: request.start, duration: try open.duration(request.duration, past: booker.override),
            seats: max(answers.seats, booker.seats), hostID: request.hostID.flatMap { $0.isEmpty ? nil : $0 },
            override: booker.override, title: "\(open.calendar.name): \(request.name)")
        if wish.hostID == nil {
            let owner = open.calendar.policy.isOwnerFirst ? contact.ownerID : nil
            wish.preferredID = owner ?? booker.steadyHostID
            wish.preferredReason =
                owner == nil ? "The same host for the whole series." : "Looks after this contact."
        }
        wish.location = answers.location
        let place =
            try heldPlace(request.holdID, for: wish, on: open, in: transaction)
            ?? takePlace(wish, on: open, in: transaction)
        var appointment = Appointment(
            id: booker.appointmentID ?? surroundings.id("apt"), accountID: open.account.id,
            calendarID: open.calendar.id,
            meetingID: place.meeting.id, contactID: contact.id, hostID: place.meeting.hostID,
            status: open.calendar.policy.needsApproval && !booker.isStaff ? .new : .confirmed,
            interval: place.meeting.interval,
            guest: Guest(
                id: surroundings.id("gst"), name: request.name, email: request.email, zone: request.zone),
            notes: request.notes, sequence: 0, createdAt: now)
        appointment.seats = wish.seats
        appointment.answers = answers.answers
        appointment.consent = answers.consent
        appointment.locationAnswer = request.locationAnswer
        appointment.seriesID = booker.seriesID
        try transaction.insert(appointment)
        let guests = request.guests.map { ExtraGuest(id: surroundings.id("gst"), name: $0.name, email: $0.email) }
        for guest in guests { try transaction.insert(guest, to: appointment, at: now) }
        if open.calendar.policy.assignsOwner, contact.ownerID == nil, let hostID = appointment.hostID {
            try transaction.setOwner(hostID, ofContact: contact.id)
        }
        return try announce(appointment, in: place, guests: guests, request, as: booker, on: open, in: transaction)
    }

    /// Asks for the room, tells everybody, and writes the history.
    private func announce(
        _ appointment: Appointment, in place: Place, guests: [ExtraGuest], _ request: BookingRequest,
        as booker: Booker, on open: OpenCalendar, in transaction: Transaction
    ) throws -> AppointmentView {
        let room = try wantRoom(of: place, for: appointment, in: transaction)
        try use(booker.linkID, for: appointment, in: transaction)
        let event = appointment.status == .new ? "requested" : "booked"
        let reason = place.isJoined ? "Joins a meeting that is held then." : place.meeting.hostReason
        let audited = booker.override.map { "Past the rules of time: \($0.reason). \(reason)" } ?? reason
        try record(event, by: booker.actor, audited, on: appointment, in: transaction)
        var view = AppointmentView(
            appointment: appointment, account: open.account, calendar: open.calendar, host: place.host,
            meeting: place.meeting, room: room, guests: guests)
        if open.calendar.kind == .collective { view.cohosts = try transaction.cohosts(of: place.meeting) }
        if open.hasHooks { try announce(.booked, about: view, in: transaction) }
        if !booker.isQuiet {
            let isRequest = appointment.status == .new
            try tell(
                guests: isRequest ? .requested : .confirmation, hosts: isRequest ? .hostRequested : .hostBooked,
                about: view, in: transaction)
        }
        return view
    }

    private func use(_ linkID: String?, for appointment: Appointment, in transaction: Transaction) throws {
        guard let linkID else { return }
        guard try transaction.useBookingLink(linkID, appointment: appointment.id, at: now) else {
            throw OperationError(
                .notFound, "link_used",
                "This booking link has been used: it works for one booking. Ask for a new one.")
        }
    }
}

extension OpenCalendar {
    /// As `duration`; a member may choose any when going past the rules.
    func duration(_ asked: Int?, past override: Override?) throws(OperationError) -> Int {
        if override != nil, let asked, (5...1440).contains(asked) { return asked }
        return try duration(asked)
    }
}
