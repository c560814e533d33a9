package import Scheduling
package import Store
package import TimeZones

/// Several appointments by one rule.
package struct SeriesRequest: Sendable {
    /// What becomes of an occurrence that cannot be had.
    package enum ConflictPolicy: Hashable, Sendable {
        /// Nothing is booked.
        case refuse
        /// It is left out, and reported.
        case skip
        /// The next free start within a week takes its place; it is left out where there is none.
        case nextFree
        /// These starts take the place of those they are named for; the others are left out.
        case choose([Instant: Instant])
    }

    /// The first appointment; its start is where the rule begins.
    package var booking: BookingRequest
    /// RRULE (RFC 5545, section 3.3.10), daily, weekly or monthly, with an end.
    package var rule: String
    package var onConflict: ConflictPolicy

    package init(booking: BookingRequest, rule: String, onConflict: ConflictPolicy = .refuse) {
        self.booking = booking
        self.rule = rule
        self.onConflict = onConflict
    }
}

/// One appointment of a series, before it is booked, or when it could not be.
package struct Occurrence: Hashable, Sendable {
    package let interval: Interval
    /// Why it cannot be had; nil when it can.
    package let refusal: Refusal?
    /// The next start within a week that is free, when this one is not.
    package let nextFree: Interval?
}

/// What a rule would come to.
package struct SeriesPreview: Sendable {
    package let open: OpenCalendar
    /// The rule in words.
    package let words: String
    /// In order of time, every one of them.
    package let occurrences: [Occurrence]
}

/// What a series came to.
package struct BookedSeries: Sendable {
    package let seriesID: String
    package let views: [AppointmentView]
    /// What could not be had.
    package let left: [Occurrence]
}

/// Which appointments of a series a change is meant for.
package enum SeriesScope: String, CaseIterable, Sendable {
    case one
    /// This one and those after it.
    case following
    /// All that are still to come.
    case all
}

/// A series with its appointments.
package struct SeriesView: Sendable {
    package let series: Series
    /// The rule in words.
    package let words: String
    package let calendar: BookingCalendar
    /// In order of time.
    package let views: [AppointmentView]
}
