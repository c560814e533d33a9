import Foundation

extension DefinitionCheck {
    mutating func look(at deed: Deed, _ path: String) {
        switch deed {
        case .mail(let mail):
            look(atText: mail.subject, "\(path).mail.subject", "The subject")
            look(atText: mail.body, "\(path).mail.body", "The text")
            look(atText: mail.replyTo, "\(path).mail.reply_to", "The address", isRequired: false)
            if mail.receivers.isEmpty {
                fault("\(path).mail.to", "no_receiver", "Nobody gets this mail. Choose the contact or the guests.")
            }
            if !mail.replyTo.isEmpty, !Self.mayBeAddress(mail.replyTo) {
                fault("\(path).mail.reply_to", "bad_email", Self.badAddress)
            }
        case .sms(let sms): look(atText: sms.body, "\(path).sms.body", "The text")
        case .notify(let notice): look(at: notice, "\(path).notify")
        case .addTag(let tag): look(atTag: tag, "\(path).add_tag.tag")
        case .removeTag(let tag): look(atTag: tag, "\(path).remove_tag.tag")
        case .addNote(let text): look(atText: text, "\(path).add_note.body", "The note")
        case .webhook(let webhook): look(at: webhook, "\(path).webhook")
        case .setStatus: break
        }
    }

    private mutating func look(at notice: NoticeStep, _ path: String) {
        if notice.channels.isEmpty {
            fault("\(path).channels", "empty", "Choose at least one of: email, sms, in_app.")
        }
        look(
            atText: notice.subject, "\(path).subject", "The subject", isRequired: notice.channels != [.sms])
        look(atText: notice.body, "\(path).body", "The text")
        guard case .address(let address) = notice.receiver else { return }
        if notice.channels.contains(.inApp) {
            fault(
                "\(path).channels", "not_in_app",
                "Only members are reached in the app. Leave out in_app, or choose them.")
        }
        if notice.channels.isSuperset(of: [.email, .sms]) {
            fault("\(path).channels", "two_kinds", "One address is for mail or for SMS. Make two steps of it.")
        } else if notice.channels.contains(.email), !Self.mayBeAddress(address) {
            fault("\(path).address", "bad_email", Self.badAddress)
        } else if notice.channels.contains(.sms), !Self.mayBeNumber(address) {
            fault(
                "\(path).address", "bad_phone", "This is not a phone number. It should look like +49 30 1234567.")
        }
    }

    private mutating func look(at webhook: WebhookStep, _ path: String) {
        let url = URLComponents(string: webhook.url)
        let schemes = known.allowsHTTP ? ["https", "http"] : ["https"]
        if url?.scheme.map({ schemes.contains($0.lowercased()) }) != true || url?.host?.isEmpty != false {
            fault("\(path).url", "bad_url", "This has to be an address such as https://example.com/hook.")
        } else if url?.user != nil || url?.password != nil {
            fault(
                "\(path).url", "has_credentials",
                "Name and password do not belong into an address. Leave them out.")
        } else if webhook.url.utf8.count > 2000 {
            fault("\(path).url", "too_long", "An address may have at most 2000 bytes.")
        }
        for (key, text) in webhook.values.sorted(by: { $0.key < $1.key }) {
            if key.isEmpty { fault("\(path).values", "empty", "A field has no name. Give it one.") }
            look(atText: text, "\(path).values.\(key)", "The value", isRequired: false)
        }
    }

    private static let badAddress = "This is not an e-mail address. It should look like name@example.com."

    /// Whether it looks like a mail address, or is a custom value that will.
    private static func mayBeAddress(_ text: String) -> Bool {
        if !Template(text).values.isEmpty { return true }
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && parts[1].contains(".")
            && !text.contains { $0.isWhitespace || $0 == "," }
    }

    /// Whether it looks like a phone number, or is a custom value that will.
    private static func mayBeNumber(_ text: String) -> Bool {
        if !Template(text).values.isEmpty { return true }
        return text.allSatisfy { $0.isASCII && ($0.isNumber || " +-()./".contains($0)) }
            && (5...20).contains(text.filter(\.isNumber).count)
    }
}
