import Database
package import TimeZones

/// A message as the demo's mailbox keeps it.
package struct MailboxEntry: Hashable, Sendable {
    package let messageID: String
    package let recipient: String
    package let sender: String
    package let subject: String
    package let plain: String
    package let html: String
    /// The invitation as iCalendar text.
    package let calendar: String?
    package let receivedAt: Instant

    package init(
        messageID: String, recipient: String, sender: String, subject: String, plain: String, html: String,
        calendar: String?, receivedAt: Instant
    ) {
        self.messageID = messageID
        self.recipient = recipient
        self.sender = sender
        self.subject = subject
        self.plain = plain
        self.html = html
        self.calendar = calendar
        self.receivedAt = receivedAt
    }

    init(_ row: SQLRow) throws {
        self.init(
            messageID: try row.text("message_id"), recipient: try row.text("recipient"),
            sender: try row.text("sender"), subject: try row.text("subject"), plain: try row.text("plain"),
            html: try row.text("html"), calendar: try row.optionalText("calendar"),
            receivedAt: Instant(milliseconds: try row.integer64("received_at")))
    }
}

extension Reading {
    /// The newest messages first.
    package func mailbox(limit: Int) throws -> [MailboxEntry] {
        try all(
            "SELECT * FROM mailbox ORDER BY received_at DESC, message_id DESC LIMIT ?", [limit], MailboxEntry.init)
    }

    /// The message of that Message-ID.
    package func mailboxEntry(_ messageID: String) throws -> MailboxEntry? {
        try first("SELECT * FROM mailbox WHERE message_id = ?", [messageID], MailboxEntry.init)
    }
}

extension Transaction {
    /// Keeps the message; one that is there already stays as it is.
    package func deliver(_ entry: MailboxEntry) throws {
        try connection.execute(
            "INSERT INTO mailbox (message_id, recipient, sender, subject, plain, html, calendar, received_at) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (message_id) DO NOTHING",
            [
                entry.messageID, entry.recipient, entry.sender, entry.subject, entry.plain, entry.html,
                entry.calendar, entry.receivedAt.milliseconds,
            ])
    }
}
