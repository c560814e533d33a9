package import Scheduling

/// What holds for a workflow as a whole.
package struct WorkflowSettings: Hashable, Sendable {
    /// Whether an appointment that has been through may enter again.
    package enum Reentry: String, CaseIterable, Sendable {
        case once
        /// When the trigger matches anew after it has left or come to the end.
        case again
    }

    /// On whose clocks days, months, windows and quiet hours are counted.
    package enum Clocks: String, CaseIterable, Sendable {
        case account, contact
    }

    /// The statuses that make an appointment leave when nothing else is said.
    package static let usualLeaving: Set<AppointmentStatus> = [.cancelled, .noshow, .invalid]

    package var reentry: Reentry
    package var clocks: Clocks
    /// When messages may go; nil is always.
    package var window: TimeWindow?
    /// When messages may not go, whatever the window.
    package var quietHours: QuietHours?
    /// The statuses that make an appointment leave, but for those the trigger asks for by name.
    package var leavesOn: Set<AppointmentStatus>

    package init(
        reentry: Reentry = .once, clocks: Clocks = .account, window: TimeWindow? = nil,
        quietHours: QuietHours? = nil, leavesOn: Set<AppointmentStatus> = WorkflowSettings.usualLeaving
    ) {
        (self.reentry, self.clocks, self.window) = (reentry, clocks, window)
        (self.quietHours, self.leavesOn) = (quietHours, leavesOn)
    }
}
