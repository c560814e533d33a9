import Operations
import Scheduling
import Store
import TimeZones

/// What staff can make of an appointment.
struct StatusActions {
    struct Button {
        let statusValue: String
        let statusLabel: String
        /// The style of its button.
        let buttonTone: String
        /// A `SeriesScope`; nil for the appointment alone.
        var statusScope: String?
    }

    let statusAction: String
    let buttons: [Button]
    /// What is done rarely.
    let quietButtons: [Button]
    let isDeclinable: Bool
    let canChange: Bool
    let canReassign: Bool
    let reassignAction: String
    let otherHosts: [Input.Choice]
    let moveHref: String
    let cancelAction: String
    let cancelLabel: String
    let cancelButton: String
    /// Whether it can be called invalid, which asks first, as cancelling does.
    let canSetAside: Bool
    let setAsideText: String
    let hasScopes: Bool
    let scopes: [ScopeOption]

    /// - Parameter whyUnchangeable: why it can be moved and cancelled no more.
    init(_ facts: AppointmentFacts, now: Instant, whyUnchangeable: String?) {
        let appointment = facts.view.appointment
        let path = "/app/appointments/\(appointment.id)"
        statusAction = "\(path)/status"
        cancelAction = "\(path)/cancel"
        moveHref = "\(path)/move"
        reassignAction = "\(path)/reassign"
        otherHosts = facts.otherHosts.map { Input.Choice($0.id, $0.name, isChosen: false) }
        canReassign = !otherHosts.isEmpty
        canChange = whyUnchangeable == nil
        isDeclinable = appointment.status == .new
        cancelLabel = isDeclinable ? "Decline this request" : "Cancel this appointment"
        cancelButton = isDeclinable ? "Decline it and tell the guest" : "Cancel it and tell the guest"
        canSetAside = appointment.status.canBecome(.invalid)
        setAsideText =
            appointment.isActive
            ? "The time is free again, the host is told, and the guest is not." : "Nobody is told."
        let lawful = Self.buttons(for: appointment, now: now) + Self.approvesAll(facts, now: now)
        buttons = lawful.filter { $0.buttonTone != "quiet" }
        quietButtons = lawful.filter { $0.buttonTone == "quiet" }
        scopes = ScopeOption.options(facts.series, of: facts.view, at: now, picked: .one)
        hasScopes = !scopes.isEmpty
    }

    /// Every lawful change, but for those that ask first.
    private static func buttons(for appointment: Appointment, now: Instant) -> [Button] {
        let status = appointment.status
        let hasBegun = appointment.interval.start <= now
        let order: [AppointmentStatus] = [.confirmed, .showed, .noshow, .new]
        return order.filter { other in
            guard status.canBecome(other) else { return false }
            if other.needsBegun { return hasBegun }
            // What is over cannot be approved or taken up again.
            let isTakenUp = !status.holdsPlace || status == .new
            return !(other.isActive && hasBegun && isTakenUp)
        }.map { other in
            Button(
                statusValue: other.rawValue, statusLabel: label(other, from: status),
                buttonTone: tone(other, from: status))
        }
    }

    /// Approves a whole series that has been asked for.
    private static func approvesAll(_ facts: AppointmentFacts, now: Instant) -> [Button] {
        let requests = (facts.series?.views ?? []).map(\.appointment)
            .filter { $0.status == .new && $0.interval.start > now }
        guard facts.view.appointment.status == .new, requests.count > 1 else { return [] }
        return [
            Button(
                statusValue: AppointmentStatus.confirmed.rawValue,
                statusLabel: "Approve all \(requests.count) of the series", buttonTone: "",
                statusScope: SeriesScope.all.rawValue)
        ]
    }

    private static func label(_ status: AppointmentStatus, from former: AppointmentStatus) -> String {
        switch status {
        case .confirmed: former == .new ? "Approve" : former.holdsPlace ? "Back to confirmed" : "Take it up again"
        case .new: former.holdsPlace ? "Back to unconfirmed" : "Take it up as a request"
        case .showed: "Showed"
        case .noshow: "No-show"
        case .invalid, .cancelled: status.label
        }
    }

    private static func tone(_ status: AppointmentStatus, from former: AppointmentStatus) -> String {
        switch status {
        case .confirmed where former == .new || !former.holdsPlace: "primary"
        case .showed where former.isActive: "primary"
        case .new: "quiet"
        default: ""
        }
    }
}
