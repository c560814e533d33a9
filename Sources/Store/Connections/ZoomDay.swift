import Database
package import TimeZones

/// How many meetings a Zoom user's host has had made or changed on one UTC day: Zoom allows a hundred.
package struct ZoomDay: Hashable, Sendable {
    /// As in `2026-12-01`, in UTC.
    package let day: String
    /// How many we have sent.
    package let writes: Int
    /// When Zoom said that there are no more, whoever has used them.
    package let spentAt: Instant?

    package init(day: String, writes: Int = 0, spentAt: Instant? = nil) {
        (self.day, self.writes, self.spentAt) = (day, writes, spentAt)
    }
}

extension Reading {
    /// A Zoom user's day so far.
    package func zoomDay(_ day: String, of zoomUserID: String) throws -> ZoomDay {
        try first(
            "SELECT writes, spent_at FROM zoom_days WHERE zoom_user_id = ? AND utc_day = ?", [zoomUserID, day]
        ) {
            ZoomDay(
                day: day, writes: try $0.integer("writes"),
                spentAt: try $0.optionalInteger64("spent_at").map(Instant.init(milliseconds:)))
        } ?? ZoomDay(day: day)
    }
}

extension Transaction {
    /// Takes one of a day's writes, before it is sent.
    /// - Returns: how many have been taken with it; nil when none is left.
    package func spendZoomWrite(on day: String, of zoomUserID: String, limit: Int) throws -> Int? {
        try connection.row(
            "INSERT INTO zoom_days (zoom_user_id, utc_day, writes) VALUES (?, ?, 1) "
                + "ON CONFLICT (zoom_user_id, utc_day) DO UPDATE SET writes = zoom_days.writes + 1 "
                + "WHERE zoom_days.writes < ? AND zoom_days.spent_at IS NULL RETURNING writes",
            [zoomUserID, day, limit])?.integer("writes")
    }

    /// Gives one back: it never reached what counts it.
    package func returnZoomWrite(on day: String, of zoomUserID: String) throws {
        try connection.execute(
            "UPDATE zoom_days SET writes = writes - 1 WHERE zoom_user_id = ? AND utc_day = ? AND writes > 0",
            [zoomUserID, day])
    }

    /// Zoom has said that the day's writes are used up.
    package func markZoomDaySpent(_ day: String, of zoomUserID: String, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO zoom_days (zoom_user_id, utc_day, writes, spent_at) VALUES (?, ?, 0, ?) "
                + "ON CONFLICT (zoom_user_id, utc_day) DO UPDATE SET spent_at = excluded.spent_at",
            [zoomUserID, day, now.milliseconds])
    }

    /// - Returns: true once a day: whoever gets it warns.
    package func takeZoomDayWarning(_ day: String, of zoomUserID: String, at now: Instant) throws -> Bool {
        try connection.changes(
            "UPDATE zoom_days SET warned_at = ? WHERE zoom_user_id = ? AND utc_day = ? AND warned_at IS NULL",
            [now.milliseconds, zoomUserID, day]) == 1
    }

    /// Forgets the days before one.
    package func deleteZoomDays(before day: String) throws {
        try connection.execute("DELETE FROM zoom_days WHERE utc_day < ?", [day])
    }
}
