import Database
package import TimeZones

/// A call of Zoom's API that was made, as it ended.
package struct RecordedCall: Hashable, Sendable {
    package let id: String
    /// For whom it was made; nil for none of ours.
    package let userID: String?
    /// The meeting of ours that it was about; nil for calls about none.
    package let meetingID: String?
    package let method: String
    package let path: String
    /// HTTP status; 0 when no answer came.
    package let status: Int
    package let code: Int?
    package let problem: String?
    /// What Zoom's support asks for.
    package let trackingID: String?
    package let milliseconds: Int
    package let endedAt: Instant

    package init(
        id: String, userID: String?, meetingID: String?, method: String, path: String, status: Int, code: Int?,
        problem: String?, trackingID: String?, milliseconds: Int, endedAt: Instant
    ) {
        self.id = id
        self.userID = userID
        self.meetingID = meetingID
        self.method = method
        self.path = path
        self.status = status
        self.code = code
        self.problem = problem
        self.trackingID = trackingID
        self.milliseconds = milliseconds
        self.endedAt = endedAt
    }

    init(_ row: SQLRow) throws {
        self.init(
            id: try row.text("id"), userID: try row.optionalText("user_id"),
            meetingID: try row.optionalText("meeting_id"), method: try row.text("method"),
            path: try row.text("path"), status: try row.integer("status"),
            code: try row.optionalInteger64("code").map(Int.init), problem: try row.optionalText("problem"),
            trackingID: try row.optionalText("tracking_id"), milliseconds: try row.integer("took_ms"),
            endedAt: Instant(milliseconds: try row.integer64("ended_at")))
    }
}

extension Reading {
    /// The last calls that were made for a user, the newest first.
    package func zoomCalls(for userID: String, limit: Int) throws -> [RecordedCall] {
        try all(
            "SELECT * FROM zoom_calls WHERE user_id = ? ORDER BY ended_at DESC, id DESC LIMIT ?", [userID, limit],
            RecordedCall.init)
    }

    /// The last calls about a meeting, the newest first.
    package func zoomCalls(about meetingID: String, limit: Int) throws -> [RecordedCall] {
        try all(
            "SELECT * FROM zoom_calls WHERE meeting_id = ? ORDER BY ended_at DESC, id DESC LIMIT ?",
            [meetingID, limit], RecordedCall.init)
    }
}

extension Transaction {
    /// Writes a call down.
    package func insert(_ call: RecordedCall) throws {
        try connection.execute(
            "INSERT INTO zoom_calls (id, user_id, meeting_id, method, path, status, code, problem, tracking_id, "
                + "took_ms, ended_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                call.id, call.userID, call.meetingID, call.method, call.path, call.status, call.code, call.problem,
                call.trackingID, call.milliseconds, call.endedAt.milliseconds,
            ])
    }

    /// Forgets the calls that ended before a moment.
    package func deleteZoomCalls(before limit: Instant) throws {
        try connection.execute("DELETE FROM zoom_calls WHERE ended_at < ?", [limit.milliseconds])
    }
}
