import Calendaring
package import Scheduling
import TimeZones

/// An invitation as the calendar of its reader would take it.
package struct ReceivedInvitation: Sendable {
    /// `REQUEST`, `CANCEL`
    package let method: String
    package let isCancellation: Bool
    package let summary: String
    package let sequence: Int
    package let interval: Interval

    /// Reads iCalendar text.
    package init(_ text: String) throws {
        let read = try InvitationSummary.parse(text)
        method = read.method
        isCancellation = read.method == Invitation.Method.cancel.rawValue
        summary = read.summary
        sequence = read.sequence
        interval = Interval(start: Instant(milliseconds: read.start), end: Instant(milliseconds: read.end))
    }
}
