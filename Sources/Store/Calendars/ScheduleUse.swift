import Database

/// A calendar that goes by a schedule: itself, or with one of its hosts.
package struct ScheduleUse: Hashable, Sendable {
    package let accountID: String
    package let calendarName: String
}

extension Reading {
    /// The calendars of any account that go by a schedule, by name.
    package func uses(ofSchedule scheduleID: String) throws -> [ScheduleUse] {
        try all(
            "SELECT account_id, name FROM calendars WHERE schedule_id = ? UNION "
                + "SELECT c.account_id, c.name FROM calendar_hosts h JOIN calendars c ON c.id = h.calendar_id "
                + "WHERE h.schedule_id = ? ORDER BY 2, 1", [scheduleID, scheduleID]
        ) { ScheduleUse(accountID: try $0.text("account_id"), calendarName: try $0.text("name")) }
    }
}
