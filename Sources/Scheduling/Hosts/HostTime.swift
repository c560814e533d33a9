/// What is known of one host when slots are computed: open hours, what is taken, and whether a room can be made.
package struct HostTime: Sendable {
    package let hostID: String
    package let hours: OpeningHours
    /// Everything that takes the host's time, the meetings in `open` included. Where a calendar looks busy, of
    /// whole local days, so that what is hidden does not change as the day goes by.
    package let busy: [BusyTime]
    /// This calendar's meetings of this host.
    package let open: [OpenMeeting]
    /// The host's own limits, over all calendars: their booked and held times count, by the days of their own
    /// zone.
    package let limits: Limits
    /// False while the host's Zoom connection is broken: such a host is not offered.
    package let canHost: Bool
    /// False for the optional hosts of a collective calendar.
    package let isRequired: Bool

    package init(
        hostID: String, hours: OpeningHours, busy: [BusyTime], open: [OpenMeeting] = [], limits: Limits = .none,
        canHost: Bool = true, isRequired: Bool = true
    ) {
        self.hostID = hostID
        self.hours = hours
        self.busy = busy
        self.open = open
        self.limits = limits
        self.canHost = canHost
        self.isRequired = isRequired
    }
}
