package import TimeZones

/// Whose turn it is among the hosts who are free: the one whose last booking lies longest ago.
package enum RoundRobin {
    /// A free host, and when a slot of this calendar last went to them.
    package struct Candidate: Hashable, Sendable {
        package let hostID: String
        package let lastBooked: Instant?

        package init(hostID: String, lastBooked: Instant?) {
            self.hostID = hostID
            self.lastBooked = lastBooked
        }
    }

    /// Who takes the slot, and the sentence that explains it to staff.
    package struct Choice: Hashable, Sendable {
        package let hostID: String
        package let reason: String

        package init(hostID: String, reason: String) {
            self.hostID = hostID
            self.reason = reason
        }
    }

    /// - Parameter candidates: in the calendar's order, which decides between equals.
    /// - Returns: nil when there is no candidate.
    package static func choose(among candidates: [Candidate]) -> Choice? {
        let turn = candidates.enumerated().min { left, right in
            (left.element.lastBooked?.milliseconds ?? .min, left.offset)
                < (right.element.lastBooked?.milliseconds ?? .min, right.offset)
        }
        guard let chosen = turn?.element else { return nil }
        let reason =
            candidates.count == 1
            ? "The only host free at this time."
            : chosen.lastBooked == nil
                ? "One of \(candidates.count) free hosts; has not been booked on this calendar yet."
                : "One of \(candidates.count) free hosts; booked least recently."
        return Choice(hostID: chosen.hostID, reason: reason)
    }
}
