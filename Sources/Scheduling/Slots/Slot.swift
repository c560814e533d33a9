package import TimeZones

/// A start that can be booked.
package struct Slot: Hashable, Sendable {
    package let start: Instant
    /// The most places any host still has then; nil where a meeting has one place only.
    package let seatsLeft: Int?

    package init(start: Instant, seatsLeft: Int?) {
        self.start = start
        self.seatsLeft = seatsLeft
    }
}

/// A host who can take a start, perhaps by letting the guest join a meeting they already hold.
package struct Taker: Hashable, Sendable {
    package let hostID: String
    /// The id of the meeting that is joined; nil when a new one begins.
    package let joins: String?

    package init(hostID: String, joins: String?) {
        self.hostID = hostID
        self.joins = joins
    }
}
