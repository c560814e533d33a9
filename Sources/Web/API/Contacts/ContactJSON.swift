import Operations
import Scheduling
import Store
import TimeZones

extension ContactForm {
    /// Reads a body.
    /// - Parameter current: the contact as it is; nil for a new one.
    init(_ body: BodyFields, of current: JSONValue?) {
        self.init()
        body.readOnly(["id", "created_at", "updated_at"], of: current)
        name = body.text("name") ?? name
        email = body.text("email") ?? email
        phone = body.text("phone") ?? phone
        zone = body.text("timezone") ?? zone
        notes = body.text("notes") ?? notes
        ownerID = body.text("owner_id") ?? ownerID
        tags = body.texts("tags")?.joined(separator: ",") ?? tags
        fields = body.texts(byName: "fields") ?? fields
    }

    /// A field of the form as it is named in a body.
    static let names = ["owner": "owner_id"]
}

extension JSONValue {
    /// A contact as they can be sent back.
    init(_ contact: Contact, tags: [String]) {
        self.init([
            "id": contact.id, "name": contact.name, "email": contact.email, "phone": contact.phone,
            "timezone": contact.zone, "notes": contact.notes, "owner_id": contact.ownerID, "tags": tags,
            "fields": JSONValue(contact.fields), "created_at": contact.createdAt,
            "updated_at": contact.updatedAt,
        ])
    }

    init(_ view: ContactView) {
        self.init(view.contact, tags: view.tags)
    }

    /// Everything that an account keeps about a person, to hand over to them.
    init(everythingOf view: ContactView) {
        self.init([
            "contact": JSONValue(view), "appointments": view.appointments.map { JSONValue(kept: $0) },
            "messages": view.messages.map { JSONValue(kept: $0) }, "history": view.history.map { JSONValue($0) },
        ])
    }

    private init(kept line: AppointmentLine) {
        let appointment = line.appointment
        self.init([
            "id": appointment.id, "calendar": line.calendarName, "host": line.hostName,
            "status": appointment.status.rawValue, "start": appointment.interval.start,
            "end": appointment.interval.end, "timezone": appointment.guest.zone, "name": appointment.guest.name,
            "email": appointment.guest.email, "notes": appointment.notes,
            "location": line.location.kind == .ask ? appointment.locationAnswer : line.location.kind.rawValue,
            "answers": appointment.answers.map {
                JSONValue(["label": $0.label, "answer": $0.answer])
            },
            "consent": appointment.consent.map {
                JSONValue(["text": $0.text, "at": Instant(milliseconds: $0.at), "address": $0.address])
            },
            "cancel_reason": appointment.cancelReason, "created_at": appointment.createdAt,
        ])
    }

    private init(kept message: Message) {
        self.init([
            "kind": message.kind.rawValue, "to": message.recipientEmail, "subject": message.subject,
            "state": message.state.rawValue, "created_at": message.createdAt,
        ])
    }

    private init(_ texts: [String: String]) {
        self = .object(texts.mapValues { .text($0) })
    }
}
