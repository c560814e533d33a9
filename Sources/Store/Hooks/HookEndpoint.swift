import Database
package import TimeZones

/// An address outside that an account has us tell of its appointments.
package struct HookEndpoint: Hashable, Sendable {
    /// Whether it is told of anything.
    package enum State: String, CaseIterable, Sendable {
        case active
        /// By a member: what happens meanwhile waits.
        case paused
        /// By us, because nobody takes what it is told: what happens meanwhile is not kept.
        case disabled
    }

    package let id: String
    package let accountID: String
    package let url: String
    package let events: Set<HookEvent>
    /// What deliveries are signed with, sealed for this id.
    package let sealedSecret: String
    /// The secret before it, which signs beside it for a while.
    package let formerSecret: FormerSecret?
    package let createdBy: String
    package let createdAt: Instant
    package let pausedAt: Instant?
    package let disabledAt: Instant?
    /// Why we have stopped telling it, as a sentence.
    package let disabledWhy: String?
    /// Since when nothing has got through; nil once something has.
    package let failingSince: Instant?

    /// A secret on its way out.
    package struct FormerSecret: Hashable, Sendable {
        package let sealed: String
        package let until: Instant

        package init(sealed: String, until: Instant) {
            (self.sealed, self.until) = (sealed, until)
        }
    }

    package var state: State { disabledAt != nil ? .disabled : pausedAt != nil ? .paused : .active }

    package init(
        id: String, accountID: String, url: String, events: Set<HookEvent>, sealedSecret: String,
        createdBy: String,
        createdAt: Instant
    ) {
        self.id = id
        self.accountID = accountID
        self.url = url
        self.events = events
        self.sealedSecret = sealedSecret
        self.createdBy = createdBy
        self.createdAt = createdAt
        (formerSecret, pausedAt, disabledAt, disabledWhy, failingSince) = (nil, nil, nil, nil, nil)
    }

    init(_ row: SQLRow) throws {
        id = try row.text("id")
        accountID = try row.text("account_id")
        url = try row.text("url")
        events = Set(try row.text("events").split(separator: " ").compactMap { HookEvent(rawValue: String($0)) })
        sealedSecret = try row.text("secret")
        let until = try row.optionalInteger64("former_until").map(Instant.init(milliseconds:))
        formerSecret = try row.optionalText("former_secret").flatMap { sealed in
            until.map { FormerSecret(sealed: sealed, until: $0) }
        }
        createdBy = try row.text("created_by")
        createdAt = Instant(milliseconds: try row.integer64("created_at"))
        pausedAt = try row.optionalInteger64("paused_at").map(Instant.init(milliseconds:))
        disabledAt = try row.optionalInteger64("disabled_at").map(Instant.init(milliseconds:))
        disabledWhy = try row.optionalText("disabled_why")
        failingSince = try row.optionalInteger64("failing_since").map(Instant.init(milliseconds:))
    }
}

extension Reading {
    /// An account's webhooks, oldest first.
    package func hooks(of accountID: String) throws -> [HookEndpoint] {
        try all(
            "SELECT * FROM webhook_endpoints WHERE account_id = ? ORDER BY created_at, id", [accountID],
            HookEndpoint.init)
    }

    /// The webhook of that id; nil when it is another account's.
    package func hook(id: String, of accountID: String) throws -> HookEndpoint? {
        try first(
            "SELECT * FROM webhook_endpoints WHERE id = ? AND account_id = ?", [id, accountID], HookEndpoint.init)
    }

    /// The webhook of that id, whosever it is.
    package func hook(id: String) throws -> HookEndpoint? {
        try first("SELECT * FROM webhook_endpoints WHERE id = ?", [id], HookEndpoint.init)
    }

    /// Whether an account has a webhook that may have to be told of something. It is one of the settings that have a
    /// version.
    package func askHasHooks(of accountID: String) throws -> Asked<Bool> {
        try ask(
            "SELECT 1 AS found FROM webhook_endpoints WHERE account_id = ? AND disabled_at IS NULL LIMIT 1",
            [accountID]
        ) { try $0.integer("found") == 1 }
    }
}

extension Transaction {
    /// Stores a new webhook.
    package func insert(_ hook: HookEndpoint) throws {
        try connection.execute(
            "INSERT INTO webhook_endpoints (id, account_id, url, events, secret, created_by, created_at) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                hook.id, hook.accountID, hook.url, Self.words(hook.events), hook.sealedSecret, hook.createdBy,
                hook.createdAt.milliseconds,
            ])
    }

    /// Keeps a webhook as it is until this transaction ends, but for what it does itself.
    package func lockHook(id: String) throws {
        try lock("SELECT id FROM webhook_endpoints WHERE id = ?", [id])
    }

    /// Where a webhook is, and what it is told of.
    package func change(hook id: String, url: String, events: Set<HookEvent>) throws {
        try connection.execute(
            "UPDATE webhook_endpoints SET url = ?, events = ? WHERE id = ?", [url, Self.words(events), id])
    }

    /// Signs with another secret from now on, and with the one before for a while.
    package func rotate(hook id: String, to sealed: String, former: HookEndpoint.FormerSecret) throws {
        try connection.execute(
            "UPDATE webhook_endpoints SET secret = ?, former_secret = ?, former_until = ? WHERE id = ?",
            [sealed, former.sealed, former.until.milliseconds, id])
    }

    /// Tells it nothing until it is resumed.
    package func pause(hook id: String, at now: Instant) throws {
        try connection.execute("UPDATE webhook_endpoints SET paused_at = ? WHERE id = ?", [now.milliseconds, id])
    }

    /// Goes on telling it, whoever had stopped.
    package func resume(hook id: String) throws {
        try connection.execute(
            "UPDATE webhook_endpoints SET paused_at = NULL, disabled_at = NULL, disabled_why = NULL, "
                + "failing_since = NULL WHERE id = ?", [id])
    }

    /// Stops telling it for good, as far as we are concerned.
    package func disable(hook id: String, why: String, at now: Instant) throws {
        try connection.execute(
            "UPDATE webhook_endpoints SET disabled_at = ?, disabled_why = ? WHERE id = ?",
            [now.milliseconds, why, id])
    }

    /// Since when nothing gets through to it; nil when something has.
    package func note(hook id: String, failingSince: Instant?) throws {
        try connection.execute(
            "UPDATE webhook_endpoints SET failing_since = ? WHERE id = ?", [failingSince?.milliseconds, id])
    }

    /// Removes a webhook with its log.
    package func delete(hook id: String) throws {
        try connection.execute("DELETE FROM webhook_deliveries WHERE endpoint_id = ?", [id])
        try connection.execute("DELETE FROM webhook_endpoints WHERE id = ?", [id])
    }

    private static func words(_ events: Set<HookEvent>) -> String {
        events.map(\.rawValue).sorted().joined(separator: " ")
    }
}
