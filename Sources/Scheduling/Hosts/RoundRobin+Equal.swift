extension RoundRobin {
    /// The quota method of Balinski and Young (1975), told by debts: a host may have the next booking when that
    /// does not give them more than their share rounded up; of those the one who has to have it soonest, so as not
    /// to fall behind by a whole one. With everybody free all the time nobody is ever a whole booking away from
    /// their share.
    static func mostDue(of pool: [Candidate], _ participants: [Ledger.Share], _ field: String) -> Choice? {
        let shares = participants.isEmpty ? pool.map(\.weight) : participants.map(\.weight)
        let weights = Int64(shares.reduce(0, +))
        let part = Ledger.unit / weights
        let due = pool.map { Due($0, booking: part * weights, share: part * Int64($0.weight)) }
        let eligible = due.filter(\.isEligible)
        let turn = (eligible.isEmpty ? due : eligible).enumerated().min { left, right in
            if left.element.isBefore(right.element) { return true }
            return !right.element.isBefore(left.element) && left.offset < right.offset
        }
        guard let chosen = turn?.element.candidate else { return nil }
        return Choice(
            hostID: chosen.hostID,
            reason: "One of \(field); weight \(chosen.weight) of \(weights), \(standing(of: chosen.debt)).")
    }

    /// How a debt reads: `has had 1.5 bookings fewer than their share`.
    private static func standing(of debt: Int64) -> String {
        let hundredths = (abs(Due.clamped(debt)) + Ledger.unit / 200) / (Ledger.unit / 100)
        guard hundredths > 0 else { return "has had exactly their share so far and is next in turn" }
        let (whole, rest) = (hundredths / 100, hundredths % 100)
        let digits = rest == 0 ? "" : rest % 10 == 0 ? ".\(rest / 10)" : rest < 10 ? ".0\(rest)" : ".\(rest)"
        let amount = "\(whole)\(digits) \(hundredths == 100 ? "booking" : "bookings")"
        return debt > 0
            ? "has had \(amount) fewer than their share"
            : "has had \(amount) more than their share, but is next in turn"
    }
}

/// A candidate's place in the queue. Fractions are compared by their products, in whole numbers.
private struct Due {
    let candidate: RoundRobin.Candidate
    /// Billionths that one booking costs.
    private let booking: Int64
    /// Billionths of a booking that one turn earns them.
    private let share: Int64
    /// What is called in: no more than three bookings at once, so that nobody is flooded.
    private let debt: Int64

    init(_ candidate: RoundRobin.Candidate, booking: Int64, share: Int64) {
        self.candidate = candidate
        self.booking = booking
        self.share = share
        debt = min(max(candidate.debt, -3 * Ledger.unit), 3 * Ledger.unit)
    }

    var isEligible: Bool { debt + share > 0 }

    /// Whether its deadline comes first, (1 - debt) / share; what is not called in decides between equals.
    func isBefore(_ other: Due) -> Bool {
        let (mine, theirs) = (deadline(debt, against: other), other.deadline(other.debt, against: self))
        guard mine == theirs else { return mine < theirs }
        return deadline(Self.clamped(candidate.debt), against: other)
            < other.deadline(Self.clamped(other.candidate.debt), against: self)
    }

    private func deadline(_ debt: Int64, against other: Due) -> Int64 {
        (booking - debt) * Int64(other.candidate.weight)
    }

    /// A million bookings at most, beyond any calendar's life, so that sums and products stay within 64 bits.
    static func clamped(_ debt: Int64) -> Int64 {
        min(max(debt, -1_000_000 * Ledger.unit), 1_000_000 * Ledger.unit)
    }
}
