import Messaging
import Operations
import Store
import TimeZones

/// The demo's mail server: a table that the mailbox page shows. A message that comes twice is one message.
struct DemoMailbox: MailTransport {
    let store: UsherStore

    func send(_ message: MailMessage) async throws(MessagingError) {
        let entry = MailboxEntry(
            messageID: message.messageID, recipient: Self.text(message.to), sender: Self.text(message.from),
            subject: message.subject, plain: message.text, html: message.html, calendar: message.calendar?.ics,
            receivedAt: Instant(milliseconds: message.date))
        do {
            try await store.write { try $0.deliver(entry) }
        } catch {
            throw MessagingError(.unreachable(text: "\(error)"), server: "the demo's mailbox")
        }
    }

    private static func text(_ address: MailAddress) -> String {
        address.name.map { "\($0) <\(address.email)>" } ?? address.email
    }
}
