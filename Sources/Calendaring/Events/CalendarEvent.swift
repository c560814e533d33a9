/// One event as every calendar text has it (RFC 5545, section 3.6.1), whoever it is told to and why.
package struct CalendarEvent: Sendable, Equatable {
    /// Whether the event stands (RFC 5545, section 3.8.1.11).
    package enum Status: String, Sendable, CaseIterable {
        /// It takes place.
        case confirmed = "CONFIRMED"
        /// It is held but not yet agreed to.
        case tentative = "TENTATIVE"
        /// It does not take place.
        case cancelled = "CANCELLED"
    }

    /// The event's identity, the same for life; any text unique in the world, by habit `id@host`.
    package var uid: String
    /// 0 at first, one more at each change of time, place or standing.
    package var sequence: Int
    /// Whether it stands. One that is cancelled takes nobody's time (`TRANSP`).
    package var status: Status
    /// The title, on one line: line breaks in it become spaces.
    package var summary: String
    /// Plain text of any length; line breaks are kept. Empty leaves the property out.
    package var description = ""
    /// Where it happens. A web address is repeated as `CONFERENCE` (RFC 7986, section 5.11). Empty leaves the property
    /// out.
    package var location = ""
    /// What a program writes on the way into the conference.
    package var conferenceLabel = "Join the meeting"
    /// A page about it; nil leaves it out.
    package var url: String?
    /// First instant of the event, milliseconds since 1970 UTC, written to the second.
    package var start: Int64
    /// First instant after the event, milliseconds since 1970 UTC, after ``start``.
    package var end: Int64
    /// `DTSTAMP`, milliseconds since 1970 UTC: when a message was made or, in a text without a method, when the event
    /// was changed last (RFC 5545, section 3.8.7.2).
    package var stamp: Int64
    /// `LAST-MODIFIED`, milliseconds since 1970 UTC; nil leaves it out.
    package var modified: Int64?

    /// Nothing is checked here, but when a text is written.
    package init(
        uid: String, sequence: Int, status: Status, summary: String, start: Int64, end: Int64, stamp: Int64
    ) {
        self.uid = uid
        self.sequence = sequence
        self.status = status
        self.summary = summary
        self.start = start
        self.end = end
        self.stamp = stamp
    }
}
