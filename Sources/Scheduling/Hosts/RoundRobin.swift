package import TimeZones

/// Whose turn it is among the hosts who are free: first those whose room can be made at once, and among them the one
/// whose last booking lies longest ago.
package enum RoundRobin {
    /// A free host, when a slot of this calendar last went to them, and whether they have a connection for the room.
    package struct Candidate: Hashable, Sendable {
        package let hostID: String
        package let lastBooked: Instant?
        package let isConnected: Bool

        package init(hostID: String, lastBooked: Instant?, isConnected: Bool = true) {
            self.hostID = hostID
            self.lastBooked = lastBooked
            self.isConnected = isConnected
        }
    }

    /// Who takes the slot, and the sentence that explains it to staff.
    package struct Choice: Hashable, Sendable {
        package let hostID: String
        package let reason: String
    }

    /// - Parameter candidates: in the calendar's order, which decides between equals.
    /// - Returns: nil when there is no candidate.
    package static func choose(among candidates: [Candidate]) -> Choice? {
        let connected = candidates.filter(\.isConnected)
        let pool = connected.isEmpty ? candidates : connected
        let turn = pool.enumerated().min { left, right in
            (left.element.lastBooked?.milliseconds ?? .min, left.offset)
                < (right.element.lastBooked?.milliseconds ?? .min, right.offset)
        }
        guard let chosen = turn?.element else { return nil }
        let field =
            pool.count == candidates.count
            ? "\(pool.count) free hosts" : "\(pool.count) free hosts who have connected Zoom"
        let reason =
            candidates.count == 1
            ? "The only host free at this time."
            : pool.count == 1
                ? "The only free host who has connected Zoom."
                : "One of \(field); "
                    + (chosen.lastBooked == nil
                        ? "has not been booked on this calendar yet." : "booked least recently.")
        return Choice(hostID: chosen.hostID, reason: reason)
    }
}
