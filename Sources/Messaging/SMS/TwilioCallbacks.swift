/// What Twilio tells about a message on its way: the form of a status callback.
package struct TwilioStatus: Sendable, Equatable {
    /// ``TextReceipt/id`` of the message.
    package let id: String
    /// How far it is now.
    package let state: TextState
    /// Twilio's number for what went wrong, as 30003 for a phone out of reach.
    package let errorCode: Int?

    /// Nil when the form names no message, or a state that is not known: Twilio adds to them now and then.
    package init?(_ form: TwilioForm) {
        guard let id = form.given("MessageSid") ?? form.given("SmsSid"),
            let state = (form["MessageStatus"] ?? form["SmsStatus"]).flatMap(TextState.init(rawValue:))
        else { return nil }
        self.id = id
        self.state = state
        errorCode = form["ErrorCode"].flatMap { Int($0) }
    }
}

/// A text message that somebody sent to one of the account's numbers: the form of an incoming message.
package struct TwilioReply: Sendable, Equatable {
    /// Twilio's id of it; the same when Twilio tells of it again.
    package let id: String
    /// Who sent it.
    package let from: PhoneNumber
    /// The number or code they sent it to.
    package let to: String
    /// What they wrote; may be empty.
    package let body: String
    /// What it asks for. Twilio has already stopped or started its own sending by then; on a Messaging Service it
    /// says so itself, also for words in other languages.
    package let keyword: TextKeyword?

    /// Nil when the form is no incoming message, or one from no ordinary number, as a short code's.
    package init?(_ form: TwilioForm) {
        guard let id = form.given("MessageSid"), let to = form.given("To"), let body = form["Body"],
            let from = form["From"].flatMap({ try? PhoneNumber($0) })
        else { return nil }
        self.id = id
        self.from = from
        self.to = to
        self.body = body
        keyword = form["OptOutType"].flatMap(TextKeyword.init(rawValue:)) ?? TextKeyword(body: body)
    }
}
