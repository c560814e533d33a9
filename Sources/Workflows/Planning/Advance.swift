package import TimeZones

/// Something to do now.
package struct Effect: Hashable, Sendable {
    /// The step and how often it has been entered, such as `remind#1`: the same for the same deed of one enrollment
    /// whenever it is planned, so that a ledger can refuse it the second time.
    package let key: String
    package let stepID: String
    package let deed: Deed
}

/// A message that does not go out.
package struct Omission: Hashable, Sendable {
    package enum Reason: String, CaseIterable, Sendable {
        /// The wait before it was over before it began, and says to pass its messages by.
        case past
        /// The contact has no address that may be written to.
        case noEmail = "no_email"
        /// The contact has no number that may be written to.
        case noPhone = "no_phone"
        /// It was due before the appointment began, and may go only afterwards.
        case tooLate = "too_late"
    }

    package let key: String
    package let stepID: String
    package let deed: Deed
    package let reason: Reason
}

/// What follows from looking at an enrollment.
package struct Advance: Sendable {
    package enum Next: Hashable, Sendable {
        /// Look again at that moment, which is always a later one.
        case wait(until: Instant)
        case ended(Enrollment.End)
    }

    /// In the order in which they are to be done.
    package let effects: [Effect]
    package let omissions: [Omission]
    package let next: Next
    /// To be kept in the same transaction as the effects.
    package let enrollment: Enrollment
}

extension Omission.Reason {
    /// Why, for those who read the log.
    package var explanation: String {
        switch self {
        case .past: "Its time had passed already."
        case .noEmail: "The contact has no e-mail address."
        case .noPhone: "The contact has no phone number."
        case .tooLate: "It could have gone only after the appointment had begun."
        }
    }
}
