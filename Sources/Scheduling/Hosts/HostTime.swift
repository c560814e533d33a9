import TimeZones

/// What is known of one host when slots are computed: open hours, what is taken, and whether a room can be made.
package struct HostTime: Sendable {
    package let hostID: String
    package let hours: WeeklyHours
    package let busy: [BusyTime]
    /// False while the host's Zoom connection is broken: such a host is not offered.
    package let canHost: Bool

    package init(hostID: String, hours: WeeklyHours, busy: [BusyTime], canHost: Bool = true) {
        self.hostID = hostID
        self.hours = hours
        self.busy = busy
        self.canHost = canHost
    }
}

/// A taken stretch of a host's time, with the quiet the taker wants around it.
package struct BusyTime: Hashable, Sendable {
    package let interval: Interval
    /// Minutes.
    package let bufferBefore: Int
    /// Minutes.
    package let bufferAfter: Int

    package init(interval: Interval, bufferBefore: Int = 0, bufferAfter: Int = 0) {
        self.interval = interval
        self.bufferBefore = bufferBefore
        self.bufferAfter = bufferAfter
    }

    /// The starts that this stretch forbids to a slot of these rules, both ends excluded: the wider of the two
    /// neighbours' buffers holds on each side.
    func forbiddenStarts(for rules: BookingRules) -> (after: Instant, before: Instant) {
        let lead = rules.duration + max(rules.bufferAfter, bufferBefore)
        let lag = max(rules.bufferBefore, bufferAfter)
        return (interval.start.adding(minutes: -lead), interval.end.adding(minutes: lag))
    }
}
