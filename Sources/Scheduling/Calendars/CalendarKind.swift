/// What sort of thing is booked. The raw value is what the API and the tables say.
package enum CalendarKind: String, CaseIterable, Sendable {
    /// Any one host; whoever's turn it is.
    case roundRobin = "round_robin"
    /// All required hosts at once.
    case collective
    /// One host and many places.
    case `class`
    /// One host, often of the visitor's choice, and several lengths.
    case service
    /// The one host.
    case personal
    /// Nobody: the calendar's own hours decide.
    case unassigned
}
