/// What can go wrong when iCalendar text (RFC 5545) is written or read.
package enum CalendaringError: Error, Equatable, CustomStringConvertible {
    /// A value cannot be put into a calendar text: `field` names it, `reason` says what was expected.
    case invalid(field: String, reason: String)
    /// The text given to ``InvitationSummary/parse(_:)`` holds no event that can be read.
    case unreadable(reason: String)
    /// A recurrence rule, or the start it was given, cannot be used: `fault` carries the code, `sentence` says
    /// to people what is wrong with what.
    case rule(RuleFault, sentence: String)
    /// libical could not allocate or write: in practice, the process is out of memory.
    case library(function: String)

    /// Why a recurrence rule is refused; the raw value is the code that programs match on.
    package enum RuleFault: String, CaseIterable, Sendable {
        /// It is not what RFC 5545 section 3.3.10 describes.
        case badRule = "bad_rule"
        /// It has neither COUNT nor UNTIL, so would never end.
        case noEnd = "no_end"
        /// RFC 5545 or an extension of it allows it, but it is no rule one can book by.
        case unsupported
        /// It is longer than ``RecurrenceRule/longest``.
        case tooLong = "too_long"
        /// A number in it, or the start, lies outside what is allowed.
        case outOfRange = "out_of_range"
    }

    /// What programs match on; of a rule, its ``RuleFault``.
    package var code: String {
        switch self {
        case .invalid: "invalid"
        case .unreadable: "unreadable"
        case .rule(let fault, _): fault.rawValue
        case .library: "library"
        }
    }

    /// One English sentence: what happened, to what, and what to do.
    package var description: String {
        switch self {
        case .invalid(let field, let reason):
            "The iCalendar text cannot be written: its \(field) \(reason)."
        case .unreadable(let reason):
            "The iCalendar text cannot be read: \(reason)."
        case .rule(_, let sentence):
            sentence
        case .library(let function):
            "libical's \(function) failed, which happens when memory is short: try again later."
        }
    }
}
