/// How an appointment stands with a workflow already.
package enum Standing: Hashable, Sendable {
    case never, enrolled
    /// It has left, or has come to the end.
    case ended
}

extension WorkflowDefinition {
    /// Whether this event enrols the appointment. Once in, an appointment is in once only. What a workflow has caused
    /// never enrols a second time, so that two of them cannot wake each other for ever.
    package func admits(_ event: AppointmentEvent, _ standing: Standing) -> Bool {
        guard trigger.matches(event) else { return false }
        return switch standing {
        case .never: true
        case .enrolled: false
        case .ended: settings.reentry == .again && event.actor != .workflow
        }
    }
}
