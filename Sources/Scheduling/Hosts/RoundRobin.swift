package import TimeZones

/// Whose turn it is among the hosts who are free. Hosts who have ever connected Zoom come first in both modes,
/// because their room can be made at once.
package enum RoundRobin {
    package enum Mode: String, CaseIterable, Sendable {
        /// The highest priority, and among equals the one whose last booking lies longest ago.
        case availability
        /// Each host's share of the bookings by weight.
        case equal
    }

    package enum Priority: Int, CaseIterable, Sendable {
        case low = 0
        case medium = 1
        case high = 2
    }

    /// A free host, and what decides about their turn.
    package struct Candidate: Hashable, Sendable {
        package let hostID: String
        /// When a slot of this calendar last went to them.
        package let lastBooked: Instant?
        /// Whether they have a connection for the room.
        package let isConnected: Bool
        package let priority: Priority
        /// 1…100
        package let weight: Int
        /// In billionths of a booking: see `Ledger`.
        package let debt: Int64

        package init(
            hostID: String, lastBooked: Instant?, isConnected: Bool = true, priority: Priority = .medium,
            weight: Int = 1, debt: Int64 = 0
        ) {
            self.hostID = hostID
            self.lastBooked = lastBooked
            self.isConnected = isConnected
            self.priority = priority
            self.weight = RoundRobin.weight(weight)
            self.debt = debt
        }
    }

    /// Who takes the slot, and the sentence that explains it to staff.
    package struct Choice: Hashable, Sendable {
        package let hostID: String
        package let reason: String
    }

    /// - Parameters:
    ///   - candidates: in the calendar's order, which decides between equals.
    ///   - participants: all hosts whose shares count at this booking, in equal mode; none is the candidates
    ///     alone.
    /// - Returns: nil when there is no candidate.
    package static func choose(
        among candidates: [Candidate], mode: Mode = .availability, participants: [Ledger.Share] = []
    ) -> Choice? {
        let connected = candidates.filter(\.isConnected)
        let pool = connected.isEmpty ? candidates : connected
        guard let only = pool.first else { return nil }
        if pool.count == 1 {
            let reason =
                candidates.count == 1
                ? "The only host free at this time." : "The only free host who has connected Zoom."
            return Choice(hostID: only.hostID, reason: reason)
        }
        let field =
            pool.count == candidates.count
            ? "\(pool.count) free hosts" : "\(pool.count) free hosts who have connected Zoom"
        return switch mode {
        case .availability: leastRecent(of: pool, field)
        case .equal: mostDue(of: pool, participants, field)
        }
    }

    private static func leastRecent(of pool: [Candidate], _ field: String) -> Choice? {
        guard let highest = pool.map(\.priority.rawValue).max() else { return nil }
        let first = pool.filter { $0.priority.rawValue == highest }
        let turn = first.enumerated().min { left, right in
            (left.element.lastBooked?.milliseconds ?? .min, left.offset)
                < (right.element.lastBooked?.milliseconds ?? .min, right.offset)
        }
        guard let chosen = turn?.element else { return nil }
        let last = chosen.lastBooked == nil ? "has not been booked on this calendar yet" : "booked least recently"
        let reason =
            first.count == pool.count
            ? "\(last)"
            : first.count == 1
                ? "the only one of \(chosen.priority) priority"
                : "one of \(first.count) with \(chosen.priority) priority, \(last)"
        return Choice(hostID: chosen.hostID, reason: "One of \(field); \(reason).")
    }

    /// A weight that counts.
    static func weight(_ weight: Int) -> Int { min(max(weight, 1), 100) }
}
