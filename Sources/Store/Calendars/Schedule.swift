import Database
package import Scheduling
package import TimeZones

/// Opening hours as they are stored: cheap to compare, read into `OpeningHours` when they are needed.
package struct Schedule: Hashable, Sendable {
    /// A name of the tz database.
    package let zone: String
    /// JSON: `weeks`, a list of {weekday (1 Monday … 7 Sunday): [[from, to], …]} in minutes after midnight; `anchor`, a
    /// day of the first of these weeks; `overrides`, {day: [[from, to], …]}.
    package let rules: String

    package init(zone: String, rules: String) {
        (self.zone, self.rules) = (zone, rules)
    }

    package init(_ hours: OpeningHours) throws {
        func plain(_ ranges: [MinuteRange]) -> [[Int]] { ranges.map { [$0.from, $0.to] } }
        let weeks = hours.weeks.map { week in
            Dictionary(uniqueKeysWithValues: week.map { (String($0.key.rawValue), plain($0.value)) })
        }
        let overrides = Dictionary(
            uniqueKeysWithValues: hours.overrides.map { ($0.key.description, plain($0.value)) })
        self.init(
            zone: hours.zone.identifier,
            rules: try StoredJSON.text(
                Rules(weeks: weeks, anchor: hours.anchor.description, overrides: overrides)))
    }

    /// The hours, on the clocks of the zone that `zone` names.
    package func hours(in zone: Zone) throws -> OpeningHours {
        let stored: Rules = try StoredJSON.value(rules)
        func ranges(_ plain: [[Int]]) -> [MinuteRange] {
            plain.compactMap { $0.count == 2 ? MinuteRange(from: $0[0], to: $0[1]) : nil }
        }
        let weeks = stored.weeks.map { week in
            week.reduce(into: [Weekday: [MinuteRange]]()) { days, day in
                guard let weekday = Int(day.key).flatMap(Weekday.init(rawValue:)) else { return }
                days[weekday] = ranges(day.value)
            }
        }
        let overrides = stored.overrides.reduce(into: [CivilDate: [MinuteRange]]()) { days, day in
            if let date = CivilDate(day.key) { days[date] = ranges(day.value) }
        }
        return OpeningHours(
            zone: zone, weeks: weeks, anchor: CivilDate(stored.anchor) ?? CivilDate(daysSinceEpoch: 0),
            overrides: overrides)
    }

    private struct Rules: Codable {
        let weeks: [[String: [[Int]]]]
        let anchor: String
        let overrides: [String: [[Int]]]
    }
}

/// A schedule with a name of its own: a user's, or one that the calendars of an account share.
package struct NamedSchedule: Hashable, Sendable {
    package var id: String
    /// The account whose calendars share it; nil for a user's own.
    package var accountID: String?
    package var userID: String?
    package var name: String
    package var schedule: Schedule
    /// Whether it is the one that counts where none is chosen.
    package var isDefault: Bool

    package init(
        id: String, accountID: String?, userID: String?, name: String, schedule: Schedule, isDefault: Bool
    ) {
        self.id = id
        self.accountID = accountID
        self.userID = userID
        self.name = name
        self.schedule = schedule
        self.isDefault = isDefault
    }

    init(_ row: SQLRow) throws {
        self.init(
            id: try row.text("id"), accountID: try row.optionalText("account_id"),
            userID: try row.optionalText("user_id"), name: try row.text("name"),
            schedule: Schedule(zone: try row.text("zone"), rules: try row.text("rules")),
            isDefault: try row.boolean("is_default"))
    }
}

extension Reading {
    /// A user's default hours; nil before they have any.
    package func schedule(of userID: String) throws -> Schedule? {
        try defaultSchedule(of: userID)?.schedule
    }

    /// A user's default schedule; nil before they have one.
    package func defaultSchedule(of userID: String) throws -> NamedSchedule? {
        try first(
            "SELECT * FROM schedules WHERE user_id = ? AND is_default = 1", [userID], NamedSchedule.init)
    }

    /// The schedule of that id, whosever it is.
    package func schedule(id: String) throws -> NamedSchedule? {
        try askSchedule(id: id).first
    }

    /// As `schedule(id:)`, read later.
    package func askSchedule(id: String) throws -> Asked<NamedSchedule> {
        try ask("SELECT * FROM schedules WHERE id = ?", [id], NamedSchedule.init)
    }

    /// A user's schedules, the default one first.
    package func schedules(ofUser userID: String) throws -> [NamedSchedule] {
        try all(
            "SELECT * FROM schedules WHERE user_id = ? ORDER BY is_default DESC, name, id", [userID],
            NamedSchedule.init)
    }

    /// The schedules that an account's calendars can share, by name.
    package func schedules(ofAccount accountID: String) throws -> [NamedSchedule] {
        try all(
            "SELECT * FROM schedules WHERE account_id = ? ORDER BY name, id", [accountID], NamedSchedule.init)
    }
}

extension Transaction {
    /// Stores a new schedule, or one in place of the former of the same id.
    package func save(_ schedule: NamedSchedule, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO schedules (id, account_id, user_id, name, zone, rules, is_default, updated_at) "
                + "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, "
                + "zone = excluded.zone, rules = excluded.rules, is_default = excluded.is_default, "
                + "updated_at = excluded.updated_at",
            [
                schedule.id, schedule.accountID, schedule.userID, schedule.name, schedule.schedule.zone,
                schedule.schedule.rules, schedule.isDefault, now.milliseconds,
            ])
    }

    /// Removes a schedule that nothing uses any more.
    /// - Throws: `StoreError` when a calendar or a host still goes by it.
    package func deleteSchedule(id: String) throws {
        try connection.execute("DELETE FROM schedules WHERE id = ?", [id])
    }
}
