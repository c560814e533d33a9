import Database
package import TimeZones

/// One event on its way to one webhook, and what has become of it.
package struct HookDelivery: Hashable, Sendable {
    /// How far it has come.
    package enum State: String, Sendable {
        case queued, delivered
        /// Given up: nobody took it.
        case failed
        /// Not sent, because its webhook was turned off or removed.
        case dropped
    }

    /// What one try came to.
    package struct Attempt: Hashable, Sendable {
        package let at: Instant
        /// The status of the answer; nil when there was none.
        package var status: Int?
        /// What went wrong, as a sentence; nil when nothing did.
        package var error: String?
        /// The beginning of the answer's body.
        package var answer = ""
        /// How long it took, milliseconds.
        package var took: Int

        package init(at: Instant, took: Int) {
            (self.at, self.took) = (at, took)
        }
    }

    package let id: String
    package let endpointID: String
    package let accountID: String
    /// The same for every webhook that is told of it.
    package let eventID: String
    package let event: HookEvent
    /// The appointment that it is about; the webhook itself, for a trial.
    package let subjectID: String
    /// What is sent: JSON, made when it happened and never changed.
    package let body: String
    package let createdAt: Instant
    package let state: State
    /// How often it was tried in vain.
    package let failures: Int
    /// The last try; nil before the first.
    package let last: Attempt?
    /// When it is tried again; nil when it is not.
    package let nextTryAt: Instant?

    package init(
        id: String, endpoint: HookEndpoint, eventID: String, event: HookEvent, subjectID: String, body: String,
        createdAt: Instant
    ) {
        self.id = id
        endpointID = endpoint.id
        accountID = endpoint.accountID
        self.eventID = eventID
        self.event = event
        self.subjectID = subjectID
        self.body = body
        self.createdAt = createdAt
        (state, failures, last, nextTryAt) = (.queued, 0, nil, nil)
    }

    init(_ row: SQLRow) throws {
        id = try row.text("id")
        endpointID = try row.text("endpoint_id")
        accountID = try row.text("account_id")
        eventID = try row.text("event_id")
        event = HookEvent(rawValue: try row.text("event")) ?? .test
        subjectID = try row.text("subject_id")
        body = try row.text("body")
        createdAt = Instant(milliseconds: try row.integer64("created_at"))
        state = State(rawValue: try row.text("state")) ?? .failed
        failures = try row.integer("failures")
        last = try Attempt(row)
        nextTryAt = try row.optionalInteger64("next_try_at").map(Instant.init(milliseconds:))
    }
}

extension HookDelivery.Attempt {
    /// Nil before the first try.
    fileprivate init?(_ row: SQLRow) throws {
        guard let triedAt = try row.optionalInteger64("tried_at") else { return nil }
        at = Instant(milliseconds: triedAt)
        status = try row.optionalInteger64("last_status").map(Int.init)
        error = try row.optionalText("last_error")
        answer = try row.text("last_answer")
        took = try row.integer("took")
    }
}

extension Reading {
    /// The delivery of that id.
    package func hookDelivery(id: String) throws -> HookDelivery? {
        try first("SELECT * FROM webhook_deliveries WHERE id = ?", [id], HookDelivery.init)
    }

    /// A webhook's log, latest first.
    /// - Parameter before: the id of the last that was seen; nil from the beginning.
    package func hookDeliveries(
        of endpointID: String, before: String? = nil, limit: Int
    ) throws -> [HookDelivery] {
        let older: [any SQLConvertible] = before.map { [$0] } ?? []
        return try all(
            "SELECT * FROM webhook_deliveries WHERE endpoint_id = ?\(older.isEmpty ? "" : " AND id < ?") "
                + "ORDER BY id DESC LIMIT ?",
            [endpointID] + older + [limit], HookDelivery.init)
    }

    /// What waits for a webhook.
    package func queuedHookDeliveries(of endpointID: String) throws -> [String] {
        try all(
            "SELECT id FROM webhook_deliveries WHERE endpoint_id = ? AND state = 'queued' ORDER BY id",
            [endpointID]
        ) { try $0.text("id") }
    }
}

extension Transaction {
    /// Stores deliveries that are to be made.
    package func insert(_ deliveries: [HookDelivery]) throws {
        try insert(
            deliveries,
            "INSERT INTO webhook_deliveries (id, endpoint_id, account_id, event_id, event, subject_id, body, "
                + "created_at, state, failures, last_answer, took)"
        ) { delivery in
            [
                delivery.id, delivery.endpointID, delivery.accountID, delivery.eventID, delivery.event.rawValue,
                delivery.subjectID, delivery.body, delivery.createdAt.milliseconds, delivery.state.rawValue, 0, "",
                0,
            ]
        }
    }

    /// Writes down a try of what waits, and what is to become of it.
    /// - Parameter nextTryAt: nil for one that is not tried again.
    /// - Returns: false when it waits no more.
    package func settle(
        delivery id: String, as state: HookDelivery.State, failures: Int, _ attempt: HookDelivery.Attempt,
        nextTryAt: Instant?
    ) throws -> Bool {
        try connection.changes(
            "UPDATE webhook_deliveries SET state = ?, failures = ?, tried_at = ?, last_status = ?, last_error = ?, "
                + "last_answer = ?, took = ?, next_try_at = ? WHERE id = ? AND state = 'queued'",
            [
                state.rawValue, failures, attempt.at.milliseconds, attempt.status, attempt.error, attempt.answer,
                attempt.took, nextTryAt?.milliseconds, id,
            ]) == 1
    }

    /// What waits for a webhook is not sent.
    package func dropHookDeliveries(of endpointID: String) throws {
        try connection.execute(
            "UPDATE webhook_deliveries SET state = 'dropped', next_try_at = NULL "
                + "WHERE endpoint_id = ? AND state = 'queued'", [endpointID])
    }

    /// A delivery is not sent.
    package func drop(delivery id: String) throws {
        try connection.execute(
            "UPDATE webhook_deliveries SET state = 'dropped', next_try_at = NULL WHERE id = ? AND state = 'queued'",
            [id])
    }

    /// A delivery is made from the beginning, whatever has become of it.
    package func requeue(delivery id: String) throws {
        try connection.execute(
            "UPDATE webhook_deliveries SET state = 'queued', failures = 0, next_try_at = NULL WHERE id = ?", [id])
    }

    /// Forgets what was told before a moment.
    package func deleteHookDeliveries(before limit: Instant) throws {
        try connection.execute("DELETE FROM webhook_deliveries WHERE created_at < ?", [limit.milliseconds])
    }
}
