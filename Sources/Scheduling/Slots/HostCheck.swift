import TimeZones

/// One start at one host after the other: can they take it, and if not, everything that stands in the way.
struct HostCheck {
    enum Outcome {
        case free
        case joins(OpenMeeting)
        /// Never empty. First what is furthest from a booking.
        case refused([Refusal])

        var codes: [Refusal] {
            if case .refused(let codes) = self { codes } else { [] }
        }
    }

    private let kind: CalendarKind
    private let rules: BookingRules
    private let slot: Interval
    private let duration: Int
    private let seats: Int
    /// Where the calendar has hours of its own: the stretch that holds the start, if one does.
    private let calendarStretch: OpenMinutes??
    /// More than any meeting has, and small enough to be added to.
    private static let mostSeats = 1_000_000

    /// - Parameter seats: places wanted at once.
    init(_ calendar: CalendarTime, at start: Instant, duration: Int, seats: Int) {
        kind = calendar.kind
        rules = calendar.rules
        slot = Interval(start: start, minutes: duration)
        self.duration = duration
        self.seats = min(max(1, seats), Self.mostSeats)
        calendarStretch = calendar.hours.map { Self.stretch(of: $0, at: start, length: duration) }
    }

    func outcome(of host: HostTime) -> Outcome {
        let meeting = joinable(of: host)
        var codes: [Refusal] = []
        if meeting == nil { codes += hoursCodes(of: host) }
        if !host.canHost { codes.append(.connection) }
        if meeting == nil, !host.limits.isEmpty { codes += limitCodes(of: host) }
        if (meeting?.seatsTaken ?? 0) + seats > rules.places { codes.append(tooFewSeats(meeting)) }
        addTaken(of: host, besides: meeting, to: &codes)
        guard codes.isEmpty else { return .refused(codes) }
        return meeting.map { .joins($0) } ?? .free
    }

    /// The host's meeting at exactly this start and of exactly this length; one with room before one without.
    private func joinable(of host: HostTime) -> OpenMeeting? {
        guard !host.open.isEmpty, slot.start.isWholeMinute else { return nil }
        let same = host.open.filter { $0.interval == slot }
        return same.first { $0.seatsTaken + seats <= rules.places } ?? same.first
    }

    private func tooFewSeats(_ meeting: OpenMeeting?) -> Refusal {
        if kind == .class { return .noSeats }
        return meeting != nil && rules.places <= 1 ? .booked : .slotMax
    }

    private func hoursCodes(of host: HostTime) -> [Refusal] {
        guard let theirs = Self.stretch(of: host.hours, at: slot.start, length: duration),
            let grid = calendarStretch ?? theirs
        else { return [.outsideHours] }
        var codes: [Refusal] = []
        let start = slot.start.minuteRoundedDown
        let isWhole = slot.start.isWholeMinute
        if slot.end.minuteRoundedUp > min(theirs.reach, grid.reach) { codes.append(.duration) }
        if !isWhole || (start - grid.starts.lowerBound) % rules.step != 0 { codes.append(.offGrid) }
        return codes
    }

    private static func stretch(of hours: OpeningHours, at start: Instant, length: Int) -> OpenMinutes? {
        let minute = start.minuteRoundedDown
        return hours.openMinutes(within: minute..<minute + 1, length: length)
            .first { $0.starts.contains(minute) }
    }

    private func limitCodes(of host: HostTime) -> [Refusal] {
        let minute = slot.start.minuteRoundedDown
        let days = LocalDays(covering: minute..<minute + 1, in: host.hours.zone, reach: host.limits)
        return host.tally(on: days).reached(at: minute)
    }

    /// Adds what takes the host's time, each code once. A meeting that is joined does not stand in its own way.
    private func addTaken(of host: HostTime, besides meeting: OpenMeeting?, to codes: inout [Refusal]) {
        let own = meeting.flatMap { host.ownTime(of: $0) }
        for (index, busy) in host.busy.enumerated() where index != own {
            let forbidden = busy.forbiddenStarts(for: rules, duration: duration)
            guard forbidden.after < slot.start, slot.start < forbidden.before else { continue }
            let code = busy.interval.overlaps(slot) ? Refusal(busy.kind) : .buffer
            if !codes.contains(code) { codes.append(code) }
        }
    }
}

extension HostTime {
    /// The index of the busy time that is the meeting itself: booked, or only held so far.
    fileprivate func ownTime(of meeting: OpenMeeting) -> Int? {
        busy.firstIndex { $0.interval == meeting.interval && $0.kind == .booked }
            ?? busy.firstIndex { $0.interval == meeting.interval && $0.kind == .held }
    }
}
