import Scheduling
package import TimeZones

/// One appointment going through one workflow: where it stands, and what has been done. It is kept as JSON, and changes
/// only by `Planner.advance`.
package struct Enrollment: Hashable, Sendable {
    /// Why an enrollment is over.
    package enum End: String, CaseIterable, Codable, Sendable {
        /// There was no further step.
        case completed
        /// The appointment got a status that makes it leave.
        case left
        /// It took more steps than one may: the workflow goes round in circles.
        case tooManySteps = "too_many_steps"
        /// No message may ever go: window and quiet hours leave no time.
        case neverOpen = "never_open"
        /// The step at which it stood is no longer in the definition.
        case stepGone = "step_gone"
    }

    /// Where it stands.
    package enum Place: Hashable, Sendable {
        /// Before or in the step of that id.
        case step(String)
        case ended(End)
    }

    /// What it waits for, in the step at which it stands.
    enum Waiting: Hashable, Sendable {
        case delay, event
        /// That the message of the step may go, which was due then.
        case opening(due: Instant)
    }

    /// Things as they were when the first wait for the event was reached.
    struct Origin: Hashable, Codable, Sendable {
        let stepID: String
        let visits: [String: Int]
        let stepsTaken: Int

        private enum CodingKeys: String, CodingKey {
            case stepID = "step"
            case visits
            case stepsTaken = "steps_taken"
        }
    }

    /// Which version of the definition it goes through; the caller keeps them.
    package let version: Int
    package let startedAt: Instant
    /// The status with which the appointment entered.
    let startedWith: AppointmentStatus
    package var place: Place
    /// The start of the appointment when it was last looked at.
    var appointmentStart: Instant
    var waiting: Waiting?
    /// Whether messages are passed by until the next wait.
    var isSkipping = false
    var stepsTaken = 0
    /// How often each step has been entered.
    var visits: [String: Int] = [:]
    /// The waits that were begun (a time) or have been waited out (an event), by key, since one for the event last had
    /// to be waited for.
    var waits: [String: Instant] = [:]
    /// The keys of what has been done.
    package var done: Set<String> = []
    var origin: Origin?

    init(version: Int, at stepID: String?, facts: AppointmentFacts, now: Instant) {
        (self.version, startedAt, startedWith) = (version, now, facts.status)
        place = stepID.map(Place.step) ?? .ended(.completed)
        appointmentStart = facts.interval.start
    }

    /// Whether there is anything to come, unless the appointment moves.
    package var isOver: Bool {
        if case .ended = place { true } else { false }
    }
}
