package import Scheduling

/// Which appointments enter a workflow: the trigger “Appointment status”. Every filter that names something has to
/// hold; one that names nothing always does.
package struct Trigger: Hashable, Sendable {
    package enum EventType: String, CaseIterable, Sendable {
        case oneTime = "one_time"
        case recurring, either
    }

    /// Who caused a change.
    package enum Changer: Hashable, Sendable {
        case customer, api, workflow
        /// A member; any when there are no ids.
        case user(ids: Set<String>)
    }

    /// The statuses that let an appointment in when it is booked with them or gets them.
    package var statuses: Set<AppointmentStatus>
    package var eventType: EventType
    package var calendarIDs: Set<String>
    package var groupIDs: Set<String>
    /// Of the users who host it, one at least.
    package var hostIDs: Set<String>
    package var changedBy: [Changer]
    /// Of the contact's tags, one at least; capitals do not count.
    package var tags: Set<String>

    package init(
        statuses: Set<AppointmentStatus> = [], eventType: EventType = .either, calendarIDs: Set<String> = [],
        groupIDs: Set<String> = [], hostIDs: Set<String> = [], changedBy: [Changer] = [], tags: Set<String> = []
    ) {
        (self.statuses, self.eventType, self.calendarIDs) = (statuses, eventType, calendarIDs)
        (self.groupIDs, self.hostIDs, self.changedBy, self.tags) = (groupIDs, hostIDs, changedBy, tags)
    }
}

extension Trigger {
    /// Whether this event lets the appointment in. A move never does: who is in stays in.
    package func matches(_ event: AppointmentEvent) -> Bool {
        let appointment = event.facts.appointment
        return event.givesStatus
            && (statuses.isEmpty || statuses.contains(appointment.status))
            && matches(isRecurring: appointment.isRecurring)
            && (calendarIDs.isEmpty || calendarIDs.contains(appointment.calendarID))
            && (groupIDs.isEmpty || !groupIDs.isDisjoint(with: appointment.groupIDs))
            && (hostIDs.isEmpty || !hostIDs.isDisjoint(with: appointment.hostIDs))
            && (changedBy.isEmpty || changedBy.contains { $0.includes(event.actor) })
            && (tags.isEmpty || tags.contains(where: event.facts.contact.bears))
    }

    private func matches(isRecurring: Bool) -> Bool {
        switch eventType {
        case .either: true
        case .oneTime: !isRecurring
        case .recurring: isRecurring
        }
    }
}

extension Trigger.Changer {
    fileprivate func includes(_ actor: AppointmentEvent.Actor) -> Bool {
        switch (self, actor) {
        case (.customer, .customer), (.api, .api), (.workflow, .workflow): true
        case (.user(let ids), .user(let id)): ids.isEmpty || ids.contains(id)
        case (.customer, _), (.api, _), (.workflow, _), (.user, _): false
        }
    }
}
