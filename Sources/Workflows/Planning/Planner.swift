package import Scheduling
package import TimeZones

/// Says what an enrollment does next. It is told the time and the facts, and does nothing itself: what it says can be shown
/// as well as carried out.
package struct Planner: Sendable {
    package let definition: WorkflowDefinition
    private let map: StepMap

    package init(_ definition: WorkflowDefinition) {
        self.definition = definition
        map = StepMap(definition.steps)
    }

    /// A new enrollment, before the first step; `advance` takes it from there.
    /// - Parameter version: of the definition.
    package func start(version: Int, _ facts: Facts, at now: Instant) -> Enrollment {
        Enrollment(version: version, at: map.first, facts: facts.appointment, now: now)
    }

    /// Goes on until the next wait or the end. To be called when an enrollment is new, when the moment it waits for has
    /// come, and whenever the appointment has changed; calling it more often changes nothing.
    ///
    /// A start that differs from the one last seen is a move. The enrollment then goes back to its first wait for the event
    /// and walks on from there, with everything it has done crossed out: nothing is done twice, and what was passed by
    /// or never reached gets its chance at the new time. That holds for one that has come to its end, too. A wait that was
    /// waited out before, and whose new moment has passed, is over; one that was never waited out goes by its own rule.
    package func advance(_ enrollment: Enrollment, _ facts: Facts, at now: Instant) -> Advance {
        var walk = Walk(definition: definition, map: map, facts: facts, now: now, enrollment: enrollment)
        return walk.run()
    }

    /// Whether the enrollment ends when its appointment gets that status; `advance` ends it. A status that the trigger
    /// asks for, or that the appointment entered with, ends nothing.
    package func leaves(_ enrollment: Enrollment, on status: AppointmentStatus) -> Bool {
        definition.leaves(on: status) && status != enrollment.startedWith
    }
}
