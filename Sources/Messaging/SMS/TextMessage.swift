/// One text message to one number.
package struct TextMessage: Sendable, Equatable {
    /// Whom it goes to.
    package var to: PhoneNumber
    /// The text, at most 1,600 UTF-16 units; long ones are cut into segments on the way.
    package var body: String
    /// Where the service reports how the message fares; nil asks for no reports.
    package var reportURL: String?

    /// Nothing is checked here, but when the message is sent.
    package init(to: PhoneNumber, body: String, reportURL: String? = nil) {
        self.to = to
        self.body = body
        self.reportURL = reportURL
    }
}

/// What the service answered when it took a message.
package struct TextReceipt: Sendable, Equatable {
    /// The service's id of the message, by which reports name it.
    package let id: String
    /// How far the message is.
    package let state: TextState
    /// How many segments it is charged as; nil while that is not known.
    package let segments: Int?

    /// A receipt as a service gave it.
    package init(id: String, state: TextState, segments: Int?) {
        self.id = id
        self.state = state
        self.segments = segments
    }
}

/// A way for text messages to leave Usher.
package protocol TextGateway: Sendable {
    /// Returns once the service has taken responsibility for the message.
    ///
    /// A message that was begun is finished even when the task is cancelled: its caller must know how it ended.
    /// - Throws: ``MessagingError``. ``MessagingError/isPermanent`` tells whether to try this message again, and
    ///   ``MessagingError/Kind/uncertain(text:)`` that it may have gone already: the service cannot tell a
    ///   repetition from a second message.
    func send(_ message: TextMessage) async throws(MessagingError) -> TextReceipt
}
