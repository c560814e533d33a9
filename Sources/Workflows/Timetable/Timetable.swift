package import TimeZones

/// What one appointment gets, and when, as things stand: the planner run dry. Branches go by today's facts.
package struct Timetable: Sendable {
    /// One deed, done or left out.
    package struct Entry: Hashable, Sendable {
        package let at: Instant
        package let stepID: String
        package let deed: Deed
        /// Why it is left out; nil when it is done.
        package let omitted: Omission.Reason?
    }

    /// In order of time.
    package private(set) var entries: [Entry] = []
    /// Whether more would follow than is listed.
    package private(set) var isCut = false
    /// How it ends; nil when the list is cut.
    package private(set) var end: Enrollment.End?

    /// Deeds that are listed at most.
    private static let longest = 200

    /// What an appointment would get that entered at that moment.
    package init(_ planner: Planner, _ facts: Facts, from now: Instant) {
        self.init(planner, planner.start(version: 0, facts, at: now), facts, from: now)
    }

    /// What is still to come for one that has entered.
    package init(_ planner: Planner, _ enrollment: Enrollment, _ facts: Facts, from now: Instant) {
        var (enrollment, now) = (enrollment, now)
        while entries.count < Self.longest {
            let advance = planner.advance(enrollment, facts, at: now)
            add(advance, at: now)
            enrollment = advance.enrollment
            switch advance.next {
            case .wait(let until): now = until
            case .ended(let end):
                self.end = end
                return
            }
        }
        isCut = true
    }

    private mutating func add(_ advance: Advance, at now: Instant) {
        let done = advance.effects.map { Entry(at: now, stepID: $0.stepID, deed: $0.deed, omitted: nil) }
        let omitted = advance.omissions.map {
            Entry(at: now, stepID: $0.stepID, deed: $0.deed, omitted: $0.reason)
        }
        entries += done + omitted
    }
}
