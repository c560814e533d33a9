import Scheduling
import Store
import TimeZones

/// Who takes a slot, and the sentence that says why.
struct HostChoice {
    let host: User
    let reason: String
}

extension Verbs {
    /// Checks the slot on fresh data and decides whose turn it is.
    /// - Parameters:
    ///   - open: read in this transaction.
    ///   - preferred: keeps this host if free.
    /// - Throws: `Refusal`.
    func chooseHost(
        for start: Instant, on open: OpenCalendar, preferred: String? = nil, in transaction: Transaction
    ) throws -> HostChoice {
        let rules = open.calendar.rules
        let slot = Interval(start: start, minutes: rules.duration)
        let busy = try transaction.busyTimes(of: open.hosts.map(\.userID), within: slot)
        let finder = SlotFinder(rules: rules, now: now)
        let freeIDs = Set(try finder.hosts(free: start, among: hostTimes(open.hosts, busy: busy)))
        let free = open.hosts.filter { freeIDs.contains($0.userID) }
        if let kept = free.first(where: { $0.userID == preferred }) {
            return HostChoice(host: kept.user, reason: "Kept when the appointment was moved.")
        }
        let candidates = free.map {
            RoundRobin.Candidate(
                hostID: $0.userID, lastBooked: $0.lastBooked, isConnected: $0.connection == .active)
        }
        guard let choice = RoundRobin.choose(among: candidates),
            let chosen = free.first(where: { $0.userID == choice.hostID })
        else { throw Refusal.slotTaken }
        return HostChoice(host: chosen.user, reason: choice.reason)
    }

    /// Writes the meeting, takes the host's time, and asks for the room.
    func insertMeeting(
        on calendar: BookingCalendar, host: HostChoice, start: Instant, guestName: String,
        in transaction: Transaction
    ) throws -> Meeting {
        let meeting = Meeting(
            id: surroundings.id("mtg"), accountID: calendar.accountID, calendarID: calendar.id,
            hostID: host.host.id, hostReason: host.reason, title: "\(calendar.name): \(guestName)",
            interval: Interval(start: start, minutes: calendar.rules.duration))
        try transaction.insert(meeting, rules: calendar.rules, at: now)
        try transaction.insertRoom(of: meeting.id, host: meeting.hostID, at: now)
        try transaction.promise(.reconcileRoom, meeting.id, due: now, at: now)
        try transaction.markBooked(host: meeting.hostID, on: calendar.id, at: now)
        return meeting
    }
}
