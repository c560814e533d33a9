import Database
package import Scheduling
package import TimeZones

/// An appointment as a calendar feed shows it.
package struct FeedEvent: Hashable, Sendable {
    package let appointmentID: String
    package let status: Appointment.Status
    /// As in its invitations.
    package let sequence: Int
    package let interval: Interval
    package let guestName: String
    /// Nil on a calendar without hosts.
    package let hostName: String?
    package let calendarName: String
    package let location: CalendarLocation
    /// Where, as the person who booked answered.
    package let locationAnswer: String
    /// When something happened to it last.
    package let changedAt: Instant

    init(_ row: SQLRow) throws {
        appointmentID = try row.text("id")
        status = Appointment.Status(rawValue: try row.text("status")) ?? .invalid
        sequence = try row.integer("sequence")
        interval = Interval(
            start: Instant(milliseconds: try row.integer64("starts_at")),
            end: Instant(milliseconds: try row.integer64("ends_at")))
        guestName = try row.text("guest_name")
        hostName = try row.optionalText("host_name")
        calendarName = try row.text("calendar_name")
        location = try CalendarLocation(row)
        locationAnswer = try row.text("location_answer")
        changedAt = Instant(milliseconds: try row.integer64("changed_at"))
    }
}

/// Which appointments a feed shows.
package enum FeedSubject: Hashable, Sendable {
    /// Those that a user holds, alone or with others, in these accounts.
    case held(userID: String, accountIDs: [String])
    /// Those of an account's calendar; only those that a user hosts, unless that is nil.
    case calendar(String, accountID: String, hostID: String?)
}

extension Reading {
    /// What a feed shows, in order of time: first what begins from `now` on, the next first, then what has begun before, the latest
    /// first, until there are `limit`. What was cancelled is among what is still to come, so that readers learn of it.
    /// - Parameter range: bounds the start; `now` lies within it.
    package func feedEvents(
        of subject: FeedSubject, within range: Interval, at now: Instant, limit: Int
    ) throws -> [FeedEvent] {
        let ahead = try feedEvents(of: subject, from: now, to: range.end, isAhead: true, limit: limit)
        let begun = try feedEvents(
            of: subject, from: range.start, to: now, isAhead: false, limit: limit - ahead.count)
        return begun.reversed() + ahead
    }

    private func feedEvents(
        of subject: FeedSubject, from: Instant, to: Instant, isAhead: Bool, limit: Int
    ) throws -> [FeedEvent] {
        let span = [from.milliseconds, to.milliseconds]
        let begins = "a.starts_at >= ? AND a.starts_at < ?"
        let stands = isAhead ? "" : " AND a.status NOT IN ('cancelled', 'invalid')"
        let order = isAhead ? "ASC" : "DESC"
        func found(_ from: String, _ condition: String, _ arguments: [any SQLConvertible]) throws -> [FeedEvent] {
            try all(
                "\(feedColumns) FROM \(from) \(feedJoins) WHERE \(condition)\(stands) "
                    + "ORDER BY a.starts_at \(order), a.id \(order) LIMIT ?", arguments + [limit], FeedEvent.init)
        }
        switch subject {
        case .held(let userID, let accountIDs):
            if accountIDs.isEmpty { return [] }
            let within = "a.account_id IN (\(accountIDs.map { _ in "?" }.joined(separator: ", ")))"
            let own = try found(
                "appointments a JOIN meetings m ON m.id = a.meeting_id",
                "a.host_id = ? AND \(begins) AND \(within)",
                [userID] + span + accountIDs)
            // Whoever holds a meeting beside its first host has time taken by it.
            let shared = try found(
                "host_times t JOIN meetings m ON m.id = t.meeting_id JOIN appointments a ON a.meeting_id = m.id",
                "t.owner_id = ? AND t.starts_at >= ? AND t.starts_at < ? AND a.host_id <> ? AND \(begins) AND \(within)",
                [userID] + span + [userID] + span + accountIDs)
            let sorted = (own + shared).sorted {
                ($0.interval.start, $0.appointmentID) < ($1.interval.start, $1.appointmentID)
            }
            return Array((isAhead ? sorted : sorted.reversed()).prefix(limit))
        case .calendar(let calendarID, let accountID, let hostID):
            // Its account's index leads through time.
            let hosted = hostID == nil ? "" : " AND a.host_id = ?"
            return try found(
                "appointments a JOIN meetings m ON m.id = a.meeting_id",
                "a.account_id = ? AND a.calendar_id = ? AND \(begins)\(hosted)",
                [accountID, calendarID] + span + [hostID].compactMap(\.self))
        }
    }

    private var feedColumns: String {
        "SELECT a.id, a.status, a.sequence, a.starts_at, a.ends_at, a.guest_name, a.location_answer, "
            + "u.name AS host_name, c.name AS calendar_name, m.location_kind, m.location_detail, "
            + "COALESCE((SELECT MAX(h.happened_at) FROM history h WHERE h.subject_id = a.id), a.created_at) "
            + "AS changed_at"
    }

    private var feedJoins: String {
        "JOIN calendars c ON c.id = a.calendar_id LEFT JOIN users u ON u.id = a.host_id"
    }
}
