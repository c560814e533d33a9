import Foundation
import Operations
import Scheduling
import Store
import TimeZones

/// One contact with everything about them.
struct ContactPage {
    struct Pair {
        let pairLabel: String
        let pairText: String
    }

    struct Tag {
        let tagName: String
        /// Everybody who bears it.
        let tagHref: String
    }

    struct BookChoice {
        let bookHref: String
        let bookCalendar: String
    }

    let contactName: String
    let contactEmail: String
    let phone: String?
    let phoneHref: String?
    let initials: String
    let ownerLine: String
    let zoneLine: String
    let tags: [Tag]
    let hasTags: Bool
    let notes: String?
    let hasPairs: Bool
    let pairs: [Pair]
    let addedAt: String
    let editHref: String
    let hasBookChoices: Bool
    let bookChoices: [BookChoice]
    let noteAction: String
    let note: String
    let noteError: String?
    let hasUpcoming: Bool
    let upcoming: [TimelineEntry]
    let hasTimeline: Bool
    let timeline: [TimelineEntry]
    /// For admins: taking the data along, and taking it away.
    let data: PersonalData?

    struct PersonalData {
        let exportHref: String
        let eraseAction: String
        let eraseError: String?
    }

    init(
        _ view: ContactView, _ session: Session, _ calendars: [BookingCalendar], _ dates: Dates, zone: Zone?,
        now: Instant, note: String, error: OperationError?
    ) {
        let contact = view.contact
        let path = Site.path(contact)
        (contactName, contactEmail, initials) = (contact.name, contact.email, Initials.of(contact.name))
        phone = contact.phone.isEmpty ? nil : contact.phone
        phoneHref = WebLink.phone(contact.phone)
        ownerLine = view.ownerName ?? "Nobody in particular"
        zoneLine =
            zone.map { "\(Dates(zone: $0).zoneName(at: now)), now \(Dates(zone: $0).clock(now))" } ?? contact.zone
        tags = view.tags.map { Tag(tagName: $0, tagHref: "/app/contacts?\(PickerLinks.query([("tag", $0)]))") }
        hasTags = !tags.isEmpty
        notes = contact.notes.isEmpty ? nil : contact.notes
        pairs = view.fields.compactMap { field in
            contact.fields[field.question.key].map { Pair(pairLabel: field.question.label, pairText: $0) }
        }
        hasPairs = !pairs.isEmpty
        addedAt = dates.stamp(contact.createdAt)
        editHref = "\(path)/edit"
        bookChoices = calendars.map {
            BookChoice(
                bookHref: "\(CalendarSection.book.path($0.id))?contact=\(contact.id)", bookCalendar: $0.name)
        }
        hasBookChoices = !bookChoices.isEmpty
        noteAction = "\(path)/note"
        self.note = note
        noteError = error?.message(of: "note")
        let ahead = view.appointments.filter { $0.appointment.isActive && $0.appointment.interval.end > now }
        upcoming = ahead.reversed().map { TimelineEntry($0, dates) }
        hasUpcoming = !upcoming.isEmpty
        let past = view.appointments.filter { line in !ahead.contains { $0.appointment.id == line.appointment.id }
        }
        timeline =
            (past.map { TimelineEntry($0, dates) } + view.messages.map { TimelineEntry($0, dates) }
            + view.history.map { TimelineEntry($0, dates) }).sorted { $0.at > $1.at }
        hasTimeline = !timeline.isEmpty
        data =
            session.isAdmin
            ? PersonalData(
                exportHref: "\(path)/export", eraseAction: "\(path)/erase",
                eraseError: error.flatMap { $0.message(of: "sure") ?? ($0.kind == .conflict ? $0.message : nil) })
            : nil
    }
}

/// Something that happened between a contact and the account.
struct TimelineEntry {
    let at: Instant
    let entryIcon: String
    let what: String
    let href: String?
    let when: String
    let tagLabel: String?
    let tagTone: String
    /// Of a note: what it says.
    let text: String?

    init(_ line: AppointmentLine, _ dates: Dates) {
        let appointment = line.appointment
        let status = StatusWords(appointment.status)
        at = appointment.interval.start
        entryIcon = line.location.kind == .zoom ? "icon_video" : "icon_calendar"
        what = "\(line.calendarName) with \(line.hostName)"
        href = "/app/appointments/\(appointment.id)"
        when = dates.whole(appointment.interval)
        (tagLabel, tagTone) = (status.label, status.tone)
        text = nil
    }

    init(_ message: Message, _ dates: Dates) {
        let mail = Mail(message, dates)
        at = message.createdAt
        entryIcon = "icon_mail"
        what = mail.subject
        href = message.appointmentID.map { "/app/appointments/\($0)" }
        when = mail.sentAt
        (tagLabel, tagTone) = (mail.messageState, mail.messageTone)
        text = nil
    }

    init(_ entry: HistoryEntry, _ dates: Dates) {
        at = entry.at
        let isNote = entry.event == "contact_note"
        entryIcon = isNote ? "icon_talk" : "icon_person"
        let detail = entry.detail.isEmpty || isNote ? "" : ": \(entry.detail)"
        what = "\(Self.words[entry.event] ?? entry.event)\(detail)"
        href = nil
        when = "\(dates.stamp(entry.at)), \(entry.actor)"
        (tagLabel, tagTone) = (nil, "")
        text = isNote ? entry.detail : nil
    }

    private static let words = [
        "contact_added": "Added", "contact_changed": "Changed", "contact_note": "Note",
        "contact_merged": "Merged with", "contact_imported": "Imported",
    ]
}
