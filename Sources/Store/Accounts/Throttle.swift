import Database
package import TimeZones

extension Transaction {
    /// Counts one attempt, if the key has one left: it is filled up again evenly, one attempt per `interval`, and
    /// holds `burst` of them (the generic cell rate algorithm of ITU-T I.371).
    /// - Parameter interval: milliseconds.
    /// - Returns: false when it has none left.
    package func countAttempt(_ key: String, interval: Int, burst: Int, at now: Instant) throws -> Bool {
        // `free_at` is when the key will be full again; it may lie as far ahead as a whole burst takes.
        try connection.changes(
            "INSERT INTO throttles (throttle_key, free_at) VALUES (?, ?) ON CONFLICT (throttle_key) DO UPDATE SET "
                + "free_at = CASE WHEN throttles.free_at > ? THEN throttles.free_at ELSE ? END + ? "
                + "WHERE throttles.free_at <= ?",
            [
                key, now.milliseconds + Int64(interval), now.milliseconds, now.milliseconds, interval,
                now.milliseconds + Int64(interval * (burst - 1)),
            ]) == 1
    }

    /// Forgets the keys that are full.
    package func deleteThrottles(before now: Instant) throws {
        try connection.execute("DELETE FROM throttles WHERE free_at <= ?", [now.milliseconds])
    }
}
