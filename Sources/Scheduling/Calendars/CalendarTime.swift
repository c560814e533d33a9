package import TimeZones

/// A calendar with everything that decides about its slots.
package struct CalendarTime: Sendable {
    /// Seeds what "look busy" hides.
    package let id: String
    package let kind: CalendarKind
    package let rules: BookingRules
    /// Where its days, weeks, months and dates are counted.
    package let zone: Zone
    /// The calendar's own hours: hosts' hours are cut to them, and the grid of starts is counted from them.
    package let hours: OpeningHours?
    /// In the calendar's order. A calendar without hosts has one that bears the calendar's own id.
    package let hosts: [HostTime]
    /// The starts of the calendar's own meetings, within `Limits.reach` of what is asked.
    package let meetings: [Instant]

    package init(
        id: String, kind: CalendarKind, rules: BookingRules, zone: Zone, hours: OpeningHours? = nil,
        hosts: [HostTime], meetings: [Instant] = []
    ) {
        self.id = id
        self.kind = kind
        self.rules = rules
        self.zone = zone
        self.hours = hours
        self.hosts = hosts
        self.meetings = meetings
    }

    /// Whether a start depends on this host: the optional hosts of a collective calendar never matter.
    func needs(_ host: HostTime) -> Bool {
        kind != .collective || host.isRequired
    }

    /// Percent of a day's starts that look busy. Classes never do: their guests see the places left.
    var lookBusy: Int {
        kind == .class ? 0 : min(max(rules.lookBusy, 0), 90)
    }
}
