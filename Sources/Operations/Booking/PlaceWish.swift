import Scheduling
import Store
import TimeZones

/// A place in a meeting that somebody wants.
struct PlaceWish {
    var start: Instant
    /// Minutes.
    var duration: Int
    var seats = 1
    /// Only with this host.
    var hostID: String?
    /// With this host, if free.
    var preferredID: String?
    /// Why the host is the preferred one.
    var preferredReason = ""
    /// A member goes past the rules of time, and says why.
    var override: Override?
    /// Where whoever books it chose; nil for where its host holds it.
    var location: CalendarLocation?
    /// The place is given back then unless it has been booked.
    var heldUntil: Instant?
    /// What the meeting is called, when it is a new one.
    var title: String
}

/// A member books past the rules of time, for a reason that stays in the history. It goes past everything but
/// another meeting: nobody is ever in two.
package struct Override: Hashable, Sendable {
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// A place in a meeting that has been taken.
struct Place {
    let meeting: Meeting
    let host: User?
    /// Whether others are in it already.
    let isJoined: Bool
}

extension Verbs {
    /// Checks the wish on fresh data, decides whose turn it is, and takes the place.
    /// - Parameter open: read in this transaction, its hosts locked.
    /// - Throws: `Refusal`; `StoreError.overlap` or `.full` when only the last wall has noticed.
    func takePlace(_ wish: PlaceWish, on open: OpenCalendar, in transaction: Transaction) throws -> Place {
        let slot = Interval(start: wish.start, minutes: wish.duration)
        let wanted = wish.hostID.map(open.only) ?? open
        let time = try calendarTime(wanted, within: slot, in: transaction)
        let takers = try takers(of: wish, at: slot, time)
        if let joined = takers.first(where: { $0.joins != nil && $0.hostID == wish.preferredID })
            ?? takers.first(where: { $0.joins != nil }), let meetingID = joined.joins,
            let meeting = try transaction.meeting(id: meetingID)
        {
            // Kept until now, and booked for the first time.
            if wish.heldUntil == nil, try transaction.appointments(meetingID: meetingID).isEmpty {
                let everybody = try calendarTime(open, within: slot, excluding: meetingID, in: transaction)
                try settleTurn(of: meeting, on: open, everybody, in: transaction)
            }
            try transaction.takeSeats(wish.seats, in: meetingID)
            // Those who kept it first may give their places back before this one.
            try transaction.prolong(meeting: meetingID, heldUntil: wish.heldUntil)
            let host = open.hosts.first { $0.userID == meeting.hostID }
            return Place(meeting: meeting, host: host?.user, isJoined: true)
        }
        let choice = try chooseHosts(among: takers, for: wish, on: open)
        // Who is away counts for the shares, even where one host was asked for.
        let everybody =
            wish.hostID == nil || open.calendar.distribution != .equal
            ? time : try calendarTime(open, within: slot, in: transaction)
        let meeting = try insertMeeting(at: slot, on: open, choice, wish, in: transaction)
        if wish.heldUntil == nil { try settleTurn(of: meeting, on: open, everybody, in: transaction) }
        return Place(meeting: meeting, host: choice.primary?.user, isJoined: false)
    }

    private func takers(of wish: PlaceWish, at slot: Interval, _ time: CalendarTime) throws(Refusal) -> [Taker] {
        if wish.override != nil { return try time.takersPastRules(at: slot, seats: wish.seats) }
        return try SlotFinder(calendar: time, now: now)
            .takers(at: wish.start, duration: wish.duration, seats: wish.seats)
    }

    private func insertMeeting(
        at slot: Interval, on open: OpenCalendar, _ choice: HostChoice, _ wish: PlaceWish,
        in transaction: Transaction
    ) throws -> Meeting {
        let calendar = open.calendar
        let meeting = Meeting(
            id: surroundings.id("mtg"), accountID: calendar.accountID, calendarID: calendar.id,
            hostID: choice.primary?.userID, hostReason: choice.reason,
            title: calendar.rules.seats > 1 ? calendar.name : wish.title, interval: slot,
            location: wish.location ?? open.location(of: choice.primary),
            seats: max(calendar.rules.seats, wish.seats))
        let users = choice.hosts.map(\.userID)
        let owners = (users.isEmpty ? [calendar.id] : users) + open.resources
        try transaction.insert(
            meeting, owners: owners.map { MeetingOwner(id: $0, rules: calendar.rules) }, taken: wish.seats,
            heldUntil: wish.heldUntil, at: now)
        return meeting
    }

    /// Remembers whose turn it was. What is only held changes nobody's turn.
    func settleTurn(
        of meeting: Meeting, on open: OpenCalendar, _ time: CalendarTime, in transaction: Transaction
    ) throws {
        guard let hostID = meeting.hostID else { return }
        let calendar = open.calendar
        guard calendar.distribution == .equal, open.hosts.count > 1 else {
            return try transaction.markBooked(host: hostID, on: calendar.id, at: now)
        }
        let shares = open.hosts.map { Ledger.Share(hostID: $0.userID, weight: $0.weight) }
        let away = Set(time.hosts.filter { $0.isAway(at: meeting.interval) }.map(\.hostID))
        let settled = Ledger.settle(
            chosen: hostID, participants: shares.filter { !away.contains($0.hostID) || $0.hostID == hostID },
            absent: shares.filter { away.contains($0.hostID) && $0.hostID != hostID })
        try transaction.advanceTurn(of: calendar.id, by: settled.turn)
        try transaction.markBooked(
            host: hostID, on: calendar.id, paying: settled.paid[hostID] ?? 0, at: now)
        for share in shares where share.hostID != hostID {
            guard let paid = settled.paid[share.hostID] else { continue }
            try transaction.pay(paid, host: share.hostID, on: calendar.id)
        }
        try transaction.setSettlement(settled, ofMeeting: meeting.id)
    }

    /// Gives back what a meeting has changed of its hosts' shares, because it does not take place.
    func unsettleTurn(ofMeeting meetingID: String, on calendarID: String, in transaction: Transaction) throws {
        guard let settled = try transaction.settlement(ofMeeting: meetingID) else { return }
        try transaction.advanceTurn(of: calendarID, by: -settled.turn)
        for (hostID, paid) in settled.paid { try transaction.pay(-paid, host: hostID, on: calendarID) }
    }
}

extension CalendarTime {
    /// Who can take a slot when the rules of time do not count: whoever is in no other meeting then.
    /// - Throws: `.slotTaken`, `.noSeats`.
    func takersPastRules(at slot: Interval, seats: Int) throws(Refusal) -> [Taker] {
        var takers: [Taker] = []
        for host in hosts {
            if let meeting = host.open.first(where: { $0.interval == slot }) {
                guard meeting.seatsTaken + seats <= rules.seats else { continue }
                takers.append(Taker(hostID: host.hostID, joins: meeting.meetingID))
            } else if !host.busy.contains(where: { $0.isMeeting && $0.interval.overlaps(slot) }) {
                takers.append(Taker(hostID: host.hostID, joins: nil))
            }
        }
        let missing = hosts.contains { host in
            host.isRequired && !takers.contains { $0.hostID == host.hostID }
        }
        if takers.isEmpty || (kind == .collective && missing) { throw kind == .class ? .noSeats : .slotTaken }
        return takers
    }
}

extension HostTime {
    /// Whether a booking at that time says nothing about their share: they could not have been asked.
    fileprivate func isAway(at slot: Interval) -> Bool {
        !canHost || busy.contains { $0.kind == .timeOff && $0.interval.overlaps(slot) }
    }
}

extension BusyTime {
    /// Whether somebody is expected there: nothing goes past that.
    fileprivate var isMeeting: Bool { [.booked, .held, .resource].contains(kind) }
}
