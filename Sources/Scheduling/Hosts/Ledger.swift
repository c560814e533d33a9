/// Who has had how much of their share, of one calendar that shares its bookings out by weight. Whole billionths,
/// so that nothing drifts.
///
/// The calendar's turn grows with every booking, by one booking divided by the weights that took part in it; a
/// host's debt is what their weight has earned them of the turn, less what they have paid. The chosen host pays
/// one booking; who could not take part pays what they earned, so that they are neither owed nor owe anything when
/// they come back.
package struct Ledger {
    /// A host and their weight, 1…100.
    package struct Share: Hashable, Sendable {
        package let hostID: String
        package let weight: Int

        package init(hostID: String, weight: Int) {
            self.hostID = hostID
            self.weight = RoundRobin.weight(weight)
        }
    }

    /// What one booking changes.
    package struct Settlement: Hashable, Sendable, Codable {
        /// Added to the calendar's turn.
        package let turn: Int64
        /// Added to what each host has paid. Hosts who are not named pay nothing.
        package let paid: [String: Int64]
    }

    /// One booking.
    package static let unit: Int64 = 1_000_000_000

    /// What a host is owed, in billionths of a booking; negative when they had more than their share.
    package static func debt(weight: Int, turn: Int64, paid: Int64) -> Int64 {
        Int64(weight) * turn - paid
    }

    /// What one booking changes. The debts of those who took part add up to what they did before, exactly.
    /// - Parameters:
    ///   - chosen: the host who got it. They take part even when they are listed as absent; when they are not
    ///     listed at all they are no host of this calendar, and nothing changes.
    ///   - participants: hosts who counted at that booking: not on time off that day, connection not broken.
    ///   - absent: the calendar's other hosts.
    package static func settle(chosen: String, participants: [Share], absent: [Share]) -> Settlement {
        let late = absent.filter { $0.hostID == chosen }
        let present = participants + late
        guard present.contains(where: { $0.hostID == chosen }) else { return Settlement(turn: 0, paid: [:]) }
        let weights = present.reduce(Int64(0)) { $0 + Int64($1.weight) }
        let turn = unit / weights
        var paid = [chosen: weights * turn]
        for share in absent where share.hostID != chosen { paid[share.hostID] = Int64(share.weight) * turn }
        return Settlement(turn: turn, paid: paid)
    }

    /// The `paid` that gives a host this debt: 0 to who is new, their present one to whose weight changes.
    package static func paid(forDebt debt: Int64, weight: Int, turn: Int64) -> Int64 {
        Int64(weight) * turn - debt
    }
}
