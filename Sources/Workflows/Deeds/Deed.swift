package import Scheduling

/// What a step does that is seen outside. Texts have custom values in them, put in at the moment of sending.
package enum Deed: Hashable, Sendable {
    case mail(MailStep)
    case sms(SMSStep)
    case notify(NoticeStep)
    case setStatus(AppointmentStatus)
    case addTag(String)
    case removeTag(String)
    /// On the contact; a text with custom values.
    case addNote(String)
    case webhook(WebhookStep)

    /// Whether it is a message to a person: what may be skipped, and keeps to windows and quiet hours.
    package var isMessage: Bool {
        switch self {
        case .mail, .sms, .notify: true
        case .setStatus, .addTag, .removeTag, .addNote, .webhook: false
        }
    }

    /// What sort of deed it is, for lists.
    package var label: String {
        switch self {
        case .mail: "E-mail"
        case .sms: "SMS"
        case .notify: "Internal notification"
        case .setStatus: "Status"
        case .addTag, .removeTag: "Tag"
        case .addNote: "Note"
        case .webhook: "Webhook"
        }
    }

    /// What it does, for lists: the subject of a mail, the beginning of an SMS.
    package var summary: String {
        switch self {
        case .mail(let mail): mail.subject
        case .sms(let sms): Self.beginning(of: sms.body)
        case .notify(let notice): notice.subject.isEmpty ? Self.beginning(of: notice.body) : notice.subject
        case .setStatus(let status): "Set the status to \(status.label)"
        case .addTag(let tag): "Add the tag “\(tag)”"
        case .removeTag(let tag): "Remove the tag “\(tag)”"
        case .addNote(let text): Self.beginning(of: text)
        case .webhook(let webhook): webhook.url
        }
    }

    private static func beginning(of text: String) -> String {
        let line = text.prefix { !$0.isNewline }
        return line.count > 80 ? "\(line.prefix(79))…" : String(line)
    }
}
