import Scheduling
import Store
import TimeZones

/// Who takes a slot, the one first on whose account the room is made, and the sentence that says why.
struct HostChoice {
    let hosts: [Host]
    let reason: String

    /// Nil on a calendar without hosts.
    var primary: Host? { hosts.first }
}

extension Verbs {
    /// Decides who of those who can take a slot takes it.
    /// - Throws: `Refusal` when nobody can.
    func chooseHosts(among takers: [Taker], for wish: PlaceWish, on open: OpenCalendar) throws(Refusal)
        -> HostChoice
    {
        let ids = Set(takers.map(\.hostID))
        let free = open.hosts.filter { ids.contains($0.userID) }
        switch open.calendar.kind {
        case .unassigned:
            return HostChoice(hosts: [], reason: "Nobody has to be there for this calendar.")
        case .collective:
            return HostChoice(hosts: free, reason: collectiveReason(free, of: open))
        case .roundRobin, .class, .personal, .service:
            break
        }
        if let hostID = wish.hostID, let host = free.first(where: { $0.userID == hostID }) {
            return HostChoice(
                hosts: [host], reason: wish.preferredReason.isEmpty ? "Chosen by name." : wish.preferredReason)
        }
        if let preferred = wish.preferredID, let host = free.first(where: { $0.userID == preferred }) {
            return HostChoice(hosts: [host], reason: wish.preferredReason)
        }
        return try chooseByTurn(among: free, on: open)
    }

    private func collectiveReason(_ free: [Host], of open: OpenCalendar) -> String {
        let missing = open.hosts.filter { host in !free.contains { $0.userID == host.userID } }
        guard !missing.isEmpty else { return "Everybody on this calendar takes part." }
        return
            "Takes part without \(missing.map(\.name).joined(separator: ", ")), who could not and did not have to."
    }

    private func chooseByTurn(among free: [Host], on open: OpenCalendar) throws(Refusal) -> HostChoice {
        let turn = open.calendar.turn
        let candidates = free.map { host in
            RoundRobin.Candidate(
                hostID: host.userID, lastBooked: host.lastBooked,
                isConnected: host.connection == .active || !open.needsZoom(of: host), priority: host.priority,
                weight: host.weight,
                debt: Ledger.debt(weight: host.weight, turn: turn, paid: host.paid))
        }
        let shares = open.hosts.map { Ledger.Share(hostID: $0.userID, weight: $0.weight) }
        guard
            let choice = RoundRobin.choose(
                among: candidates, mode: open.calendar.distribution, participants: shares),
            let host = free.first(where: { $0.userID == choice.hostID })
        else { throw .slotTaken }
        return HostChoice(hosts: [host], reason: choice.reason)
    }
}
