package import TimeZones

extension SlotFinder {
    /// Who can take the start, in the calendar's order: of a collective calendar all required hosts and the
    /// optional ones who are free, of any other whoever can.
    /// - Parameters:
    ///   - duration: minutes.
    ///   - seats: places wanted at once.
    /// - Throws: the refusal, as visitors are told it, when nobody can.
    package func takers(at start: Instant, duration: Int, seats: Int = 1) throws(Refusal) -> [Taker] {
        let examination = examine(start, duration: duration, seats: seats)
        if let refusal = examination.refusal { throw refusal }
        return examination.takers
    }

    /// Why, or why not, for staff: every reason there is, of the calendar and of each host.
    /// - Parameters:
    ///   - duration: minutes.
    ///   - seats: places wanted at once.
    package func explain(_ start: Instant, duration: Int, seats: Int = 1) -> Explanation {
        let examination = examine(start, duration: duration, seats: seats)
        return Explanation(
            start: start, duration: duration, refusal: examination.refusal,
            calendarCodes: examination.calendarCodes,
            hosts: zip(calendar.hosts, examination.outcomes).map { host, outcome in
                Explanation.HostReasons(
                    hostID: host.hostID, isRequired: host.isRequired, codes: outcome.codes)
            })
    }

    private func examine(_ start: Instant, duration: Int, seats: Int) -> Examination {
        let codes = calendarCodes(start, duration: duration)
        guard Self.moments.contains(start.milliseconds) else {
            let outside = calendar.hosts.map { _ in HostCheck.Outcome.refused([.outsideHours]) }
            return Examination(of: calendar, outcomes: outside, codes: codes, limits: [])
        }
        let length = min(max(duration, 0), Self.longest)
        let check = HostCheck(calendar, at: start, duration: length, seats: seats)
        var examination = Examination(
            of: calendar, outcomes: calendar.hosts.map(check.outcome), codes: codes,
            limits: reachedLimits(at: start))
        if !examination.takers.isEmpty, isHidden(start, duration: duration) { examination.hide() }
        return examination
    }

    private func reachedLimits(at start: Instant) -> [Refusal] {
        let limits = calendar.rules.limits
        guard !limits.isEmpty else { return [] }
        let minute = start.minuteRoundedDown
        let days = LocalDays(covering: minute..<minute + 1, in: calendar.zone, reach: limits)
        return Tally(calendar.meetings, on: days, limits: limits).reached(at: minute).reversed()
    }

    /// The milliseconds of the years 1 to 9999, with which one can reckon.
    private static let moments: Range<Int64> = -62_135_596_800_000..<253_402_300_800_000
    /// Minutes: a year. Nothing longer is offered, and every moment can be moved by it.
    private static let longest = 525_600
}
