extension Sandbox {
    /// Lets somebody come by the meeting's link, or refuses them without a word to the host.
    func arrive(at meeting: Meeting, _ arrival: Arrival) async throws -> Joining {
        if let refusal = meeting.refusal(of: arrival) { return .refused(refusal) }
        if let tk = arrival.tk {
            guard let guest = try await arrive(at: meeting, tk: tk) else { return .refused(.deadLink) }
            return .came(guest)
        }
        let known = arrival.isSignedIn ? contents.person(email: arrival.email) : nil
        if let known, known.id == meeting.hostID { return try await comeAsHost(to: meeting) }
        let isColleague = known?.profile.accountID == host(of: meeting)?.profile.accountID
        let newcomer = Participant(
            name: arrival.shownName, isBrowser: arrival.isBrowser, colleague: isColleague ? known : nil)
        return .came(try await inRoom(of: meeting) { $0.arrive(newcomer) })
    }

    /// Lets somebody come whose name stands in their own link.
    func arrive(
        at meeting: Meeting, name: String, registrantID: String? = nil, email: String? = nil
    ) async throws -> Participant {
        let newcomer = Participant(name: name, registrantID: registrantID, email: email)
        return try await inRoom(of: meeting) { $0.arrive(newcomer) }
    }

    /// The host who comes by the guests' link and is signed in starts the meeting.
    private func comeAsHost(to meeting: Meeting) async throws -> Joining {
        try await start(meeting)
        let host = contents.meetings[meeting.id]?.people.first { $0.isHost }
        return host.map { .came($0) } ?? .refused(.deadLink)
    }
}
