/// One booking as an invitation that calendar programs understand (RFC 5545 and, for the methods, RFC 5546).
///
/// A booking keeps one ``uid`` for life; each change of it raises ``sequence``; its end is a
/// ``Method/cancel``. Programs match on these two, so they are the caller's to store.
package struct Invitation: Sendable, Equatable {
    /// What the mail asks of the receiving calendar (RFC 5546 section 1.4).
    package enum Method: String, Sendable, CaseIterable {
        /// Put the event into the calendar, or replace an older ``Invitation/sequence`` of it.
        case request = "REQUEST"
        /// Take the event out of the calendar.
        case cancel = "CANCEL"
        /// Show the event, with no attendee and no answer expected: for "add to calendar" downloads.
        case publish = "PUBLISH"
    }

    /// Whether the event stands.
    package typealias Status = CalendarEvent.Status

    /// Somebody who holds or attends the event.
    package struct Person: Sendable, Equatable {
        /// The name shown in calendars; nil or empty shows the address.
        package var name: String?
        /// A plain mail address, without `mailto:`.
        package var email: String

        /// Nothing is checked here, but when the invitation is written.
        package init(name: String?, email: String) {
            self.name = name
            self.email = email
        }
    }

    /// The event's identity, the same for life; any text unique in the world, by habit `id@host`.
    package var uid: String
    /// 0 at first, one more at each change of time, place or standing.
    package var sequence: Int
    /// What receivers shall do with it.
    package var method: Method
    /// Whether it stands; with a request or a cancellation it must agree with ``method``.
    package var status: Status
    /// The title, on one line: line breaks in it become spaces.
    package var summary: String
    /// Plain text of any length; line breaks are kept. Empty leaves the property out.
    package var description: String
    /// Where it happens: for an online meeting the attendee's own join link, which is then repeated as
    /// `CONFERENCE` (RFC 7986 section 5.11). Empty leaves the property out.
    package var location: String
    /// The page where the attendee moves or cancels the booking; nil leaves it out.
    package var url: String?
    /// First instant of the event, milliseconds since 1970 UTC, written to the second.
    package var start: Int64
    /// First instant after the event, milliseconds since 1970 UTC, after ``start``.
    package var end: Int64
    /// When this text was made (`DTSTAMP`), milliseconds since 1970 UTC.
    package var stamp: Int64
    /// Who holds the event: the host. Answers go to this address.
    package var organizer: Person
    /// Who booked it, and to whom the text is addressed; left out by ``Method/publish``.
    package var attendee: Person
    /// By whose clocks the times are written: the reader's own. Nil: in UTC.
    package var zone: EventZone?
    /// What a program writes on the way into the conference.
    package var conferenceLabel: String
    /// False (usual): the attendee chose the time, so is written as having accepted. True: their calendar
    /// program asks them to accept or decline and mails the answer to ``organizer``.
    package var asksReply: Bool

    /// Nothing is checked here, but in ``iCalendar()``.
    /// - Parameter status: by default cancelled for ``Method/cancel`` and confirmed otherwise.
    package init(
        uid: String, sequence: Int, method: Method, status: Status? = nil, summary: String,
        description: String = "", location: String = "", url: String? = nil, start: Int64, end: Int64,
        stamp: Int64, organizer: Person, attendee: Person, zone: EventZone? = nil,
        conferenceLabel: String = "Join the meeting", asksReply: Bool = false
    ) {
        self.uid = uid
        self.sequence = sequence
        self.method = method
        self.status = status ?? (method == .cancel ? .cancelled : .confirmed)
        self.summary = summary
        self.description = description
        self.location = location
        self.url = url
        self.start = start
        self.end = end
        self.stamp = stamp
        self.organizer = organizer
        self.attendee = attendee
        self.zone = zone
        self.conferenceLabel = conferenceLabel
        self.asksReply = asksReply
    }
}

extension Invitation {
    /// The event that it is about.
    var event: CalendarEvent {
        var event = CalendarEvent(
            uid: uid, sequence: sequence, status: status, summary: summary, start: start, end: end, stamp: stamp)
        event.description = description
        event.location = location
        event.conferenceLabel = conferenceLabel
        event.url = url
        return event
    }
}
