import Database
package import TimeZones

/// Something to be done outside the database, promised by the transaction that wrote it.
package struct WorkItem: Hashable, Sendable {
    /// What there is to be done, and to what.
    package enum Kind: String, Sendable, CaseIterable {
        /// Make Zoom hold what the room of a meeting says; the subject is the meeting.
        case reconcileRoom = "reconcile_room"
        /// Send a message; the subject is the message.
        case sendMessage = "send_message"
        /// Give back a place that was kept; the subject is the hold.
        case expireHold = "expire_hold"
        /// Offer free places to those who wait for them; the subject is the calendar.
        case offerPlaces = "offer_places"
        /// Act on what Zoom has told; the subject is what it is about.
        case takeZoomEvents = "take_zoom_events"
        /// See what a user has in Zoom; the subject is the user.
        case lookAtZoom = "look_at_zoom"
        /// Find the members of an account in its organisation's Zoom account; the subject is the account.
        case matchOrganisation = "match_organisation"
        /// Tell a webhook of something; the subject is the delivery.
        case deliverHook = "deliver_hook"
    }

    package let kind: Kind
    package let subjectID: String
    package let attempts: Int
    package let generation: Int
    /// Proves that the row is still ours when we report back.
    package let lease: String

    /// One row per kind and subject: asking twice for the same work is asking once.
    package var key: String { Self.key(kind, subjectID) }

    static func key(_ kind: Kind, _ subjectID: String) -> String { "\(kind.rawValue):\(subjectID)" }
}

extension Reading {
    /// When the next work of a kind falls due; nil when none waits.
    package func nextDue(_ kind: WorkItem.Kind) throws -> Instant? {
        try first("SELECT due_at FROM work WHERE kind = ? AND \(isFree) ORDER BY due_at LIMIT 1", [kind.rawValue])
        {
            Instant(milliseconds: try $0.integer64("due_at"))
        }
    }

    /// Nobody is at it, or who was has not been heard of for the length of the lease, by the database's own clock.
    fileprivate var isFree: String { "(lease IS NULL OR leased_until <= \(connection.engine.clock))" }

    /// How much work is due or under way.
    package func workCount(dueBy now: Instant) throws -> Int {
        try first("SELECT count(*) AS number FROM work WHERE due_at <= ?", [now.milliseconds]) {
            try $0.integer("number")
        } ?? 0
    }
}

extension Transaction {
    /// Promises work. If the same work waits already it becomes due at `due` if that is earlier; if it is under way,
    /// it is done once more afterwards. Whoever does it is woken once the transaction is durable.
    package func promise(_ kind: WorkItem.Kind, _ subjectID: String, due: Instant, at now: Instant) {
        promises.add(Promise(kind: kind, subjectID: subjectID, due: due, at: now))
    }

    /// Takes a promise back; what is under way is finished, and then forgotten.
    func withdraw(_ kind: WorkItem.Kind, _ subjectID: String) throws {
        promises.remove(kind, subjectID)
        try connection.execute("DELETE FROM work WHERE work_key = ?", [WorkItem.key(kind, subjectID)])
    }

    /// Writes what has been promised.
    /// - Returns: the kinds of what is due at once.
    func writePromises() throws -> Set<WorkItem.Kind> {
        // Always in the same order, so that two transactions that promise the same do not wait for each other.
        let promises = promises.take().sorted {
            ($0.kind.rawValue, $0.subjectID) < ($1.kind.rawValue, $1.subjectID)
        }
        try insert(
            promises,
            "INSERT INTO work (work_key, kind, subject_id, due_at, attempts, generation, created_at)",
            " ON CONFLICT (work_key) DO UPDATE SET "
                + "due_at = CASE WHEN work.lease IS NULL AND excluded.due_at < work.due_at THEN excluded.due_at "
                + "ELSE work.due_at END, attempts = 0, generation = work.generation + 1"
        ) {
            [
                WorkItem.key($0.kind, $0.subjectID), $0.kind.rawValue, $0.subjectID, $0.due.milliseconds, 0, 0,
                $0.at.milliseconds,
            ]
        }
        return Set(promises.filter { $0.due <= $0.at }.map(\.kind))
    }

    /// Takes up to `limit` due rows of a kind. Each is ours for so many seconds by the database's clock; one whose
    /// holder died can be taken again then.
    package func claimWork(
        _ kind: WorkItem.Kind, limit: Int, lease: String, seconds: Int, at now: Instant
    ) throws -> [WorkItem] {
        // PostgreSQL takes a limit that it does not know for a large one, and sorts all there is.
        let rows = try connection.rows(
            "SELECT subject_id, attempts, generation FROM work WHERE kind = ? AND due_at <= ? AND \(isFree) "
                + "ORDER BY due_at LIMIT \(limit)" + connection.engine.rowLockSkippingLocked,
            [kind.rawValue, now.milliseconds])
        return try rows.map { row in
            let item = WorkItem(
                kind: kind, subjectID: try row.text("subject_id"), attempts: try row.integer("attempts"),
                generation: try row.integer("generation"), lease: lease)
            try connection.execute(
                "UPDATE work SET lease = ?, leased_until = \(connection.engine.clock) + ?, attempts = attempts + 1 "
                    + "WHERE work_key = ?",
                [lease, seconds * 1000, item.key])
            return item
        }
    }

    /// Frees what a process that is gone had claimed. Only for an engine whose file one process has to itself.
    package func releaseWork(_ kind: WorkItem.Kind) throws {
        try connection.execute(
            "UPDATE work SET lease = NULL WHERE kind = ? AND lease IS NOT NULL", [kind.rawValue])
    }

    /// - Throws: `LeaseLost` when the work is no longer ours: another one may be at it.
    package func requireLease(of item: WorkItem) throws {
        try lock("SELECT work_key FROM work WHERE work_key = ?", [item.key])
        let isOurs = try connection.row(
            "SELECT 1 AS one FROM work WHERE work_key = ? AND lease = ? AND leased_until > \(connection.engine.clock)",
            [item.key, item.lease])
        if isOurs == nil { throw LeaseLost(key: item.key) }
    }

    /// The work is done: the row goes, unless it was promised again meanwhile.
    package func complete(_ item: WorkItem, at now: Instant) throws {
        let removed = try connection.changes(
            "DELETE FROM work WHERE work_key = ? AND lease = ? AND generation = ?",
            [item.key, item.lease, item.generation])
        if removed == 0 { try release(item, due: now, error: nil) }
    }

    /// The work is to be tried again at `due`, sooner if it was promised again meanwhile.
    package func postpone(_ item: WorkItem, until due: Instant, error: String, at now: Instant) throws {
        let postponed = try connection.changes(
            "UPDATE work SET due_at = ?, lease = NULL, last_error = ? "
                + "WHERE work_key = ? AND lease = ? AND generation = ?",
            [due.milliseconds, error, item.key, item.lease, item.generation])
        if postponed == 0 { try release(item, due: now, error: error) }
    }

    private func release(_ item: WorkItem, due: Instant, error: String?) throws {
        try connection.execute(
            "UPDATE work SET due_at = ?, lease = NULL, last_error = ? WHERE work_key = ? AND lease = ?",
            [due.milliseconds, error, item.key, item.lease])
    }
}

/// A piece of work took longer than its lease, as when its process stood still.
package struct LeaseLost: Error, CustomStringConvertible {
    package let key: String

    package var description: String { "The lease of \(key) ran out. Whoever has it now goes on." }
}
