import Scheduling
import Testing
import TimeZones

struct `Round robin` {
    private func candidate(_ id: String, _ booked: Int64?, connected: Bool = true) -> RoundRobin.Candidate {
        RoundRobin.Candidate(
            hostID: id, lastBooked: booked.map(Instant.init(milliseconds:)), isConnected: connected)
    }

    private func candidate(
        _ id: String, _ priority: RoundRobin.Priority, _ booked: Int64? = nil, connected: Bool = true
    ) -> RoundRobin.Candidate {
        RoundRobin.Candidate(
            hostID: id, lastBooked: booked.map(Instant.init(milliseconds:)), isConnected: connected,
            priority: priority)
    }

    private func turn(_ candidates: RoundRobin.Candidate...) -> String? {
        RoundRobin.choose(among: candidates)?.hostID
    }

    @Test func `takes the host booked least recently`() {
        #expect(turn(candidate("ann", 300), candidate("bob", 100), candidate("eve", 200)) == "bob")
    }

    @Test func `takes a host never booked before all others`() {
        #expect(turn(candidate("ann", 1), candidate("bob", nil), candidate("eve", .min + 1)) == "bob")
        #expect(turn(candidate("ann", -5), candidate("bob", nil)) == "bob")
    }

    @Test func `goes by the calendar's order between equals`() {
        #expect(turn(candidate("eve", nil), candidate("ann", nil)) == "eve")
        #expect(turn(candidate("zoe", 7), candidate("ann", 7), candidate("bob", 8)) == "zoe")
    }

    @Test func `prefers hosts with a connection, and makes do without`() {
        #expect(turn(candidate("ann", nil, connected: false), candidate("bob", 900)) == "bob")
        #expect(turn(candidate("ann", 5, connected: false), candidate("bob", 3, connected: false)) == "bob")
    }

    @Test func `has no turn for nobody`() {
        #expect(RoundRobin.choose(among: []) == nil)
    }

    @Test func `says why`() throws {
        let only = try #require(RoundRobin.choose(among: [candidate("ann", nil)]))
        #expect(only.reason == "The only host free at this time.")
        let new = try #require(RoundRobin.choose(among: [candidate("ann", nil), candidate("bob", 3)]))
        #expect(new.reason == "One of 2 free hosts; has not been booked on this calendar yet.")
        let mixed = try #require(
            RoundRobin.choose(among: [
                candidate("ann", nil, connected: false), candidate("bob", 5), candidate("eve", 4),
            ]))
        #expect(mixed.hostID == "eve")
        #expect(mixed.reason == "One of 2 free hosts who have connected Zoom; booked least recently.")
    }

    @Test func `takes the highest priority that is free, and then the one booked least recently`() {
        #expect(turn(candidate("ann", .low), candidate("bob", .high, 9), candidate("eve", .medium)) == "bob")
        #expect(
            turn(candidate("ann", .medium, 1), candidate("bob", .high, 9), candidate("eve", .high, 8)) == "eve")
        #expect(turn(candidate("ann", .low, 5), candidate("bob", .low, 4)) == "bob")
        #expect(turn(candidate("ann", .high, connected: false), candidate("bob", .low, 9)) == "bob")
    }

    @Test func `says when priority decided`() throws {
        let only = try #require(RoundRobin.choose(among: [candidate("ann", .low), candidate("bob", .high, 9)]))
        #expect(only.reason == "One of 2 free hosts; the only one of high priority.")
        let several = try #require(
            RoundRobin.choose(among: [
                candidate("ann", .low), candidate("bob", .medium, 9), candidate("eve", .medium, 8),
            ]))
        #expect(several.reason == "One of 3 free hosts; one of 2 with medium priority, booked least recently.")
    }

    @Test func `says in equal mode how each stands`() throws {
        func reason(_ debt: Int64) -> String? {
            let ann = RoundRobin.Candidate(hostID: "ann", lastBooked: nil, weight: 2, debt: debt)
            let bob = RoundRobin.Candidate(hostID: "bob", lastBooked: nil, debt: -3 * Ledger.unit)
            return RoundRobin.choose(among: [ann, bob], mode: .equal)?.reason
        }
        let start = "One of 2 free hosts; weight 2 of 3, has had"
        #expect(reason(0) == "\(start) exactly their share so far and is next in turn.")
        #expect(reason(3_000_000_000) == "\(start) 3 bookings fewer than their share.")
        #expect(reason(1_000_000_000) == "\(start) 1 booking fewer than their share.")
        #expect(reason(666_666_667) == "\(start) 0.67 bookings fewer than their share.")
        #expect(reason(1_500_000_000) == "\(start) 1.5 bookings fewer than their share.")
        #expect(reason(50_000_000) == "\(start) 0.05 bookings fewer than their share.")
        #expect(reason(-333_333_333) == "\(start) 0.33 bookings more than their share, but is next in turn.")
        #expect(RoundRobin.choose(among: [], mode: .equal) == nil)
    }

    @Test func `does not call one connected host of several “one of 1”`() throws {
        let choice = try #require(
            RoundRobin.choose(among: [candidate("ann", nil, connected: false), candidate("bob", 5)]))
        #expect(!choice.reason.contains("1 free hosts"), "“\(choice.reason)” is not English")
    }

    @Test func `gives 300 bookings to three hosts in equal parts, in turn`() throws {
        var last: [String: Int64] = [:]
        var order: [String] = []
        for now in 1...300 {
            let choice = try #require(
                RoundRobin.choose(among: ["ann", "bob", "eve"].map { candidate($0, last[$0]) }))
            last[choice.hostID] = Int64(now)
            order.append(choice.hostID)
        }
        #expect(order.prefix(6) == ["ann", "bob", "eve", "ann", "bob", "eve"])
        for host in ["ann", "bob", "eve"] { #expect(order.count { $0 == host } == 100) }
    }

    @Test func `stays fair when hosts are free by chance`() throws {
        var random = SeededGenerator(seed: 300)
        var last: [String: Int64] = [:]
        var counts: [String: Int] = [:]
        for now in 1...300 {
            let free = ["ann", "bob", "eve", "kim"].filter { _ in Int.random(in: 0...9, using: &random) < 7 }
            guard let choice = RoundRobin.choose(among: free.map { candidate($0, last[$0]) }) else { continue }
            last[choice.hostID] = Int64(now)
            counts[choice.hostID, default: 0] += 1
        }
        let shares = counts.values.sorted()
        #expect(shares.count == 4)
        #expect(try #require(shares.first) >= 60)
        #expect(try #require(shares.last) <= 90)
    }
}
