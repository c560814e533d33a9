import TimeZones

/// What is free on a calendar in a stretch of time, the hour of the day and what is hidden aside.
struct SlotSheet {
    let minutes: Range<Int>
    /// Starts of new meetings.
    private(set) var free: MinuteSet
    /// The starts there would be if nothing were taken: only made where the calendar looks busy.
    private(set) var possible: MinuteSet?
    /// Seats left in meetings that can be joined, by start.
    private(set) var joinable: [Int: Int] = [:]

    private let calendar: CalendarTime
    private let duration: Int

    init(of calendar: CalendarTime, duration: Int, within minutes: Range<Int>) {
        self.minutes = minutes
        self.calendar = calendar
        self.duration = duration
        free = MinuteSet(within: minutes)
        possible = calendar.lookBusy > 0 ? free : nil
        let hosts = calendar.hosts.filter(calendar.needs)
        guard !hosts.isEmpty, !minutes.isEmpty else { return }
        addFree(hosts)
        closeFullDays()
        if hosts.contains(where: { !$0.open.isEmpty }) { addJoinable(hosts) }
    }

    /// The most seats that anybody has at a start; nil when nobody can take it.
    func seatsLeft(at minute: Int) -> Int? {
        free.contains(minute) ? calendar.rules.places : joinable[minute]
    }

    /// Every start that can be taken, whether by a new meeting or by joining one.
    var available: MinuteSet {
        var available = free
        for minute in joinable.keys { available.insert(minute) }
        return available
    }

    // MARK: New meetings

    private mutating func addFree(_ hosts: [HostTime]) {
        let isForAll = calendar.kind == .collective
        var grids = Grids(of: calendar, duration: duration, within: minutes)
        var days = DaysByZone(minutes)
        var theirs = MinuteSet(within: minutes)
        if isForAll {
            free.insert(minutes)
            possible?.insert(minutes)
        }
        for host in hosts {
            grids.replace(&theirs, with: host.hours)
            isForAll ? possible?.formIntersection(theirs) : possible?.formUnion(theirs)
            take(host, from: &theirs, &days)
            isForAll ? free.formIntersection(theirs) : free.formUnion(theirs)
        }
    }

    /// Takes out what the host cannot do of what their hours allow.
    private func take(_ host: HostTime, from starts: inout MinuteSet, _ days: inout DaysByZone) {
        guard host.canHost else { return starts.removeAll() }
        for busy in host.busy {
            starts.remove(busy.forbiddenMinutes(for: calendar.rules, duration: duration))
        }
        // A start at which the host holds a meeting of this calendar can be joined, or is full.
        for meeting in host.open where meeting.isWhole(lasting: duration) {
            starts.remove(meeting.interval.start.minuteRoundedDown)
        }
        if !host.limits.isEmpty { host.tally(on: days[host.hours.zone]).close(&starts) }
    }

    private mutating func closeFullDays() {
        let limits = calendar.rules.limits
        guard !limits.isEmpty else { return }
        let days = LocalDays(covering: minutes, in: calendar.zone, reach: limits)
        Tally(calendar.meetings, on: days, limits: limits).close(&free)
    }

    // MARK: Joining

    private mutating func addJoinable(_ hosts: [HostTime]) {
        var search = JoinableMeetings(rules: calendar.rules, duration: duration, within: minutes)
        let meetings = hosts.map { search.meetings(of: $0) }
        if calendar.kind == .collective {
            let shared = meetings[0].filter { start, meeting in
                meetings.allSatisfy { $0[start]?.meetingID == meeting.meetingID }
            }
            joinable = shared.mapValues { calendar.rules.places - $0.seatsTaken }
        } else {
            for (start, meeting) in meetings.joined() {
                joinable[start] = max(joinable[start] ?? 0, calendar.rules.places - meeting.seatsTaken)
            }
        }
    }
}

/// The days around the same minutes in several zones, each made once.
private struct DaysByZone {
    private let minutes: Range<Int>
    private var days: [ObjectIdentifier: LocalDays] = [:]

    init(_ minutes: Range<Int>) {
        self.minutes = minutes
    }

    /// Whole weeks and months of days.
    subscript(zone: Zone) -> LocalDays {
        mutating get {
            if let known = days[ObjectIdentifier(zone)] { return known }
            let made = LocalDays(covering: minutes, in: zone, reach: Limits(perDay: 1, perWeek: 1, perMonth: 1))
            days[ObjectIdentifier(zone)] = made
            return made
        }
    }
}
