import Scheduling
import Testing
import TimeZones

/// A calendar in equal mode, as its bookings go by.
private struct Rotation {
    private(set) var turn: Int64 = 0
    private(set) var paid: [String: Int64] = [:]
    private(set) var counts: [String: Int] = [:]
    private(set) var shares: [Ledger.Share] = []

    init(_ weights: [Int]) {
        for (index, weight) in weights.enumerated() { join("host\(index)", weight) }
    }

    mutating func join(_ hostID: String, _ weight: Int) {
        shares.append(Ledger.Share(hostID: hostID, weight: weight))
        paid[hostID] = Ledger.paid(forDebt: 0, weight: weight, turn: turn)
    }

    func debt(_ share: Ledger.Share) -> Int64 {
        Ledger.debt(weight: share.weight, turn: turn, paid: paid[share.hostID] ?? 0)
    }

    /// Books once; who is `away` does not count, who is `busy` counts and cannot.
    @discardableResult
    mutating func book(away: Set<String> = [], busy: Set<String> = []) -> RoundRobin.Choice? {
        let participants = shares.filter { !away.contains($0.hostID) }
        let candidates = participants.filter { !busy.contains($0.hostID) }.map { share in
            RoundRobin.Candidate(hostID: share.hostID, lastBooked: nil, weight: share.weight, debt: debt(share))
        }
        let choice = RoundRobin.choose(among: candidates, mode: .equal, participants: participants)
        guard let choice else { return nil }
        let settlement = Ledger.settle(
            chosen: choice.hostID, participants: participants,
            absent: shares.filter { away.contains($0.hostID) })
        turn += settlement.turn
        for (hostID, amount) in settlement.paid { paid[hostID, default: 0] += amount }
        counts[choice.hostID, default: 0] += 1
        return choice
    }
}

struct `Bookings shared out by weight` {
    @Test func `keep every host within one of their share, after every booking`() {
        var random = SeededGenerator(seed: 1975)
        for _ in 0..<120 {
            let heaviest = random.pick([1, 3, 10, 100])
            let weights = (0..<Int.random(in: 1...12, using: &random)).map { _ in
                Int.random(in: 1...heaviest, using: &random)
            }
            var rotation = Rotation(weights)
            let sum = weights.reduce(0, +)
            for booking in 1...500 {
                rotation.book()
                let isFair = rotation.shares.allSatisfy { share in
                    let count = rotation.counts[share.hostID] ?? 0
                    return abs(count * sum - booking * share.weight) < sum
                }
                guard isFair else {
                    Issue.record("\(weights) after \(booking): \(rotation.counts)")
                    break
                }
            }
        }
    }

    @Test func `go round in the calendar's order where weights are equal`() {
        var rotation = Rotation([1, 1, 1])
        let order = (0..<9).compactMap { _ in rotation.book()?.hostID }
        #expect(order == (0..<9).map { "host\($0 % 3)" })
    }

    @Test func `do not come in a row for who has the most weight`() {
        var rotation = Rotation([4, 1, 1])
        let order = (0..<6).compactMap { _ in rotation.book()?.hostID }
        #expect(order.filter { $0 == "host0" }.count == 4)
        #expect(order.filter { $0 == "host1" }.count == 1)
    }

    @Test func `owe as much as they did before, to the billionth`() throws {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<50 {
            var rotation = Rotation((0..<7).map { _ in Int.random(in: 1...100, using: &random) })
            for _ in 0..<200 {
                let away = Set(
                    rotation.shares.map(\.hostID).filter { _ in Int.random(in: 0...3, using: &random) == 0 })
                let before = rotation
                rotation.book(away: away)
                let present = rotation.shares.filter { !away.contains($0.hostID) }
                #expect(present.reduce(0) { $0 + rotation.debt($1) } == present.reduce(0) { $0 + before.debt($1) })
                for share in rotation.shares where away.contains(share.hostID) {
                    #expect(rotation.debt(share) == before.debt(share))
                }
            }
        }
    }

    @Test func `make up for the times a host could not, but not for time off`() {
        var rotation = Rotation([1, 1, 1])
        for _ in 0..<9 { rotation.book(busy: ["host0"]) }
        let owed = rotation.debt(rotation.shares[0])
        #expect(owed > 2 * Ledger.unit && owed <= 3 * Ledger.unit)
        let next = (0..<3).compactMap { _ in rotation.book()?.hostID }
        #expect(next == ["host0", "host0", "host0"])
        var holiday = Rotation([1, 1, 1])
        for _ in 0..<10 { holiday.book(away: ["host0"]) }
        #expect(holiday.debt(holiday.shares[0]) == 0)
    }

    @Test func `do not flood who is new`() {
        var random = SeededGenerator(seed: 12)
        for _ in 0..<100 {
            let weights = (0..<Int.random(in: 1...8, using: &random)).map { _ in random.pick([1, 2, 5, 20]) }
            var rotation = Rotation(weights)
            for _ in 0..<Int.random(in: 0...300, using: &random) { rotation.book() }
            let weight = random.pick([1, 2, 5, 20])
            rotation.join("new", weight)
            let sum = rotation.shares.reduce(0) { $0 + $1.weight }
            for booking in 1...100 {
                rotation.book()
                let most = (booking * weight + sum - 1) / sum + 1
                #expect(rotation.counts["new"] ?? 0 <= most)
            }
            #expect(rotation.counts["new"] ?? 0 >= 100 * weight / sum - 1)
        }
    }

    @Test func `do not flood who comes back from time off`() {
        var random = SeededGenerator(seed: 13)
        for _ in 0..<100 {
            let weights = (0..<Int.random(in: 2...8, using: &random)).map { _ in random.pick([1, 2, 5, 20]) }
            var rotation = Rotation(weights)
            for _ in 0..<Int.random(in: 0...100, using: &random) { rotation.book() }
            for _ in 0..<Int.random(in: 0...200, using: &random) { rotation.book(away: ["host0"]) }
            let (before, share) = (rotation.counts["host0"] ?? 0, rotation.shares[0])
            let sum = rotation.shares.reduce(0) { $0 + $1.weight }
            for booking in 1...100 {
                rotation.book()
                let most = (booking * share.weight + sum - 1) / sum + 1
                #expect((rotation.counts["host0"] ?? 0) - before <= most)
            }
        }
    }

    @Test func `call in no more than three at once, however much is owed`() {
        let calm = RoundRobin.Candidate(hostID: "ann", lastBooked: nil, debt: 3 * Ledger.unit)
        let owed = RoundRobin.Candidate(hostID: "bob", lastBooked: nil, debt: 500 * Ledger.unit)
        let heavy = RoundRobin.Candidate(hostID: "eve", lastBooked: nil, weight: 3, debt: 3 * Ledger.unit)
        #expect(RoundRobin.choose(among: [calm, owed], mode: .equal)?.hostID == "bob")
        // Of equal debts the one whose deadline is furthest past goes first: bob's two bookings over a third of a
        // turn.
        #expect(RoundRobin.choose(among: [heavy, calm], mode: .equal)?.hostID == "ann")
        #expect(RoundRobin.choose(among: [heavy, calm, owed], mode: .equal)?.hostID == "bob")
        let extreme = [Int64.min, .max].map { debt in
            RoundRobin.Candidate(hostID: "\(debt)", lastBooked: nil, weight: 100, debt: debt)
        }
        #expect(RoundRobin.choose(among: extreme, mode: .equal)?.hostID == "\(Int64.max)")
    }

    @Test func `go to the earliest deadline when nobody free is due`() {
        let ahead = [(4, "ann"), (2, "bob"), (2, "eve")].map { debt, id in
            RoundRobin.Candidate(hostID: id, lastBooked: nil, debt: -Int64(debt) * Ledger.unit)
        }
        let shares = ["ann", "bob", "eve", "kim"].map { Ledger.Share(hostID: $0, weight: 1) }
        #expect(RoundRobin.choose(among: ahead, mode: .equal, participants: shares)?.hostID == "bob")
    }
}

struct `The ledger` {
    @Test func `lets the chosen pay for one booking and the absent for what they earned`() {
        let shares = [("ann", 2), ("bob", 1), ("eve", 4)].map { Ledger.Share(hostID: $0, weight: $1) }
        let settlement = Ledger.settle(
            chosen: "bob", participants: Array(shares[..<2]), absent: Array(shares[2...]))
        #expect(settlement.turn == 333_333_333)
        #expect(settlement.paid == ["bob": 999_999_999, "eve": 1_333_333_332])
    }

    @Test func `counts who is chosen although absent, and nobody who is no host`() {
        let shares = [("ann", 1), ("bob", 1)].map { Ledger.Share(hostID: $0, weight: $1) }
        let late = Ledger.settle(chosen: "bob", participants: [shares[0]], absent: [shares[1]])
        #expect(late == Ledger.settle(chosen: "bob", participants: shares, absent: []))
        let stranger = Ledger.settle(chosen: "zoe", participants: shares, absent: [])
        #expect(stranger.turn == 0 && stranger.paid.isEmpty)
        let nobody = Ledger.settle(chosen: "zoe", participants: [], absent: [])
        #expect(nobody.turn == 0 && nobody.paid.isEmpty)
    }

    @Test func `keeps a debt through a change of weight`() {
        let (turn, paid): (Int64, Int64) = (123_456_789_012, 98_765_432_109)
        let debt = Ledger.debt(weight: 3, turn: turn, paid: paid)
        let moved = Ledger.paid(forDebt: debt, weight: 7, turn: turn)
        #expect(Ledger.debt(weight: 7, turn: turn, paid: moved) == debt)
        #expect(Ledger.debt(weight: 3, turn: turn, paid: Ledger.paid(forDebt: 0, weight: 3, turn: turn)) == 0)
    }

    @Test func `takes weights from one to a hundred`() {
        let weights = [-5, 0, 1, 50, 100, 1000].map { Ledger.Share(hostID: "ann", weight: $0).weight }
        #expect(weights == [1, 1, 1, 50, 100, 100])
    }
}
