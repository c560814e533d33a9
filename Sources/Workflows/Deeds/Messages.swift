/// A mail to the people who come.
package struct MailStep: Hashable, Sendable {
    package enum Receiver: String, CaseIterable, Sendable {
        case contact, guests
    }

    package var subject: String
    /// Light Markdown, as `MailBody` reads it.
    package var body: String
    package var receivers: Set<Receiver>
    /// Empty: the account's own address.
    package var replyTo: String
    /// Whether the appointment goes with it as an iCalendar invitation.
    package var hasInvitation: Bool

    package init(
        subject: String, body: String, to receivers: Set<Receiver> = [.contact], replyTo: String = "",
        hasInvitation: Bool = false
    ) {
        (self.subject, self.body, self.receivers) = (subject, body, receivers)
        (self.replyTo, self.hasInvitation) = (replyTo, hasInvitation)
    }
}

/// An SMS to the contact.
package struct SMSStep: Hashable, Sendable {
    package var body: String

    package init(body: String) {
        self.body = body
    }
}

/// A message to those who work here.
package struct NoticeStep: Hashable, Sendable {
    package enum Channel: String, CaseIterable, Sendable {
        case email, sms
        case inApp = "in_app"
    }

    package enum Receiver: Hashable, Sendable {
        case assignedUser
        /// All hosts of the meeting.
        case hosts
        /// The account's admins.
        case admins
        /// A mail address; a number, for an SMS.
        case address(String)
    }

    package var channels: Set<Channel>
    package var receiver: Receiver
    /// Of the mail and of the notice in the app.
    package var subject: String
    package var body: String

    package init(_ channels: Set<Channel>, to receiver: Receiver = .assignedUser, subject: String, body: String) {
        (self.channels, self.receiver, self.subject, self.body) = (channels, receiver, subject, body)
    }
}

/// A POST of JSON to somebody else's server.
package struct WebhookStep: Hashable, Sendable {
    package var url: String
    /// The fields of the object that is sent, with their texts.
    package var values: [String: String]

    package init(url: String, values: [String: String]) {
        (self.url, self.values) = (url, values)
    }
}
