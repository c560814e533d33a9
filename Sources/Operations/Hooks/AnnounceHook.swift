import Store
import TimeZones

extension Verbs {
    /// Tells the account's webhooks what has become of an appointment: writes what is to be sent into the transaction
    /// that changes it. It asks one question, by an index, where the account has no webhook.
    /// - Parameter former: the appointment as it was before; nil where it was not, or is as it was.
    func announce(
        _ event: HookEvent, about view: AppointmentView, was former: Appointment? = nil,
        in transaction: Transaction
    ) throws {
        let hooks = try transaction.hooks(of: view.account.id)
            .filter { $0.state != .disabled && $0.events.contains(event) }
        guard !hooks.isEmpty else { return }
        let eventID = surroundings.id("evt")
        let body = try HookBody(id: eventID, event, about: view, was: former, at: now).json
        try queue(
            event, eventID, body, about: view.appointment.id, to: hooks, in: transaction)
    }

    /// As above, of an appointment as it stands in the tables, which is read only where there is somebody to tell.
    func announce(
        _ event: HookEvent, about appointment: Appointment, was former: Appointment? = nil,
        in transaction: Transaction
    ) throws {
        guard try transaction.askHasHooks(of: appointment.accountID).first != nil,
            let view = try transaction.view(of: appointment)
        else { return }
        try announce(event, about: view, was: former, in: transaction)
    }

    /// As above, of each appointment that takes place in a meeting.
    func announce(_ event: HookEvent, about meeting: Meeting, in transaction: Transaction) throws {
        guard try transaction.askHasHooks(of: meeting.accountID).first != nil else { return }
        for appointment in try transaction.appointments(meetingID: meeting.id) where appointment.isActive {
            try announce(event, about: appointment, in: transaction)
        }
    }

    /// Promises a delivery to each. What is paused keeps its own until it is resumed, but for trials.
    /// - Returns: the deliveries, in the order of the webhooks.
    @discardableResult
    func queue(
        _ event: HookEvent, _ eventID: String, _ body: String, about subjectID: String, to hooks: [HookEndpoint],
        in transaction: Transaction
    ) throws -> [HookDelivery] {
        let deliveries = hooks.map { hook in
            HookDelivery(
                id: surroundings.id("dlv"), endpoint: hook, eventID: eventID, event: event, subjectID: subjectID,
                body: body, createdAt: now)
        }
        try transaction.insert(deliveries)
        for (hook, delivery) in zip(hooks, deliveries) where hook.state == .active || event == .test {
            transaction.promise(.deliverHook, delivery.id, due: now, at: now)
        }
        return deliveries
    }
}
