import Scheduling
import Store
import TimeZones

extension Verbs {
    /// How long an offered place is kept, at most until it begins.
    package static let offerMinutes = 120
    /// How many are served in one transaction.
    private static let offersAtOnce = 20

    /// Sees to it that what a user's new hours leave free is offered.
    func offer(whatIsFreeOf userID: String, in transaction: Transaction) throws {
        for id in try transaction.calendarsWaiting(for: userID).sorted() {
            transaction.promise(.offerPlaces, id, due: now, at: now)
        }
    }

    /// Sees to it that what has become free is offered: on the calendar, and on all that share its owners.
    func offer(whatWasTakenFrom owners: [String], on calendarID: String, in transaction: Transaction) throws {
        var awaited: Set<String> = []
        if try transaction.isAwaited(calendarID) { awaited.insert(calendarID) }
        for owner in owners { awaited.formUnion(try transaction.calendarsWaiting(for: owner)) }
        for id in awaited.sorted() { transaction.promise(.offerPlaces, id, due: now, at: now) }
    }

    /// Durable work: offers what is free on a calendar to those who wait for it, in turn. Each offer keeps its place.
    func offerPlaces(_ calendarID: String) async throws -> Outcome {
        let isDone = try await store.write { transaction in
            guard let calendar = try transaction.calendar(id: calendarID),
                let account = try transaction.account(id: calendar.accountID)
            else { return true }
            let open = try lockedAndSwept(calendar, of: account, in: transaction)
            return try offerPlaces(on: open, in: transaction)
        }
        return isDone ? .settled : .again(at: now, error: "More are waiting.")
    }

    /// - Returns: false when more could be offered than is at once.
    private func offerPlaces(on open: OpenCalendar, in transaction: Transaction) throws -> Bool {
        let waiting = try transaction.queue(of: open.calendar.id).filter { $0.state == .waiting }
        // Looked for once for all who wait for the same length, and again after each offer.
        var free: [Int: [Slot]] = [:]
        var offers = 0
        for var entry in waiting {
            guard entry.latest > now else {
                entry.state = .over
                try transaction.update(entry)
                continue
            }
            guard offers < Self.offersAtOnce else { return false }
            let slots =
                try free[entry.duration] ?? freeSlots(entry.duration, for: waiting, on: open, in: transaction)
            free[entry.duration] = slots
            if try offer(entry, among: slots, on: open, in: transaction) {
                offers += 1
                free = [:]
            }
        }
        return true
    }

    /// What is free of all that those wait for who want this length.
    private func freeSlots(
        _ duration: Int, for waiting: [WaitingEntry], on open: OpenCalendar, in transaction: Transaction
    ) throws -> [Slot] {
        let alike = waiting.filter { $0.duration == duration && $0.latest > now }
        guard let first = alike.map(\.earliest).min(), let last = alike.map(\.latest).max() else { return [] }
        let window = Interval(start: max(first, now), end: last.adding(minutes: 1))
        let time = try calendarTime(open, within: window, in: transaction)
        return SlotFinder(calendar: time, now: now).slots(within: window, duration: duration)
    }

    /// - Returns: whether something could be offered.
    private func offer(
        _ entry: WaitingEntry, among slots: [Slot], on open: OpenCalendar, in transaction: Transaction
    ) throws -> Bool {
        var entry = entry
        let found = slots.first {
            $0.start >= entry.earliest && $0.start <= entry.latest && ($0.seatsLeft ?? 1) >= entry.seats
        }
        guard let found else { return false }
        let end = min(now.adding(minutes: Self.offerMinutes), found.start)
        let wish = PlaceWish(
            start: found.start, duration: entry.duration, seats: entry.seats, title: open.calendar.name)
        let held = try hold(wish, for: "waiting \(entry.id)", until: end, on: open, in: transaction)
        entry.state = .offered
        entry.holdID = held.id
        entry.offeredStart = found.start
        entry.offerEndsAt = end
        try transaction.update(entry)
        try queue(.placeOffered, to: entry, in: transaction)
        return true
    }

    /// Takes the place that is kept for whoever has this link.
    /// - Parameters:
    ///   - consents: whether they agree to what the calendar asks.
    ///   - address: theirs, kept with their consent.
    /// - Throws: `offer_over` when nothing is kept for them any more; `invalid` for a missing consent.
    package func acceptOffer(
        token: String, consents: Bool = false, address: String = ""
    ) async throws -> AppointmentView {
        let waiting = try await waiting(token: token)
        let start = waiting.offered?.start ?? now
        let view = try await refusing(start, duration: waiting.entry.duration) {
            try await store.write { transaction in
                try accept(waiting, consents: consents, address: address, in: transaction)
            }
        } calendar: {
            try await calendar(id: waiting.calendar.id, of: waiting.account)
        }
        return view
    }

    private func accept(
        _ waiting: WaitingView, consents: Bool, address: String, in transaction: Transaction
    ) throws -> AppointmentView {
        let asked = try transaction.askContact(
            surroundings.id("con"), account: waiting.account.id, name: waiting.entry.name,
            email: waiting.entry.email, zone: waiting.entry.zone, at: now)
        let open = try lockedAndSwept(waiting.calendar, of: waiting.account, in: transaction)
        guard var entry = try transaction.waitingEntry(id: waiting.entry.id) else { throw offerOver }
        // A repeated submission finds it done.
        if entry.state == .booked, let id = entry.appointmentID,
            let view = try transaction.appointment(id: id).flatMap({ try transaction.view(of: $0) })
        {
            return view
        }
        guard entry.state == .offered, let start = entry.offeredStart, let holdID = entry.holdID,
            let hold = try transaction.hold(id: holdID), hold.expiresAt > now, let found = try asked.first
        else { throw offerOver }
        let contact = try transaction.successor(of: found)
        var request = BookingRequest(
            account: waiting.account.slug, calendar: waiting.calendar.slug, start: start, zone: entry.zone,
            name: entry.name, email: entry.email)
        request.duration = entry.duration
        request.holdID = holdID
        if !open.calendar.consent.isEmpty, !consents {
            throw OperationError.invalid([.init("consent", "missing", "Please agree to this before you book.")])
        }
        (request.consents, request.address) = (consents, address)
        var booker = Booker(actor: "guest")
        booker.fromWaitingList = true
        booker.seats = entry.seats
        let view = try appointment(request, on: open, for: contact, as: booker, in: transaction)
        entry.state = .booked
        entry.appointmentID = view.appointment.id
        try transaction.update(entry)
        return view
    }

    private var offerOver: OperationError {
        OperationError(
            .conflict, "offer_over", "This place is no longer kept for you. You can wait for another one.")
    }

    /// An offer that was not taken ends the wait, and the place goes to whoever is next.
    func endOffer(of hold: Hold, in transaction: Transaction) throws {
        guard var entry = try transaction.waitingEntry(holdID: hold.id, calendarID: hold.calendarID),
            entry.state == .offered
        else { return }
        entry.state = .over
        try transaction.update(entry)
    }

    /// Promises a message to somebody in the queue.
    func queue(_ kind: Message.Kind, to entry: WaitingEntry, in transaction: Transaction) throws {
        try queue(
            Message(
                id: surroundings.id("msg"), accountID: entry.accountID, appointmentID: nil, kind: kind,
                recipientName: entry.name, recipientEmail: entry.email, context: entry.id, createdAt: now),
            in: transaction)
    }
}
