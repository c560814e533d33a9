import Database
package import Scheduling
package import TimeZones

/// Time that nobody can book, though it lies within opening hours.
package struct Block: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case blocked
        case timeOff = "time_off"
        /// Taken by something outside, such as another calendar of the user's.
        case external
    }

    package var id: String
    package var accountID: String
    /// Whose time: a user's, or a calendar's with all its hosts on it.
    package var ownerID: String
    package var kind: Kind
    package var interval: Interval
    /// The whole days it was given as, both included; nil when it was given as times.
    package var firstDate: CivilDate?
    package var lastDate: CivilDate?
    package var label: String
    /// A user's name, or `api`.
    package var createdBy: String
    package var createdAt: Instant

    package init(
        id: String, accountID: String, ownerID: String, kind: Kind, interval: Interval,
        firstDate: CivilDate? = nil, lastDate: CivilDate? = nil, label: String, createdBy: String,
        createdAt: Instant
    ) {
        self.id = id
        self.accountID = accountID
        self.ownerID = ownerID
        self.kind = kind
        self.interval = interval
        self.firstDate = firstDate
        self.lastDate = lastDate
        self.label = label
        self.createdBy = createdBy
        self.createdAt = createdAt
    }

    init(_ row: SQLRow) throws {
        self.init(
            id: try row.text("id"), accountID: try row.text("account_id"), ownerID: try row.text("owner_id"),
            kind: Kind(rawValue: try row.text("kind")) ?? .blocked,
            interval: Interval(
                start: Instant(milliseconds: try row.integer64("starts_at")),
                end: Instant(milliseconds: try row.integer64("ends_at"))),
            firstDate: try row.optionalText("first_date").flatMap { CivilDate($0) },
            lastDate: try row.optionalText("last_date").flatMap { CivilDate($0) }, label: try row.text("label"),
            createdBy: try row.text("created_by"),
            createdAt: Instant(milliseconds: try row.integer64("created_at")))
    }
}

extension Reading {
    /// The blocks of a user or a calendar that are not over at a moment, nearest first.
    package func blocks(ofOwner ownerID: String, endingAfter moment: Instant) throws -> [Block] {
        try all(
            "SELECT * FROM blocks WHERE owner_id = ? AND ends_at > ? ORDER BY starts_at, id",
            [ownerID, moment.milliseconds], Block.init)
    }

    /// Everybody's blocks in an account that are not over at a moment, nearest first.
    package func blocks(ofAccount accountID: String, endingAfter moment: Instant) throws -> [Block] {
        try all(
            "SELECT * FROM blocks WHERE account_id = ? AND ends_at > ? ORDER BY starts_at, id",
            [accountID, moment.milliseconds], Block.init)
    }

    /// The same within a window.
    package func blocks(ofAccount accountID: String, within window: Interval) throws -> [Block] {
        try all(
            "SELECT * FROM blocks WHERE account_id = ? AND ends_at > ? AND starts_at < ? ORDER BY starts_at, id",
            [accountID, window.start.milliseconds, window.end.milliseconds], Block.init)
    }

    /// The account's block of that id.
    package func block(id: String, of accountID: String) throws -> Block? {
        try first("SELECT * FROM blocks WHERE account_id = ? AND id = ?", [accountID, id], Block.init)
    }

    /// The account's appointments that still take place and lie in a stretch of a user's time, nearest first.
    package func appointments(
        ofUser userID: String, within interval: Interval, in accountID: String
    ) throws -> [Appointment] {
        // A meeting lasts a day at most: the index on starts_at serves the question about ends_at.
        try all(
            "SELECT a.* FROM host_times t JOIN appointments a ON a.meeting_id = t.meeting_id "
                + "WHERE t.owner_id = ? AND t.starts_at > ? AND t.starts_at < ? AND t.ends_at > ? "
                + "AND a.account_id = ? AND a.status IN ('new', 'confirmed') ORDER BY a.starts_at, a.id",
            [
                userID, interval.start.adding(minutes: -1441).milliseconds, interval.end.milliseconds,
                interval.start.milliseconds, accountID,
            ], Appointment.init)
    }

    /// A calendar's appointments that still take place and lie in a stretch of time, nearest first.
    package func appointments(
        ofCalendar calendarID: String, within interval: Interval, in accountID: String
    ) throws -> [Appointment] {
        try all(
            "SELECT a.* FROM meetings m JOIN appointments a ON a.meeting_id = m.id "
                + "WHERE m.calendar_id = ? AND m.ends_at > ? AND m.starts_at < ? AND m.released_at IS NULL "
                + "AND a.account_id = ? AND a.status IN ('new', 'confirmed') ORDER BY a.starts_at, a.id",
            [calendarID, interval.start.milliseconds, interval.end.milliseconds, accountID], Appointment.init)
    }
}

extension Transaction {
    /// Keeps a user's or a calendar's time from being taken by others until this transaction ends.
    package func lockOwner(id: String) throws {
        try lock("SELECT id FROM calendars WHERE id = ?", [id])
        try lock("SELECT id FROM users WHERE id = ?", [id])
    }

    /// Stores a new block; what is booked already stays booked.
    package func insert(_ block: Block) throws {
        try connection.execute(
            "INSERT INTO blocks (id, account_id, owner_id, kind, starts_at, ends_at, first_date, last_date, "
                + "label, created_by, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                block.id, block.accountID, block.ownerID, block.kind.rawValue, block.interval.start.milliseconds,
                block.interval.end.milliseconds, block.firstDate?.description, block.lastDate?.description,
                block.label, block.createdBy, block.createdAt.milliseconds,
            ])
    }

    /// Puts what something outside takes of a user's time in the place of what it took before.
    package func setExternalBlocks(_ blocks: [Block], of userID: String) throws {
        let former = try all(
            "SELECT * FROM blocks WHERE owner_id = ? AND kind = 'external'", [userID], Block.init)
        let (old, new) = (Dictionary(uniqueKeysWithValues: former.map { ($0.id, $0) }), Set(blocks.map(\.id)))
        for block in former where !new.contains(block.id) {
            try connection.execute("DELETE FROM blocks WHERE id = ?", [block.id])
        }
        var added: Set<String> = []
        for block in blocks where old[block.id]?.interval != block.interval && added.insert(block.id).inserted {
            try connection.execute("DELETE FROM blocks WHERE id = ?", [block.id])
            try insert(block)
        }
    }

    /// Opens the account's blocked time again.
    /// - Returns: false when the account has no such block.
    package func deleteBlock(id: String, of accountID: String) throws -> Bool {
        try connection.changes("DELETE FROM blocks WHERE account_id = ? AND id = ?", [accountID, id]) == 1
    }
}
