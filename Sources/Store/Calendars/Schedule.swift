import Database
import Foundation
package import Scheduling
package import TimeZones

/// A user's weekly hours as they are stored.
package struct Schedule: Hashable, Sendable {
    /// A name of the tz database.
    package let zone: String
    /// JSON: weekday (1 Monday … 7 Sunday) → list of [from, to] in minutes after midnight.
    package let rules: String

    package init(zone: String, rules: String) {
        (self.zone, self.rules) = (zone, rules)
    }

    package init(zone: String, ranges: [Weekday: [MinuteRange]]) throws {
        let plain = Dictionary(
            uniqueKeysWithValues: ranges.map { (String($0.key.rawValue), $0.value.map { [$0.from, $0.to] }) })
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        self.init(zone: zone, rules: String(decoding: try encoder.encode(plain), as: UTF8.self))
    }

    /// The ranges by weekday.
    package func ranges() throws -> [Weekday: [MinuteRange]] {
        let plain = try JSONDecoder().decode([String: [[Int]]].self, from: Data(rules.utf8))
        var ranges: [Weekday: [MinuteRange]] = [:]
        for (key, values) in plain {
            guard let day = Int(key).flatMap(Weekday.init(rawValue:)) else { continue }
            ranges[day] = values.compactMap { $0.count == 2 ? MinuteRange(from: $0[0], to: $0[1]) : nil }
        }
        return ranges
    }
}

extension Reading {
    /// A user's weekly hours; nil before they have any.
    package func schedule(of userID: String) throws -> Schedule? {
        try first("SELECT zone, rules FROM schedules WHERE user_id = ?", [userID]) {
            Schedule(zone: try $0.text("zone"), rules: try $0.text("rules"))
        }
    }
}

extension Transaction {
    /// Stores a user's weekly hours in place of the former ones.
    package func save(_ schedule: Schedule, of userID: String, at now: Instant) throws {
        try connection.execute(
            "INSERT INTO schedules (user_id, zone, rules, updated_at) VALUES (?, ?, ?, ?) "
                + "ON CONFLICT (user_id) DO UPDATE "
                + "SET zone = excluded.zone, rules = excluded.rules, updated_at = excluded.updated_at",
            [userID, schedule.zone, schedule.rules, now.milliseconds])
    }
}
