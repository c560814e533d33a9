import Database
package import Scheduling
package import TimeZones

/// What happens in one slot of one calendar.
package struct Meeting: Hashable, Sendable {
    package let id: String
    package let accountID: String
    package let calendarID: String
    package let hostID: String
    /// The sentence that says why this host.
    package let hostReason: String
    package let title: String
    package let interval: Interval

    package init(
        id: String, accountID: String, calendarID: String, hostID: String, hostReason: String, title: String,
        interval: Interval
    ) {
        self.id = id
        self.accountID = accountID
        self.calendarID = calendarID
        self.hostID = hostID
        self.hostReason = hostReason
        self.title = title
        self.interval = interval
    }
}

extension Reading {
    /// The meeting of that id, given back or not.
    package func meeting(id: String) throws -> Meeting? {
        try first("SELECT * FROM meetings WHERE id = ?", [id]) { row in
            Meeting(
                id: try row.text("id"), accountID: try row.text("account_id"),
                calendarID: try row.text("calendar_id"), hostID: try row.text("host_id"),
                hostReason: try row.text("host_reason"), title: try row.text("title"),
                interval: Interval(
                    start: Instant(milliseconds: try row.integer64("starts_at")),
                    end: Instant(milliseconds: try row.integer64("ends_at"))))
        }
    }
}

extension Transaction {
    /// Stores the meeting and takes the host's time.
    /// - Throws: `StoreError.overlap` when the host's time is taken: the last wall against double booking.
    package func insert(_ meeting: Meeting, rules: BookingRules, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO meetings (id, account_id, calendar_id, host_id, host_reason, title, starts_at, ends_at, "
                + "created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                meeting.id, meeting.accountID, meeting.calendarID, meeting.hostID, meeting.hostReason,
                meeting.title,
                meeting.interval.start.milliseconds, meeting.interval.end.milliseconds, now.milliseconds,
            ])
        try connection.execute(
            "INSERT INTO host_times (meeting_id, user_id, starts_at, ends_at, buffer_before, buffer_after) "
                + "VALUES (?, ?, ?, ?, ?, ?)",
            [
                meeting.id, meeting.hostID, meeting.interval.start.milliseconds, meeting.interval.end.milliseconds,
                rules.bufferBefore, rules.bufferAfter,
            ])
    }

    /// Lets nobody else enter or leave a meeting until this transaction ends.
    package func lockMeeting(id: String) throws {
        try lock("SELECT id FROM meetings WHERE id = ?", [id])
    }

    /// Gives the host's time back. The meeting stays as a record.
    package func release(meeting meetingID: String, at now: Instant) throws {
        try connection.execute("DELETE FROM host_times WHERE meeting_id = ?", [meetingID])
        try connection.execute(
            "UPDATE meetings SET released_at = ? WHERE id = ?", [now.milliseconds, meetingID])
    }
}
