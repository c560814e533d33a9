import Database
package import TimeZones

/// Which appointments a list shows.
package enum AppointmentFilter: String, Sendable, CaseIterable {
    case upcoming, past, cancelled
}

/// One line of a list.
package struct AppointmentLine: Sendable {
    package let appointment: Appointment
    package let calendarName: String
    package let hostName: String
    package let roomState: Room.State
}

extension Reading {
    /// The appointments of an account, or of one of its hosts, nearest first; at most `limit`.
    package func appointments(
        of accountID: String, host hostID: String?, filter: AppointmentFilter, at now: Instant, limit: Int,
        offset: Int = 0
    ) throws -> [AppointmentLine] {
        let scope = hostID == nil ? "a.account_id = ?" : "a.account_id = ? AND a.host_id = ?"
        let (condition, order) =
            switch filter {
            case .upcoming: ("a.status IN ('new', 'confirmed', 'showed') AND a.ends_at > ?", "ASC")
            case .past: ("a.status NOT IN ('cancelled', 'invalid') AND a.ends_at <= ?", "DESC")
            case .cancelled: ("a.status IN ('cancelled', 'noshow', 'invalid') AND a.starts_at > ?", "DESC")
            }
        let since = filter == .cancelled ? 0 : now.milliseconds
        // A day's slack lets the index on starts_at serve the question about ends_at.
        let bound = filter == .upcoming ? " AND a.starts_at > ?" : " AND a.starts_at >= ?"
        let from = filter == .upcoming ? now.adding(minutes: -1440).milliseconds : 0
        return try all(
            "SELECT a.*, c.name AS calendar_name, u.name AS host_name, r.state AS room_state FROM appointments a "
                + "JOIN calendars c ON c.id = a.calendar_id JOIN users u ON u.id = a.host_id "
                + "JOIN rooms r ON r.meeting_id = a.meeting_id WHERE \(scope) AND \(condition)\(bound) "
                + "ORDER BY a.starts_at \(order), a.id LIMIT ? OFFSET ?",
            [accountID] + (hostID.map { [$0] } ?? []) + [since, from, limit, offset], AppointmentLine.init)
    }
}

extension AppointmentLine {
    init(_ row: SQLRow) throws {
        appointment = try Appointment(row)
        calendarName = try row.text("calendar_name")
        hostName = try row.text("host_name")
        roomState = Room.State(rawValue: try row.text("room_state")) ?? .pending
    }
}
