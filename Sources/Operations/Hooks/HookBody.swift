import Foundation
import Scheduling
import Store
import TimeZones

/// What a webhook is sent: made when something happens, and never changed afterwards. Its shape is promised in
/// docs/api.md; members may be added to it, none is ever taken away.
struct HookBody: Encodable {
    struct Told: Encodable {
        let id: String
        let name: String
    }

    struct Owner: Encodable {
        let id: String
        let slug: String
        let name: String

        init(_ account: Account) {
            (id, slug, name) = (account.id, account.slug, account.name)
        }
    }

    struct Problem: Encodable {
        let code: String
        let message: String
    }

    /// An appointment as it was before.
    struct Previous: Encodable {
        let status: String
        let start: String
        let end: String

        init(_ appointment: Appointment) {
            status = appointment.status.rawValue
            (start, end) = (appointment.interval.start.rfc3339, appointment.interval.end.rfc3339)
        }
    }

    private enum Content: Encodable {
        case change(HookAppointment, from: Previous?)
        case trial

        private enum CodingKeys: String, CodingKey {
            case appointment, previous, message
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            switch self {
            case .change(let appointment, let previous):
                try container.encode(appointment, forKey: .appointment)
                try container.encode(previous, forKey: .previous)
            case .trial:
                try container.encode(
                    "Nothing has happened: somebody tries this webhook out.", forKey: .message)
            }
        }
    }

    private enum CodingKeys: String, CodingKey {
        case id, type, account, data
        case createdAt = "created_at"
    }

    private let id: String
    private let type: String
    private let createdAt: String
    private let account: Owner
    private let data: Content

    init(
        id: String, _ event: HookEvent, about view: AppointmentView, was former: Appointment?, at now: Instant
    ) {
        (self.id, type, createdAt) = (id, event.rawValue, now.rfc3339)
        account = Owner(view.account)
        data = .change(HookAppointment(view), from: former.map(Previous.init))
    }

    /// That of a trial.
    init(id: String, trialOf account: Account, at now: Instant) {
        (self.id, type, createdAt) = (id, HookEvent.test.rawValue, now.rfc3339)
        (self.account, data) = (Owner(account), .trial)
    }

    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
            return String(decoding: try encoder.encode(self), as: UTF8.self)
        }
    }
}

/// An appointment as a webhook is told of it: as the API answers it, but for what only those concerned should have:
/// answers, notes, and anybody's links.
struct HookAppointment: Encodable {
    private enum CodingKeys: String, CodingKey {
        case id, status, start, end, timezone, calendar, host, contact, seats, location, sequence
        case seriesID = "series_id"
        case formerStart = "former_start"
        case cancelReason = "cancel_reason"
        case createdAt = "created_at"
    }

    private struct Contact: Encodable {
        let id: String
        let name: String
        let email: String
    }

    private struct Location: Encodable {
        let kind: String
        let state: String
        /// Zoom's own address is nobody's to have: everybody has a join link instead.
        let text: String?
        let problem: HookBody.Problem?

        init(_ view: AppointmentView) {
            let place = view.place
            (kind, state) = (place.kind.rawValue, place.state.rawValue)
            text = place.kind == .zoom ? nil : place.text
            let room = view.room
            problem =
                room?.isOpen ?? true
                ? nil : room?.problem.map { HookBody.Problem(code: room?.problemCode ?? "unknown", message: $0) }
        }
    }

    private let view: AppointmentView

    init(_ view: AppointmentView) {
        self.view = view
    }

    /// What is absent is written as null, so that the shape is always the same.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        let appointment = view.appointment
        let guest = appointment.guest
        try container.encode(appointment.id, forKey: .id)
        try container.encode(appointment.status.rawValue, forKey: .status)
        try container.encode(appointment.interval.start.rfc3339, forKey: .start)
        try container.encode(appointment.interval.end.rfc3339, forKey: .end)
        try container.encode(guest.zone, forKey: .timezone)
        try container.encode(HookBody.Told(id: view.calendar.id, name: view.calendar.name), forKey: .calendar)
        try container.encode(view.host.map { HookBody.Told(id: $0.id, name: $0.name) }, forKey: .host)
        try container.encode(
            Contact(id: appointment.contactID, name: guest.name, email: guest.email), forKey: .contact)
        try container.encode(appointment.seats, forKey: .seats)
        try container.encode(Location(view), forKey: .location)
        try container.encode(appointment.sequence, forKey: .sequence)
        try container.encode(appointment.seriesID, forKey: .seriesID)
        try container.encode(appointment.formerStart?.rfc3339, forKey: .formerStart)
        try container.encode(appointment.cancelReason, forKey: .cancelReason)
        try container.encode(appointment.createdAt.rfc3339, forKey: .createdAt)
    }
}
