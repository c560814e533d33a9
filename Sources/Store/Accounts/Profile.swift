import Database
package import Scheduling

/// What a user has said about themself, beside their name, address and zone.
package struct Profile: Hashable, Sendable {
    /// As it was typed; empty when not told.
    package var phone: String
    package var limits: Limits
    package var buffers: Buffers
    /// Where they hold meetings, unless a calendar says otherwise; nil while they have not said.
    package var location: CalendarLocation?

    init(_ row: SQLRow) throws {
        phone = try row.text("phone")
        limits = try Limits(row)
        buffers = Buffers(before: try row.integer("buffer_before"), after: try row.integer("buffer_after"))
        location = try CalendarLocation.optional(row)
    }
}

/// A calendar that somebody is a host of, and where they hold its meetings.
package struct HostedCalendar: Hashable, Sendable {
    package let id: String
    package let name: String
    /// Their own there; nil: where the calendar says.
    package let own: CalendarLocation?
    package let ofCalendar: CalendarLocation
    /// Whether visitors choose among several places, so that no host's own counts.
    package let isChosenByVisitors: Bool

    /// Where they hold its meetings.
    package var location: CalendarLocation { own ?? ofCalendar }
}

extension Reading {
    /// - Returns: nil when there is no such user.
    package func profile(of userID: String) throws -> Profile? {
        try first("SELECT \(profileColumns) FROM users WHERE id = ?", [userID], Profile.init)
    }

    /// The profiles of an account's members, by user id.
    package func profiles(of accountID: String) throws -> [String: Profile] {
        let found = try all(
            "SELECT u.id, \(profileColumns) FROM users u JOIN memberships m ON m.user_id = u.id "
                + "WHERE m.account_id = ?", [accountID]
        ) { (try $0.text("id"), try Profile($0)) }
        return Dictionary(found) { first, _ in first }
    }

    /// The calendars of an account that a user is a host of, by name.
    package func hostedCalendars(of userID: String, in accountID: String) throws -> [HostedCalendar] {
        try all(
            "SELECT c.id, c.name, c.more_locations, c.location_kind AS calendar_kind, "
                + "c.location_detail AS calendar_detail, h.location_kind, h.location_detail "
                + "FROM calendar_hosts h JOIN calendars c ON c.id = h.calendar_id "
                + "WHERE h.user_id = ? AND c.account_id = ? ORDER BY c.name, c.id", [userID, accountID]
        ) { row in
            HostedCalendar(
                id: try row.text("id"), name: try row.text("name"),
                own: try CalendarLocation.optional(row),
                ofCalendar: CalendarLocation(
                    kind: CalendarLocation.Kind(rawValue: try row.text("calendar_kind")) ?? .zoom,
                    detail: try row.text("calendar_detail")),
                isChosenByVisitors: try row.text("more_locations") != "[]")
        }
    }

    private var profileColumns: String {
        "phone, limit_day, limit_week, limit_month, buffer_before, buffer_after, location_kind, location_detail"
    }
}

extension Transaction {
    /// Stores a user's own name, zone and number.
    package func updateProfile(of userID: String, name: String, zone: String, phone: String) throws {
        try connection.execute(
            "UPDATE users SET name = ?, zone = ?, phone = ? WHERE id = ?", [name, zone, phone, userID])
    }

    /// Stores how many meetings a user takes across all their calendars, and what they keep free around them; what
    /// is booked already stays booked.
    package func setLimits(_ limits: Limits, buffers: Buffers, of userID: String) throws {
        let columns =
            limits.columns + [("buffer_before", buffers.before), ("buffer_after", buffers.after)]
        try connection.execute(
            "UPDATE users SET \(columns.map { "\($0.0) = ?" }.joined(separator: ", ")) WHERE id = ?",
            columns.map(\.1) + [userID])
    }

    /// Stores where a user holds meetings, unless a calendar says otherwise.
    package func setDefaultLocation(_ location: CalendarLocation?, of userID: String) throws {
        try connection.execute(
            "UPDATE users SET location_kind = ?, location_detail = ? WHERE id = ?",
            [location?.kind.rawValue, location?.detail ?? "", userID])
    }

    /// Stores where a host holds the meetings of one calendar; nil: where the calendar says.
    package func setLocation(_ location: CalendarLocation?, ofHost userID: String, on calendarID: String) throws {
        try connection.execute(
            "UPDATE calendar_hosts SET location_kind = ?, location_detail = ? "
                + "WHERE user_id = ? AND calendar_id = ?",
            [location?.kind.rawValue, location?.detail ?? "", userID, calendarID])
    }
}
