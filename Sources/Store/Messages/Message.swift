import Database
package import TimeZones

/// A message to one person: the intent. Its words are made at the moment of sending.
package struct Message: Hashable, Sendable {
    /// What a message is about; its words follow from it.
    package enum Kind: String, Sendable {
        case confirmation, moved, cancelled
        case hostBooked = "host_booked"
        case hostMoved = "host_moved"
        case hostCancelled = "host_cancelled"
        case roomFailed = "room_failed"
        case connectionNeeded = "connection_needed"
        case connectionBroken = "connection_broken"
        /// The app of an organisation is no longer let in; the context is why.
        case organisationBroken = "organisation_broken"
        /// Few of the day's changes that Zoom allows are left.
        case writesLow = "writes_low"
        /// A request has been taken, and waits for a member's word.
        case requested
        case declined
        case hostRequested = "host_requested"
        /// Several appointments at once; the context is the id of their series.
        case seriesBooked = "series_booked"
        case hostSeriesBooked = "host_series_booked"
        case seriesCancelled = "series_cancelled"
        case hostSeriesCancelled = "host_series_cancelled"
        case seriesMoved = "series_moved"
        case hostSeriesMoved = "host_series_moved"
        /// The context is the id of the entry in the waiting list.
        case waitingJoined = "waiting_joined"
        case placeOffered = "place_offered"
        /// The context is the id of the invitation.
        case invitation
        /// The context is the id of the reset.
        case passwordReset = "password_reset"
        case passwordChanged = "password_changed"
        /// We have stopped telling a webhook, which is the context.
        case hookDisabled = "hook_disabled"
    }

    /// How far it has come.
    package enum State: String, Sendable {
        case queued, sent, failed
    }

    package let id: String
    package let accountID: String
    package let appointmentID: String?
    package let kind: Kind
    package let recipientName: String
    package let recipientEmail: String
    /// What the appointment cannot tell any more when the message goes out: for a move, the former time as JSON.
    package let context: String
    package var state: State
    package var subject: String?
    package var problem: String?
    package let createdAt: Instant

    package init(
        id: String, accountID: String, appointmentID: String?, kind: Kind, recipientName: String,
        recipientEmail: String, context: String, createdAt: Instant
    ) {
        self.id = id
        self.accountID = accountID
        self.appointmentID = appointmentID
        self.kind = kind
        self.recipientName = recipientName
        self.recipientEmail = recipientEmail
        self.context = context
        self.createdAt = createdAt
        state = .queued
    }

    init(_ row: SQLRow) throws {
        self.init(
            id: try row.text("id"), accountID: try row.text("account_id"),
            appointmentID: try row.optionalText("appointment_id"),
            kind: Kind(rawValue: try row.text("kind")) ?? .confirmation,
            recipientName: try row.text("recipient_name"), recipientEmail: try row.text("recipient_email"),
            context: try row.text("context"), createdAt: Instant(milliseconds: try row.integer64("created_at")))
        state = State(rawValue: try row.text("state")) ?? .failed
        subject = try row.optionalText("subject")
        problem = try row.optionalText("problem")
    }
}

extension Reading {
    /// The message of that id.
    package func message(id: String) throws -> Message? {
        try first("SELECT * FROM messages WHERE id = ?", [id], Message.init)
    }

    /// An appointment's messages, oldest first.
    package func messages(of appointmentID: String) throws -> [Message] {
        try all(
            "SELECT * FROM messages WHERE appointment_id = ? ORDER BY created_at, id", [appointmentID],
            Message.init)
    }
}

extension Transaction {
    /// Stores messages that are to be sent.
    package func insert(_ messages: [Message]) throws {
        try insert(
            messages,
            "INSERT INTO messages (id, account_id, appointment_id, kind, recipient_name, recipient_email, context, "
                + "state, created_at, is_notice)"
        ) { message in
            [
                message.id, message.accountID, message.appointmentID, message.kind.rawValue, message.recipientName,
                message.recipientEmail, message.context, message.state.rawValue, message.createdAt.milliseconds,
                message.kind.isToMember,
            ]
        }
    }

    /// The message has left, or never will.
    package func settle(
        message id: String, as state: Message.State, subject: String?, problem: String?, at now: Instant
    ) throws {
        try connection.execute(
            "UPDATE messages SET state = ?, subject = ?, problem = ?, settled_at = ? WHERE id = ?",
            [state.rawValue, subject, problem, now.milliseconds, id])
    }
}
