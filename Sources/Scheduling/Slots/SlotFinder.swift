package import TimeZones

/// Which starts can be booked on a calendar, and by which hosts. The same arithmetic shows slots and books them.
package struct SlotFinder: Sendable {
    package let rules: BookingRules
    package let now: Instant

    package init(rules: BookingRules, now: Instant) {
        self.rules = rules
        self.now = now
    }

    /// Every start within `window` at which at least one host is free, in order.
    package func starts(of hosts: [HostTime], within window: Interval) -> [Instant] {
        let bookable = Interval(
            start: max(window.start, rules.earliestStart(now: now), justAfter(now)),
            end: min(window.end, justAfter(rules.latestStart(now: now))))
        let perHost = hosts.map { freeStarts(of: $0, within: bookable) }
        guard perHost.count > 1 else { return perHost.first ?? [] }
        return Set(perHost.joined()).sorted()
    }

    private func justAfter(_ instant: Instant) -> Instant {
        Instant(milliseconds: instant.milliseconds + 1)
    }

    /// The hosts who can take a slot at `start`.
    /// - Throws: the refusal, when there are none.
    package func hosts(free start: Instant, among hosts: [HostTime]) throws(Refusal) -> [String] {
        if start <= now { throw .past }
        if start < rules.earliestStart(now: now) { throw .notice }
        if start > rules.latestStart(now: now) { throw .tooFar }
        var refusals: Set<Refusal> = []
        var free: [String] = []
        for host in hosts {
            if let refusal = refusal(for: start, host) {
                refusals.insert(refusal)
            } else {
                free.append(host.hostID)
            }
        }
        guard free.isEmpty else { return free }
        // The answer nearest to a booking is the most useful one.
        throw [.slotTaken, .connection, .offGrid].first { refusals.contains($0) } ?? .outsideHours
    }

    private func refusal(for start: Instant, _ host: HostTime) -> Refusal? {
        let slot = Interval(start: start, minutes: rules.duration)
        let open = host.hours.openStretches(within: slot).filter {
            $0.starts.contains(start) && slot.end <= $0.reach
        }
        guard !open.isEmpty else { return .outsideHours }
        let step = Int64(rules.interval) * 60_000
        let onGrid = open.contains { (start.milliseconds - $0.starts.start.milliseconds) % step == 0 }
        guard onGrid else { return .offGrid }
        guard host.canHost else { return .connection }
        let taken = host.busy.contains { busy in
            let forbidden = busy.forbiddenStarts(for: rules)
            return forbidden.after < start && start < forbidden.before
        }
        return taken ? .slotTaken : nil
    }

    private func freeStarts(of host: HostTime, within window: Interval) -> [Instant] {
        guard host.canHost, window.start < window.end else { return [] }
        let forbidden = host.busy.map { $0.forbiddenStarts(for: rules) }.sorted { $0.after < $1.after }
        var cursor = ForbiddenCursor(forbidden)
        let step = Int64(rules.interval) * 60_000
        let length = Int64(rules.duration) * 60_000
        var starts: [Instant] = []
        for open in host.hours.openStretches(within: window) {
            let behind = max(0, window.start.milliseconds - open.starts.start.milliseconds)
            var start = open.starts.start.milliseconds + (behind + step - 1) / step * step
            let last = min(
                open.starts.end.milliseconds - 1, open.reach.milliseconds - length, window.end.milliseconds - 1)
            while start <= last {
                let instant = Instant(milliseconds: start)
                if !cursor.forbids(instant) { starts.append(instant) }
                start += step
            }
        }
        return starts
    }
}

/// Walks once through sorted forbidden stretches while the asked starts grow.
private struct ForbiddenCursor {
    private let stretches: [(after: Instant, before: Instant)]
    private var next = 0
    private var reach: Instant?

    init(_ stretches: [(after: Instant, before: Instant)]) {
        self.stretches = stretches
    }

    mutating func forbids(_ start: Instant) -> Bool {
        while next < stretches.count, stretches[next].after < start {
            reach = reach.map { max($0, stretches[next].before) } ?? stretches[next].before
            next += 1
        }
        return reach.map { start < $0 } ?? false
    }
}

extension Refusal: Error {}
