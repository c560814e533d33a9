package import Scheduling
import Store
package import TimeZones

/// A place to be kept while a form is filled in.
package struct HoldRequest: Sendable {
    /// The account's link name.
    package var account: String
    /// The calendar's link name.
    package var calendar: String
    package var start: Instant
    /// Minutes; nil for the calendar's first.
    package var duration: Int?
    package var hostID: String?
    package var seats: Int
    /// Whoever asks: their next hold on the calendar takes the place of this one.
    package var visitor: String
    /// A one-time link's token.
    package var link: String?

    package init(
        account: String, calendar: String, start: Instant, duration: Int? = nil, hostID: String? = nil,
        seats: Int = 1, visitor: String, link: String? = nil
    ) {
        self.account = account
        self.calendar = calendar
        self.start = start
        self.duration = duration
        self.hostID = hostID
        self.seats = seats
        self.visitor = visitor
        self.link = link
    }
}

/// A place that is kept.
package struct HeldSlot: Sendable {
    package let id: String
    package let interval: Interval
    package let expiresAt: Instant
}

extension Verbs {
    /// How long a place is kept while a form is filled in.
    package static let holdMinutes = 10

    /// Keeps a place: nobody else can book it until it is booked, given back, or ten minutes have passed.
    /// - Throws: as `book`.
    package func hold(_ request: HoldRequest) async throws -> HeldSlot {
        let linkID = try request.link.map(linkID)
        let subject = "\(request.account.lowercased())/\(request.calendar.lowercased())"
        let visitor = Vault.hash("hold \(request.visitor)")
        let held = try await refusing(request.start, duration: request.duration) {
            try await store.write(inTurnFor: subject) { transaction in
                let open = try lockedToBook(request.account, request.calendar, link: linkID, in: transaction)
                try open.calendar.requireSeats(request.seats)
                for former in try transaction.holds(of: visitor, on: open.calendar.id) {
                    try end(former, in: transaction)
                }
                _ = try open.chosen(host: request.hostID)
                let wish = PlaceWish(
                    start: request.start, duration: try open.duration(request.duration), seats: request.seats,
                    hostID: request.hostID.flatMap { $0.isEmpty ? nil : $0 }, title: open.calendar.name)
                return try hold(
                    wish, for: visitor, until: now.adding(minutes: Self.holdMinutes), on: open, in: transaction)
            }
        } calendar: {
            try await openCalendar(account: request.account, calendar: request.calendar, link: request.link)
        }
        return held
    }

    /// Gives a kept place back before its time.
    /// - Parameter visitor: whom it is kept for; nobody else can give it back.
    package func releaseHold(_ id: String, visitor: String) async throws {
        try await store.write { transaction in
            guard let hold = try transaction.hold(id: id), hold.visitor == Vault.hash("hold \(visitor)") else {
                throw OperationError.notFound("There is no such hold.")
            }
            try transaction.lockHosts(of: hold.calendarID)
            try end(hold, in: transaction)
        }
    }

    /// Durable work: gives a kept place back once its time is over.
    func expireHold(_ id: String) async throws -> Outcome {
        try await store.write { transaction in
            guard let hold = try transaction.hold(id: id) else { return Outcome.settled }
            guard hold.expiresAt <= now else {
                return .again(at: hold.expiresAt, error: "Its time is not over yet.")
            }
            try transaction.lockHosts(of: hold.calendarID)
            try end(hold, in: transaction)
            return .settled
        }
    }

    /// Takes a place for a while.
    func hold(
        _ wish: PlaceWish, for visitor: String, until end: Instant, on open: OpenCalendar,
        in transaction: Transaction
    ) throws -> HeldSlot {
        var wish = wish
        wish.heldUntil = end
        let place = try takePlace(wish, on: open, in: transaction)
        let hold = Hold(
            id: surroundings.id("hld"), accountID: open.account.id, calendarID: open.calendar.id,
            meetingID: place.meeting.id, seats: wish.seats, visitor: visitor, expiresAt: end)
        try transaction.insert(hold, at: now)
        transaction.promise(.expireHold, hold.id, due: end, at: now)
        return HeldSlot(id: hold.id, interval: place.meeting.interval, expiresAt: end)
    }

    /// Ends a hold and gives its place back. The hosts of its calendar are locked by the caller.
    func end(_ hold: Hold, in transaction: Transaction) throws {
        guard try transaction.deleteHold(id: hold.id) else { return }
        try endOffer(of: hold, in: transaction)
        try giveBack(hold.seats, in: hold.meetingID, on: hold.calendarID, in: transaction)
    }

    /// The place that is kept for this booking; nil when nothing is, and the slot has to be free.
    func heldPlace(
        _ holdID: String?, for wish: PlaceWish, on open: OpenCalendar, in transaction: Transaction
    ) throws -> Place? {
        guard let holdID, let hold = try transaction.hold(id: holdID), hold.calendarID == open.calendar.id,
            hold.expiresAt > now, var meeting = try transaction.meeting(id: hold.meetingID)
        else { return nil }
        let slot = Interval(start: wish.start, minutes: wish.duration)
        // Whoever is on the calendar no longer cannot be booked there.
        let isTheirs = meeting.hostID.map { id in open.hosts.contains { $0.userID == id } } ?? true
        let isWanted =
            meeting.interval == slot && (wish.hostID == nil || wish.hostID == meeting.hostID) && isTheirs
        guard isWanted, try transaction.deleteHold(id: holdID) else {
            // They have changed their mind: what was kept is free again.
            try end(hold, in: transaction)
            return nil
        }
        if hold.seats != wish.seats { try transaction.takeSeats(wish.seats - hold.seats, in: meeting.id) }
        let host = open.hosts.first { $0.userID == meeting.hostID }
        let isFresh = try transaction.appointments(meetingID: meeting.id).isEmpty
        if isFresh {
            meeting = try transaction.settleHeld(
                meeting, title: open.calendar.rules.seats > 1 ? open.calendar.name : wish.title,
                location: wish.location ?? open.location(of: host))
            let time = try calendarTime(open, within: slot, excluding: meeting.id, in: transaction)
            try settleTurn(of: meeting, on: open, time, in: transaction)
        }
        return Place(meeting: meeting, host: host?.user, isJoined: !isFresh)
    }
}
