import Database
package import TimeZones

/// Something that was done to people, accounts or settings: by whom, who was behind it, to what.
package struct AuditEntry: Hashable, Sendable {
    package let id: String
    package let agencyID: String
    /// Nil for what concerns the agency itself.
    package let accountID: String?
    /// A word such as `member_added`.
    package let event: String
    package let actorID: String
    package let actor: String
    /// The agency's admin who was logged in as the actor.
    package let behindID: String?
    package let behind: String?
    package let subjectID: String
    /// What the subject was called then.
    package let subject: String
    package let detail: String
    /// The network address it came from.
    package let address: String
    package let at: Instant

    package init(
        id: String, agencyID: String, accountID: String?, event: String, by doer: Doer, subjectID: String,
        subject: String, detail: String, at: Instant
    ) {
        self.id = id
        self.agencyID = agencyID
        self.accountID = accountID
        self.event = event
        (actorID, actor) = (doer.id, doer.name)
        (behindID, behind) = (doer.behindID, doer.behindName)
        self.subjectID = subjectID
        self.subject = subject
        self.detail = detail
        address = doer.address
        self.at = at
    }

    init(_ row: SQLRow) throws {
        id = try row.text("id")
        agencyID = try row.text("agency_id")
        accountID = try row.optionalText("account_id")
        event = try row.text("event")
        actorID = try row.text("actor_id")
        actor = try row.text("actor")
        behindID = try row.optionalText("behind_id")
        behind = try row.optionalText("behind")
        subjectID = try row.text("subject_id")
        subject = try row.text("subject")
        detail = try row.text("detail")
        address = try row.text("address")
        at = Instant(milliseconds: try row.integer64("happened_at"))
    }
}

/// Which entries of an audit log are asked for, and how many.
package struct AuditFilter: Hashable, Sendable {
    package enum Scope: Hashable, Sendable {
        case agency(String)
        case account(String)
    }

    package var scope: Scope
    package var event = ""
    /// The actor, or who was behind them.
    package var personID = ""
    /// The first moment that counts.
    package var from: Instant?
    /// The first moment after it that counts no more.
    package var to: Instant?
    /// The id of the last entry of the page before.
    package var before = ""
    package var limit = 50

    package init(_ scope: Scope) {
        self.scope = scope
    }
}

extension Reading {
    /// The latest entries first.
    package func audit(_ filter: AuditFilter) throws -> [AuditEntry] {
        var conditions: [String] = []
        var arguments: [any SQLConvertible] = []
        func require(_ condition: String, _ values: (any SQLConvertible)...) {
            conditions.append(condition)
            arguments += values
        }
        switch filter.scope {
        case .agency(let id): require("agency_id = ?", id)
        case .account(let id): require("account_id = ?", id)
        }
        if !filter.event.isEmpty { require("event = ?", filter.event) }
        if !filter.personID.isEmpty {
            require("(actor_id = ? OR behind_id = ?)", filter.personID, filter.personID)
        }
        if let from = filter.from { require("happened_at >= ?", from.milliseconds) }
        if let to = filter.to { require("happened_at < ?", to.milliseconds) }
        // Ids sort as they were made.
        if !filter.before.isEmpty { require("id < ?", filter.before) }
        return try all(
            "SELECT * FROM audit WHERE \(conditions.joined(separator: " AND ")) ORDER BY happened_at DESC, id DESC "
                + "LIMIT ?", arguments + [filter.limit], AuditEntry.init)
    }
}

extension Transaction {
    /// Adds an entry; none is ever changed or removed.
    package func record(_ entry: AuditEntry) throws {
        try connection.execute(
            "INSERT INTO audit (id, agency_id, account_id, event, actor_id, actor, behind_id, behind, subject_id, "
                + "subject, detail, address, happened_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                entry.id, entry.agencyID, entry.accountID, entry.event, entry.actorID, entry.actor, entry.behindID,
                entry.behind, entry.subjectID, entry.subject, entry.detail, entry.address, entry.at.milliseconds,
            ])
    }
}
