package import Scheduling
package import TimeZones

/// What is known, at the moment of asking, of an appointment and of who booked it.
package struct Facts: Sendable {
    package var appointment: AppointmentFacts
    package var contact: ContactFacts
    /// The account's zone.
    package var zone: Zone

    package init(appointment: AppointmentFacts, contact: ContactFacts, zone: Zone) {
        (self.appointment, self.contact, self.zone) = (appointment, contact, zone)
    }

    /// The zone whose clocks a workflow goes by.
    package func zone(_ clocks: WorkflowSettings.Clocks) -> Zone {
        switch clocks {
        case .account: zone
        case .contact: contact.zone
        }
    }
}

/// Where a meeting takes place. The raw values are those of the tables and the API.
package enum LocationKind: String, CaseIterable, Sendable {
    case zoom, custom, phone, address, ask
}

/// What workflows go by, of an appointment.
package struct AppointmentFacts: Sendable {
    package var interval: Interval
    package var status: AppointmentStatus
    package var calendarID: String
    package var groupIDs: Set<String>
    package var hostIDs: Set<String>
    /// Whether it is one of a series.
    package var isRecurring: Bool
    /// Whether it has ever been moved.
    package var isRescheduled: Bool
    package var location: LocationKind

    package init(
        interval: Interval, status: AppointmentStatus, calendarID: String, groupIDs: Set<String> = [],
        hostIDs: Set<String> = [], isRecurring: Bool = false, isRescheduled: Bool = false,
        location: LocationKind = .zoom
    ) {
        (self.interval, self.status, self.calendarID) = (interval, status, calendarID)
        (self.groupIDs, self.hostIDs, self.isRecurring) = (groupIDs, hostIDs, isRecurring)
        (self.isRescheduled, self.location) = (isRescheduled, location)
    }
}

/// What workflows go by, of a contact.
package struct ContactFacts: Sendable {
    package var tags: Set<String>
    /// By key: `name`, `email`, `phone`, `timezone`, `notes` and the account's own; what is not there is empty.
    package var fields: [String: String]
    /// Whether mails can be sent to them, and may be.
    package var hasEmail: Bool
    /// Whether SMS can be sent to them, and may be.
    package var hasPhone: Bool
    package var zone: Zone

    package init(
        tags: Set<String> = [], fields: [String: String] = [:], hasEmail: Bool = true, hasPhone: Bool = true,
        zone: Zone
    ) {
        (self.tags, self.fields, self.hasEmail) = (tags, fields, hasEmail)
        (self.hasPhone, self.zone) = (hasPhone, zone)
    }

    /// Whether one of the tags is this one, whatever the capitals.
    func bears(_ tag: String) -> Bool {
        tags.contains(tag) || tags.contains { $0.lowercased() == tag.lowercased() }
    }
}
