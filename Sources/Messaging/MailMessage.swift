/// Somebody who sends or receives mail.
package struct MailAddress: Sendable, Equatable {
    /// The name shown beside the address, in any script; nil or empty shows the address alone.
    package var name: String?
    /// One ASCII address, `local@domain`, without angle brackets.
    package var email: String

    /// Nothing is checked here, but when a mail is sent.
    package init(name: String? = nil, email: String) {
        self.name = name
        self.email = email
    }
}

/// An invitation that goes with a mail (RFC 6047): as a part programs act on, and as `invite.ics`.
package struct CalendarPart: Sendable, Equatable {
    /// The same method as in the text: `REQUEST`, `CANCEL`, …
    package var method: String
    /// The iCalendar text.
    package var ics: String

    /// Nothing is checked here, but when the mail is sent.
    package init(method: String, ics: String) {
        self.method = method
        self.ics = ics
    }
}

/// One mail to one person, as plain text and as HTML.
package struct MailMessage: Sendable, Equatable {
    /// `id@host`, without angle brackets; the same at each try of the same mail, so receivers can tell.
    package var messageID: String
    /// Milliseconds since 1970 UTC.
    package var date: Int64
    /// Who it is from, as its reader sees.
    package var from: MailAddress
    /// The envelope's sender, to which failures are reported (RFC 5321 section 3.6.3); nil: ``from``.
    package var envelopeSender: String?
    /// Where answers go; nil: to ``from``.
    package var replyTo: MailAddress?
    /// The one recipient.
    package var to: MailAddress
    /// One line, in any script.
    package var subject: String
    /// The plain text part; any line ends.
    package var text: String
    /// The HTML part, a whole document in UTF-8.
    package var html: String
    /// An invitation to go with it.
    package var calendar: CalendarPart?
    /// Further header fields by name, as `List-Unsubscribe`; none of those the module writes itself.
    package var headers: [String: String]

    /// Nothing is checked here, but when the mail is sent.
    package init(
        messageID: String, date: Int64, from: MailAddress, envelopeSender: String? = nil,
        replyTo: MailAddress? = nil, to: MailAddress, subject: String, text: String, html: String,
        calendar: CalendarPart? = nil, headers: [String: String] = [:]
    ) {
        self.messageID = messageID
        self.date = date
        self.from = from
        self.envelopeSender = envelopeSender
        self.replyTo = replyTo
        self.to = to
        self.subject = subject
        self.text = text
        self.html = html
        self.calendar = calendar
        self.headers = headers
    }
}

/// A way for mail to leave Usher.
package protocol MailTransport: Sendable {
    /// Returns once the next server has taken responsibility for the mail.
    ///
    /// A mail that was begun is finished even when the task is cancelled: its caller must know how it ended.
    /// - Throws: ``MessagingError``; ``MessagingError/isPermanent`` tells whether to try this mail again, and
    ///   ``MessagingError/Kind/uncertain(text:)`` that it may have gone already.
    func send(_ message: MailMessage) async throws(MessagingError)
}
