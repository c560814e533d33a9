import Database
package import TimeZones

/// How much of a member's time is taken within some days.
package struct WorkLoad: Hashable, Sendable {
    package let meetings: Int
    package let minutes: Int
}

extension Reading {
    /// What the members of an account have ahead of them, on whichever calendar, by user id; who has nothing is absent.
    package func workLoads(of accountID: String, from start: Instant, to end: Instant) throws -> [String: WorkLoad]
    {
        let found = try all(
            "SELECT t.owner_id, count(*) AS meetings, CAST(SUM(t.ends_at - t.starts_at) AS BIGINT) AS taken "
                + "FROM memberships m JOIN host_times t ON t.owner_id = m.user_id "
                + "WHERE m.account_id = ? AND t.starts_at >= ? AND t.starts_at < ? AND t.held_until IS NULL "
                + "GROUP BY t.owner_id", [accountID, start.milliseconds, end.milliseconds]
        ) { row in
            let load = WorkLoad(
                meetings: try row.integer("meetings"), minutes: Int(try row.integer64("taken") / 60_000))
            return (try row.text("owner_id"), load)
        }
        return Dictionary(found) { first, _ in first }
    }
}
