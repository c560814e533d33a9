package import Store
package import TimeZones

/// How a host stands with Zoom: the connection, what is left of today, and what is still to be made.
package struct ZoomOutlook: Sendable {
    package struct Day: Hashable, Sendable {
        /// In UTC, as Zoom counts.
        package let day: String
        /// The rooms of its meetings that are not there yet.
        package let rooms: Int
    }

    package let connection: Connection?
    /// How many meetings Zoom lets them make or change a day.
    package let limit: Int
    package let today: ZoomDay
    /// When Zoom counts anew.
    package let resetsAt: Instant
    /// By the start of their meetings.
    package let waiting: [WaitingRoom]

    package var left: Int { WriteBudget(limit: limit, day: today).left }
    package var isLow: Bool { WriteBudget(limit: limit, day: today).isLow }

    /// The days that have rooms to be made, the next first.
    package var forecast: [Day] {
        var days: [Day] = []
        for room in waiting {
            let day = UTCDay.name(of: room.start)
            let count = days.last?.day == day ? days.removeLast().rooms + 1 : 1
            days.append(Day(day: day, rooms: count))
        }
        return days
    }
}

extension Verbs {
    private static let mostWaiting = 2000

    /// How a user stands with Zoom.
    package func zoomOutlook(of userID: String) async throws -> ZoomOutlook {
        let now = now
        return try await store.read { try zoomOutlook(of: userID, at: now, in: $0) }
    }

    func zoomOutlook(of userID: String, at now: Instant, in snapshot: Snapshot) throws -> ZoomOutlook {
        let connection = try snapshot.connection(of: userID)
        let day = UTCDay.name(of: now)
        return ZoomOutlook(
            connection: connection, limit: settings.zoomDailyWrites,
            today: try connection.map { try snapshot.zoomDay(day, of: $0.zoomUserID) } ?? ZoomDay(day: day),
            resetsAt: UTCDay.end(after: now, days: 1),
            waiting: try snapshot.waitingRooms(host: userID, after: now, limit: Self.mostWaiting))
    }
}
