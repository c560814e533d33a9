import Scheduling
import Store
import TimeZones
import Zoom

/// No write is left for this today.
struct WritesSpent: Error {
    let until: Instant
}

extension Verbs {
    /// Refuses a room whose turn has not come.
    /// - Throws: `WritesSpent`.
    func requireTurn(_ plan: RoomPlan) async throws {
        let start = plan.meeting.interval.start
        let turn: WriteBudget.Turn? = try await store.read { snapshot in
            guard let budget = try budget(ofHost: plan.ownerID, snapshot) else { return nil }
            let ahead = try snapshot.waitingRooms(
                host: plan.room.hostID, after: now, before: start, most: settings.zoomDailyWrites)
            return budget.turn(of: start, ahead: ahead, isAsked: plan.room.askedAt != nil, at: now)
        }
        if case .later(let until) = turn { throw WritesSpent(until: until) }
    }

    /// What a host has left of today; nil for one without a connection.
    func budget(ofHost userID: String, _ reading: any Reading) throws -> WriteBudget? {
        guard let connection = try reading.connection(of: userID) else { return nil }
        let day = try reading.zoomDay(UTCDay.name(of: now), of: connection.zoomUserID)
        return WriteBudget(limit: settings.zoomDailyWrites, day: day)
    }

    /// Takes one of the host's writes of today, before it is sent.
    /// - Throws: `WritesSpent` when none is left.
    func spendWrite(_ plan: RoomPlan, in transaction: Transaction) throws {
        guard let connection = try transaction.connection(of: plan.ownerID) else { return }
        let (day, limit) = (UTCDay.name(of: now), settings.zoomDailyWrites)
        let zoomUser = connection.zoomUserID
        guard let spent = try transaction.spendZoomWrite(on: day, of: zoomUser, limit: limit) else {
            throw WritesSpent(until: UTCDay.end(after: now, days: 1).adding(seconds: 1))
        }
        let budget = WriteBudget(limit: limit, day: ZoomDay(day: day, writes: spent))
        if budget.isLow, try transaction.takeZoomDayWarning(day, of: zoomUser, at: now) {
            try warn(ofLowWrites: connection.userID, in: transaction)
        }
    }

    /// Sets the meter right after Zoom has refused a write.
    /// - Throws: `WritesSpent` in place of Zoom's own word for it.
    func correctMeter(_ error: ZoomError, _ plan: RoomPlan) async throws {
        guard let connection = try await store.read({ try $0.connection(of: plan.ownerID) }) else { return }
        let day = UTCDay.name(of: now)
        switch error.kind {
        case .unconnected, .invalidToken, .tooFast:
            try await store.write { try $0.returnZoomWrite(on: day, of: connection.zoomUserID) }
        case .dailyLimit(let resumesAt):
            // Somebody else has used the rest.
            try await store.write { transaction in
                try transaction.markZoomDaySpent(day, of: connection.zoomUserID, at: now)
                if try transaction.takeZoomDayWarning(day, of: connection.zoomUserID, at: now) {
                    try warn(ofLowWrites: connection.userID, in: transaction)
                }
            }
            // A limit of a day ends within a day, whatever is said.
            let midnight = UTCDay.end(after: now, days: 1)
            let said = resumesAt.map(Instant.init(milliseconds:)) ?? midnight
            throw WritesSpent(until: min(max(said, now.adding(seconds: 5)), midnight).adding(seconds: 1))
        default: break
        }
    }

    private func warn(ofLowWrites userID: String, in transaction: Transaction) throws {
        guard let user = try transaction.user(id: userID),
            let account = try transaction.accountIDs(of: userID).first
        else { return }
        try queue(.writesLow, to: user, account: account, context: user.name, in: transaction)
    }
}
