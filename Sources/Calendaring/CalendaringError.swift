/// What can go wrong when iCalendar text (RFC 5545) is written or read.
package enum CalendaringError: Error, Equatable, CustomStringConvertible {
    /// A value cannot be put into an invitation: `field` names it, `reason` says what was expected.
    case invalid(field: String, reason: String)
    /// The text given to ``InvitationSummary/parse(_:)`` holds no event that can be read.
    case unreadable(reason: String)
    /// libical could not allocate or write: in practice, the process is out of memory.
    case library(function: String)

    /// One English sentence: what happened, to what, and what to do.
    package var description: String {
        switch self {
        case .invalid(let field, let reason):
            "The invitation cannot be written: its \(field) \(reason)."
        case .unreadable(let reason):
            "The iCalendar text cannot be read: \(reason)."
        case .library(let function):
            "libical's \(function) failed, which happens when memory is short: try again later."
        }
    }
}
