package import TimeZones

/// One step of a workflow.
package struct Step: Hashable, Sendable, Identifiable {
    /// What a step is known by for ever, in the whole workflow: letters, digits, `-` and `_`.
    package let id: String
    package var action: Action

    package init(_ id: String, _ action: Action) {
        (self.id, self.action) = (id, action)
    }

    package enum Action: Hashable, Sendable {
        /// Waits a time.
        case wait(Delay)
        /// Waits until a moment that hangs on the appointment's start.
        case waitForEvent(EventWait)
        /// Does something that is seen outside.
        case perform(Deed)
        case branch(Branch)
        /// Goes on with the step of that id.
        case goTo(String)
        /// Comes to the end of the workflow, wherever it stands.
        case end
    }
}

/// A fork: one list of steps or the other; what follows the fork follows both.
package struct Branch: Hashable, Sendable {
    package enum Match: String, CaseIterable, Sendable {
        case all, any
    }

    package var match: Match
    package var conditions: [Condition]
    package var then: [Step]
    package var otherwise: [Step]

    package init(
        _ conditions: [Condition], match: Match = .all, then: [Step], otherwise: [Step] = []
    ) {
        (self.match, self.conditions, self.then, self.otherwise) = (match, conditions, then, otherwise)
    }

    /// Whether the first list is taken, on the clocks that the workflow goes by.
    package func holds(_ facts: Facts, on clocks: WorkflowSettings.Clocks, at now: Instant) -> Bool {
        let zone = facts.zone(clocks)
        return switch match {
        case .all: conditions.allSatisfy { $0.holds(facts, in: zone, at: now) }
        case .any: conditions.contains { $0.holds(facts, in: zone, at: now) }
        }
    }
}
