import TimeZones

/// A taken stretch of a host's time, with the quiet the taker wants around it.
package struct BusyTime: Hashable, Sendable {
    /// What takes it. The raw value is the code of the refusal.
    package enum Kind: String, Sendable {
        /// A meeting.
        case booked
        /// A visitor who is filling in the form.
        case held
        /// The host's own note that they cannot.
        case blocked
        case timeOff = "time_off"
        /// An event of another calendar, or a meeting of Zoom's own.
        case external
        /// A room or a piece of equipment that the calendar needs.
        case resource
    }

    package let interval: Interval
    /// Minutes.
    package let bufferBefore: Int
    /// Minutes.
    package let bufferAfter: Int
    package let kind: Kind

    package init(interval: Interval, bufferBefore: Int = 0, bufferAfter: Int = 0, kind: Kind = .booked) {
        self.interval = interval
        self.bufferBefore = bufferBefore
        self.bufferAfter = bufferAfter
        self.kind = kind
    }

    /// The starts that this stretch forbids to a slot of these rules, both ends excluded: the wider of the two
    /// neighbours' buffers holds on each side.
    func forbiddenStarts(for rules: BookingRules, duration: Int) -> (after: Instant, before: Instant) {
        (interval.start.adding(minutes: -lead(rules, duration)), interval.end.adding(minutes: lag(rules)))
    }

    /// The same in whole minutes since 1970.
    func forbiddenMinutes(for rules: BookingRules, duration: Int) -> Range<Int> {
        let after = interval.start.minuteRoundedDown - lead(rules, duration)
        return after + 1..<max(after + 1, interval.end.minuteRoundedUp + lag(rules))
    }

    private func lead(_ rules: BookingRules, _ duration: Int) -> Int {
        duration + max(rules.bufferAfter, bufferBefore)
    }

    private func lag(_ rules: BookingRules) -> Int {
        max(rules.bufferBefore, bufferAfter)
    }

    /// Whether it is a meeting, and so counts against limits.
    var isMeeting: Bool { kind == .booked || kind == .held }
}

extension Refusal {
    init(_ kind: BusyTime.Kind) {
        self =
            switch kind {
            case .booked: .booked
            case .held: .held
            case .blocked: .blocked
            case .timeOff: .timeOff
            case .external: .external
            case .resource: .resource
            }
    }
}
