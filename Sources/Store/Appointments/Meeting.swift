import Database
import Foundation
package import Scheduling
package import TimeZones

/// What happens in one slot of one calendar.
package struct Meeting: Hashable, Sendable {
    package let id: String
    package let accountID: String
    package let calendarID: String
    /// Who holds it, and on whose Zoom account; nil on a calendar without hosts.
    package let hostID: String?
    /// The sentence that says why this host.
    package let hostReason: String
    package let title: String
    package let interval: Interval
    package internal(set) var location: CalendarLocation
    /// How many places it has.
    package let seats: Int

    package init(
        id: String, accountID: String, calendarID: String, hostID: String?, hostReason: String, title: String,
        interval: Interval, location: CalendarLocation = CalendarLocation(), seats: Int = 1
    ) {
        self.id = id
        self.accountID = accountID
        self.calendarID = calendarID
        self.hostID = hostID
        self.hostReason = hostReason
        self.title = title
        self.interval = interval
        self.location = location
        self.seats = seats
    }

    init(_ row: SQLRow) throws {
        self.init(
            id: try row.text("id"), accountID: try row.text("account_id"), calendarID: try row.text("calendar_id"),
            hostID: try row.optionalText("host_id"), hostReason: try row.text("host_reason"),
            title: try row.text("title"),
            interval: Interval(
                start: Instant(milliseconds: try row.integer64("starts_at")),
                end: Instant(milliseconds: try row.integer64("ends_at"))),
            location: try CalendarLocation(row), seats: try row.integer("seats"))
    }
}

/// The time of one owner that a meeting takes.
package struct MeetingOwner: Hashable, Sendable {
    /// A user, a room or piece of equipment, or a calendar without hosts.
    package let id: String
    package let bufferBefore: Int
    package let bufferAfter: Int

    package init(id: String, rules: BookingRules) {
        self.id = id
        bufferBefore = rules.bufferBefore
        bufferAfter = rules.bufferAfter
    }
}

extension Reading {
    /// The meeting of that id, given back or not.
    package func meeting(id: String) throws -> Meeting? {
        try askMeeting(id: id).first
    }

    /// As `meeting(id:)`, read later.
    package func askMeeting(id: String) throws -> Asked<Meeting> {
        try ask("SELECT * FROM meetings WHERE id = ?", [id], Meeting.init)
    }

    /// Whether a meeting stays when one of those in it leaves.
    package func isShared(meetingID: String) throws -> Bool {
        let count = try first(
            "SELECT (SELECT count(*) FROM appointments WHERE meeting_id = ? AND status NOT IN ('cancelled', 'invalid')) "
                + "+ (SELECT count(*) FROM holds WHERE meeting_id = ?) AS number", [meetingID, meetingID]
        ) { try $0.integer("number") }
        return (count ?? 0) > 1
    }

    /// Everyone whose time a meeting takes, as ids; empty once it has been given back.
    package func owners(ofMeeting meetingID: String) throws -> [String] {
        try all("SELECT owner_id FROM host_times WHERE meeting_id = ? ORDER BY owner_id", [meetingID]) {
            try $0.text("owner_id")
        }
    }

    /// The users other than its host whose time a meeting takes, by name.
    package func cohosts(of meeting: Meeting) throws -> [User] {
        try all(
            "SELECT u.id, u.name, u.email, u.zone, u.photo FROM host_times t JOIN users u ON u.id = t.owner_id "
                + "WHERE t.meeting_id = ? AND u.id <> ? ORDER BY u.name, u.id",
            [meeting.id, meeting.hostID ?? ""], User.init)
    }
}

extension Transaction {
    /// Stores the meeting and takes the time of its owners.
    /// - Parameters:
    ///   - taken: how many of its places are taken from the beginning.
    ///   - heldUntil: when it is given back unless it has been booked by then.
    /// - Throws: `StoreError.overlap` when somebody's time is taken: the last wall against double booking.
    package func insert(
        _ meeting: Meeting, owners: [MeetingOwner], taken: Int, heldUntil: Instant? = nil, at now: Instant
    ) throws {
        try connection.execute(
            "INSERT INTO meetings (id, account_id, calendar_id, host_id, host_reason, title, starts_at, ends_at, "
                + "created_at, location_kind, location_detail, seats, seats_taken) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                meeting.id, meeting.accountID, meeting.calendarID, meeting.hostID, meeting.hostReason,
                meeting.title, meeting.interval.start.milliseconds, meeting.interval.end.milliseconds,
                now.milliseconds, meeting.location.kind.rawValue, meeting.location.detail, meeting.seats, taken,
            ])
        for owner in owners {
            try connection.execute(
                "INSERT INTO host_times (meeting_id, owner_id, starts_at, ends_at, buffer_before, buffer_after, "
                    + "held_until) VALUES (?, ?, ?, ?, ?, ?, ?)",
                [
                    meeting.id, owner.id, meeting.interval.start.milliseconds, meeting.interval.end.milliseconds,
                    owner.bufferBefore, owner.bufferAfter, heldUntil?.milliseconds,
                ])
        }
    }

    /// Lets nobody else enter or leave a meeting until this transaction ends.
    package func lockMeeting(id: String) throws {
        try lock("SELECT id FROM meetings WHERE id = ?", [id])
    }

    /// Gives places of a meeting back.
    /// - Returns: how many are still taken.
    package func giveSeats(_ seats: Int, in meetingID: String) throws -> Int {
        try connection.row(
            "UPDATE meetings SET seats_taken = seats_taken - ? WHERE id = ? RETURNING seats_taken",
            [seats, meetingID])?.integer("seats_taken") ?? 0
    }

    /// Takes places in a meeting, or gives some back when negative.
    /// - Throws: `StoreError.full` when there are not as many left: the last wall against one too many.
    package func takeSeats(_ seats: Int, in meetingID: String) throws {
        try connection.execute(
            "UPDATE meetings SET seats_taken = seats_taken + ? WHERE id = ?", [seats, meetingID])
    }

    /// Keeps what is held for at least so long, or for good when somebody has booked it.
    package func prolong(meeting meetingID: String, heldUntil: Instant?) throws {
        try connection.execute(
            "UPDATE host_times SET held_until = ? WHERE meeting_id = ? AND held_until < ?",
            [heldUntil?.milliseconds, meetingID, heldUntil?.milliseconds ?? Int64.max])
    }

    /// What was held is booked now, and takes place where whoever booked it chose.
    /// - Returns: the meeting as it is now.
    package func settleHeld(_ meeting: Meeting, title: String, location: CalendarLocation) throws -> Meeting {
        try connection.execute("UPDATE host_times SET held_until = NULL WHERE meeting_id = ?", [meeting.id])
        try connection.execute(
            "UPDATE meetings SET title = ?, location_kind = ?, location_detail = ? WHERE id = ?",
            [title, location.kind.rawValue, location.detail, meeting.id])
        var settled = meeting
        settled.location = location
        return settled
    }

    /// Remembers what the meeting changed of its hosts' shares.
    package func setSettlement(_ settlement: Ledger.Settlement, ofMeeting meetingID: String) throws {
        let text = String(decoding: try JSONEncoder().encode(settlement), as: UTF8.self)
        try connection.execute("UPDATE meetings SET settlement = ? WHERE id = ?", [text, meetingID])
    }

    /// What the meeting changed of its hosts' shares; nil when nothing.
    package func settlement(ofMeeting meetingID: String) throws -> Ledger.Settlement? {
        let text = try first("SELECT settlement FROM meetings WHERE id = ?", [meetingID]) {
            try $0.optionalText("settlement")
        }
        return try text.flatMap(\.self).map {
            try JSONDecoder().decode(Ledger.Settlement.self, from: Data($0.utf8))
        }
    }

    /// Gives everybody's time back. The meeting stays as a record, without the name of who was expected.
    package func release(meeting meetingID: String, at now: Instant) throws {
        try connection.execute("DELETE FROM host_times WHERE meeting_id = ?", [meetingID])
        try connection.execute(
            "UPDATE meetings SET released_at = ?, title = '' WHERE id = ?", [now.milliseconds, meetingID])
    }
}
