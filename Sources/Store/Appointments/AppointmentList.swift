import Database
import Scheduling
package import TimeZones

/// Which appointments a list shows.
package enum AppointmentFilter: String, Sendable, CaseIterable {
    case upcoming, past, cancelled, all
}

/// Whose appointments a list shows, and of what; nil and empty are without condition.
package struct AppointmentScope: Hashable, Sendable {
    package var hostID: String?
    package var calendarID: String?
    /// Words of the contact's name, address or number.
    package var text = ""

    package init() {}
}

/// One line of a list.
package struct AppointmentLine: Sendable {
    package let appointment: Appointment
    package let calendarName: String
    /// The account's name where there is no host.
    package let hostName: String
    package let location: CalendarLocation
    /// Whether one can go there: anything but Zoom is there from the beginning.
    package let roomState: Room.State

    init(_ row: SQLRow) throws {
        appointment = try Appointment(row)
        calendarName = try row.text("calendar_name")
        hostName = try row.text("host_name")
        location = try CalendarLocation(row)
        roomState = Room.State(rawValue: try row.text("room_state")) ?? .pending
    }

    static let query =
        "SELECT a.*, c.name AS calendar_name, COALESCE(u.name, o.name) AS host_name, m.location_kind, "
        + "m.location_detail, CASE WHEN m.location_kind = 'zoom' THEN COALESCE(r.state, 'pending') ELSE 'ready' END "
        + "AS room_state FROM appointments a JOIN calendars c ON c.id = a.calendar_id "
        + "JOIN accounts o ON o.id = a.account_id JOIN meetings m ON m.id = a.meeting_id "
        + "LEFT JOIN users u ON u.id = a.host_id LEFT JOIN rooms r ON r.meeting_id = a.meeting_id"
}

extension Reading {
    /// Some of the appointments of an account, nearest first; at most `limit`.
    package func appointments(
        of accountID: String, _ scope: AppointmentScope = AppointmentScope(), filter: AppointmentFilter,
        at now: Instant, limit: Int, offset: Int = 0
    ) throws -> [AppointmentLine] {
        let people = try scope.text.allSatisfy(\.isWhitespace) ? nil : contactIDs(of: accountID, scope.text)
        if people?.isEmpty ?? false { return [] }
        let (conditions, arguments) = scope.conditions(of: accountID, people: people)
        let (condition, order) =
            switch filter {
            case .upcoming: ("a.status IN ('new', 'confirmed', 'showed') AND a.ends_at > ?", "ASC")
            case .past: ("a.status NOT IN ('cancelled', 'invalid') AND a.ends_at <= ?", "DESC")
            case .cancelled: ("a.status IN ('cancelled', 'noshow', 'invalid') AND a.starts_at > ?", "DESC")
            case .all: ("a.starts_at > ?", "DESC")
            }
        let since = [.cancelled, .all].contains(filter) ? 0 : now.milliseconds
        // A day's slack lets the index on starts_at serve the question about ends_at.
        let bound = filter == .upcoming ? " AND a.starts_at > ?" : " AND a.starts_at >= ?"
        let from = filter == .upcoming ? now.adding(minutes: -1440).milliseconds : 0
        return try all(
            "\(AppointmentLine.query) WHERE \(conditions) AND \(condition)\(bound) "
                + "ORDER BY a.starts_at \(order), a.id LIMIT ? OFFSET ?",
            arguments + [since, from, limit, offset], AppointmentLine.init)
    }
}

extension Reading {
    /// The first of those whom words find, by name.
    private func contactIDs(of accountID: String, _ text: String) throws -> [String] {
        var search = ContactSearch()
        search.text = text
        let (conditions, arguments) = search.conditions(of: accountID)
        return try all(
            "SELECT c.id FROM contacts c WHERE \(conditions.joined(separator: " AND ")) "
                + "ORDER BY c.search, c.id LIMIT 200", arguments
        ) { try $0.text("id") }
    }
}

extension AppointmentScope {
    /// - Parameter people: the ids of the contacts whose appointments they are to be; nil for anybody's.
    fileprivate func conditions(of accountID: String, people: [String]?) -> (String, [any SQLConvertible]) {
        // Who is an account's contact is in no other account's appointment: by people there is an index.
        var conditions = [
            people.map { "a.contact_id IN (\($0.map { _ in "?" }.joined(separator: ", ")))" } ?? "a.account_id = ?"
        ]
        var arguments: [any SQLConvertible] = people ?? [accountID]
        if let hostID {
            conditions.append("a.host_id = ?")
            arguments.append(hostID)
        }
        if let calendarID {
            conditions.append("a.calendar_id = ?")
            arguments.append(calendarID)
        }
        return (conditions.joined(separator: " AND "), arguments)
    }
}

/// Which appointments pages of them are made of; nil and empty are without condition.
package struct AppointmentSearch: Sendable {
    package var calendarID: String?
    package var hostID: String?
    package var statuses: [Appointment.Status] = []
    /// The first moment they may start.
    package var from: Instant?
    /// The first moment they may not.
    package var to: Instant?

    package init() {}
}

/// The last appointment of a page: the next one goes on after it.
package struct AppointmentCursor: Hashable, Sendable {
    package let start: Instant
    package let id: String

    package init(start: Instant, id: String) {
        (self.start, self.id) = (start, id)
    }
}

/// One page of appointments in order of time.
package struct FoundAppointments: Sendable {
    package let lines: [AppointmentLine]
    /// The people who are brought along, by appointment.
    package let guests: [String: [ExtraGuest]]
    /// Everybody whose time a meeting takes, by meeting and by name.
    package let hosts: [String: [User]]
    /// Where the next page goes on; nil on the last.
    package let next: AppointmentCursor?
}

extension Reading {
    /// A page of an account's appointments, by start and id; what is booked or moved meanwhile neither repeats an
    /// appointment nor hides another.
    /// - Parameter cursor: of the page before.
    package func appointmentPage(
        of accountID: String, _ search: AppointmentSearch, after cursor: AppointmentCursor?, limit: Int
    ) throws -> FoundAppointments {
        let (conditions, arguments) = search.conditions(of: accountID, after: cursor)
        let found = try all(
            "\(AppointmentLine.query) WHERE \(conditions.joined(separator: " AND ")) "
                + "ORDER BY a.starts_at, a.id LIMIT ?", arguments + [limit + 1], AppointmentLine.init)
        let lines = Array(found.prefix(limit))
        let last = lines.last?.appointment
        return FoundAppointments(
            lines: lines, guests: try extraGuests(of: lines.map(\.appointment.id)),
            hosts: try owners(of: lines.map(\.appointment.meetingID)),
            next: found.count > limit ? last.map { AppointmentCursor(start: $0.interval.start, id: $0.id) } : nil)
    }

    private func extraGuests(of appointmentIDs: [String]) throws -> [String: [ExtraGuest]] {
        let rows = try all(
            "SELECT id, name, email, appointment_id FROM extra_guests WHERE appointment_id IN "
                + "(\(places(appointmentIDs))) ORDER BY id", appointmentIDs
        ) { row in
            let guest = ExtraGuest(
                id: try row.text("id"), name: try row.text("name"), email: try row.text("email"))
            return (try row.text("appointment_id"), guest)
        }
        return Dictionary(grouping: rows) { $0.0 }.mapValues { $0.map(\.1) }
    }

    private func owners(of meetingIDs: [String]) throws -> [String: [User]] {
        let rows = try all(
            "SELECT u.id, u.name, u.email, u.zone, u.photo, t.meeting_id FROM host_times t JOIN users u ON u.id = t.owner_id "
                + "WHERE t.meeting_id IN (\(places(meetingIDs))) ORDER BY u.name, u.id", meetingIDs
        ) { row in (try row.text("meeting_id"), try User(row)) }
        return Dictionary(grouping: rows) { $0.0 }.mapValues { $0.map(\.1) }
    }

    private func places(_ values: [String]) -> String {
        values.isEmpty ? "NULL" : values.map { _ in "?" }.joined(separator: ", ")
    }
}

extension AppointmentSearch {
    fileprivate func conditions(
        of accountID: String, after cursor: AppointmentCursor?
    ) -> (conditions: [String], arguments: [any SQLConvertible]) {
        var conditions = ["a.account_id = ?"]
        var arguments: [any SQLConvertible] = [accountID]
        func require(_ condition: String, _ values: [any SQLConvertible]) {
            conditions.append(condition)
            arguments += values
        }
        if let calendarID { require("a.calendar_id = ?", [calendarID]) }
        if let hostID { require("a.host_id = ?", [hostID]) }
        if !statuses.isEmpty {
            let words = statuses.map(\.rawValue)
            require("a.status IN (\(words.map { _ in "?" }.joined(separator: ", ")))", words)
        }
        if let from { require("a.starts_at >= ?", [from.milliseconds]) }
        if let to { require("a.starts_at < ?", [to.milliseconds]) }
        if let cursor {
            // The first of the two lets the index on starts_at find where to go on.
            let start = cursor.start.milliseconds
            require("a.starts_at >= ? AND (a.starts_at > ? OR a.id > ?)", [start, start, cursor.id])
        }
        return (conditions, arguments)
    }
}
