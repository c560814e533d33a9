package import Scheduling
package import TimeZones

/// One question that a branch asks about the appointment or its contact.
package struct Condition: Hashable, Sendable {
    package var test: Test
    /// Whether the answer has to be no.
    package var isNegated: Bool

    package init(_ test: Test, not isNegated: Bool = false) {
        (self.test, self.isNegated) = (test, isNegated)
    }

    package enum Test: Hashable, Sendable {
        /// One of these.
        case status(Set<AppointmentStatus>)
        case calendar(Set<String>)
        /// One of these users hosts it.
        case host(Set<String>)
        case location(Set<LocationKind>)
        case starts(DayTest)
        case ends(DayTest)
        case isRescheduled
        case isRecurring
        case hasEmail
        case hasPhone
        /// The contact bears this tag; capitals do not count.
        case hasTag(String)
        /// The contact's field of that key.
        case field(String, FieldTest)
    }

    /// A day on the workflow's clocks.
    package enum DayTest: Hashable, Sendable {
        case today, tomorrow, yesterday
        case on(CivilDate)
        case before(CivilDate)
        case after(CivilDate)
    }

    /// Capitals and white space around do not count.
    package enum FieldTest: Hashable, Sendable {
        case empty
        case equals(String)
        case contains(String)
    }
}
