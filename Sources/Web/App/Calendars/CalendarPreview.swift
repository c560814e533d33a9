import Operations
import Store

/// What visitors see of a calendar, beside the form that sets it up.
struct CalendarPreview {
    let facts: CalendarFacts?
    let questions: [String]
    let hasPlaces: Bool
    let places: [String]
    let bookLabel: String
    /// Why there is nothing to see.
    let fault: String?

    init(_ open: OpenCalendar) {
        let policy = open.calendar.policy
        var facts = CalendarFacts(open, open.hosts)
        facts.changeRule = CutOff.line(policy)
        facts.needsApproval = policy.needsApproval
        facts.canRepeat = policy.maxOccurrences > 1
        facts.showsHosts = facts.hasHosts
        self.facts = facts
        places = open.offeredLocations.map(\.label)
        hasPlaces = !places.isEmpty
        questions =
            ["Your name", "E-mail"] + open.calendar.questions.map(\.label) + ["Anything we should know?"]
        bookLabel = policy.needsApproval ? "Ask for this time" : "Book this time"
        fault = nil
    }

    init(fault: String) {
        (facts, questions, hasPlaces, places, bookLabel) = (nil, [], false, [], "")
        self.fault = fault
    }
}
