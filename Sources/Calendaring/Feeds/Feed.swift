/// A calendar that programs subscribe to and read again and again.
///
/// It has no `METHOD`: it is a snapshot of what there is, not a message about one event (RFC 5545, section 3.7.2), so it
/// needs neither organizer nor attendees, and nobody is asked for an answer. What is in it no more is over for its
/// readers.
package struct Feed: Sendable, Equatable {
    /// What readers call it, on one line: `NAME` (RFC 7986, section 5.1), and `X-WR-CALNAME` for those who know only that.
    package var name: String
    /// How many minutes a reader should wait before it asks again (RFC 7986, section 5.7), at least one.
    package var refreshMinutes: Int
    /// By whose clocks the events are written; nil: in UTC.
    package var zone: EventZone?
    /// Each with a ``CalendarEvent/uid`` of its own; may be none.
    package var events: [CalendarEvent]

    /// Nothing is checked here, but in ``iCalendar()``.
    package init(name: String, refreshMinutes: Int, zone: EventZone?, events: [CalendarEvent]) {
        self.name = name
        self.refreshMinutes = refreshMinutes
        self.zone = zone
        self.events = events
    }
}
