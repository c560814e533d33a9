import Scheduling
package import Store
import TimeZones

extension Verbs {
    /// Why a guest may no longer move the appointment; nil when they may.
    package func whyUnmovable(_ view: AppointmentView) -> String? {
        whyUnchangeable(view.appointment)
            ?? cutOff(view.calendar.policy.moveCutoff, of: view.appointment, "moved")
    }

    /// Why a guest may no longer cancel the appointment; nil when they may.
    package func whyUncancellable(_ view: AppointmentView) -> String? {
        whyUnchangeable(view.appointment)
            ?? cutOff(view.calendar.policy.cancelCutoff, of: view.appointment, "cancelled")
    }

    /// Why nobody can move or cancel the appointment any more; nil when it is still to come.
    package func whyUnchangeable(_ appointment: Appointment) -> String? {
        switch appointment.status {
        case .cancelled: return "This appointment has been cancelled."
        case .invalid: return "This appointment has been set aside."
        case .showed, .noshow: return "This appointment is over."
        case .new, .confirmed: return appointment.interval.start <= now ? "This appointment has begun." : nil
        }
    }

    func requireChangeable(_ appointment: Appointment) throws(OperationError) {
        if let reason = whyUnchangeable(appointment) { throw OperationError(.conflict, "not_changeable", reason) }
    }

    /// - Throws: `too_late` when a guest comes after the calendar's cut-off.
    func requireBefore(_ cutOff: Int?, _ appointment: Appointment, _ what: String, isStaff: Bool)
        throws(OperationError)
    {
        if isStaff { return }
        if let reason = self.cutOff(cutOff, of: appointment, what) {
            throw OperationError(.conflict, "too_late", reason)
        }
    }

    private func cutOff(_ minutes: Int?, of appointment: Appointment, _ what: String) -> String? {
        guard let minutes, appointment.interval.start.adding(minutes: -minutes) <= now else { return nil }
        return "It could be \(what) until \(Dates.lead(minutes: minutes)) before it begins. Please ask directly."
    }
}
