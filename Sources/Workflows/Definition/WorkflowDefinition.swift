package import Scheduling

/// What a workflow does: which appointments enter it, and the steps they go through. Its name, and whether it is on,
/// are kept beside it.
package struct WorkflowDefinition: Hashable, Sendable {
    package var trigger: Trigger
    package var settings: WorkflowSettings
    /// In order; a branch holds lists of its own.
    package var steps: [Step]

    package init(trigger: Trigger, settings: WorkflowSettings = WorkflowSettings(), steps: [Step]) {
        (self.trigger, self.settings, self.steps) = (trigger, settings, steps)
    }

    /// Whether an appointment leaves when it gets that status: never for one that the trigger asks for by name, so
    /// that what follows up a no-show can run.
    package func leaves(on status: AppointmentStatus) -> Bool {
        settings.leavesOn.contains(status) && !trigger.statuses.contains(status)
    }
}

/// What keeps a workflow within bounds.
package enum WorkflowLimits {
    /// Steps of one workflow, those in branches included.
    package static let steps = 100
    /// Branches within branches.
    package static let nesting = 5
    /// Bytes of one text with custom values, in UTF-8.
    package static let templateBytes = 65_536
    /// Days of one wait; a month counts 31.
    package static let waitDays = 400
    /// Steps that one appointment takes in one workflow before it is taken out.
    package static let stepsTaken = 1000
}
