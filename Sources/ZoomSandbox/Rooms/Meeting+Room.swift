extension Meeting {
    /// Everybody in the room and at its door, the host among them.
    var people: [Participant] { room?.people ?? [] }

    var guests: [Participant] { people.filter { !$0.isHost } }

    func participant(_ uuid: String?) -> Participant? { people.first { $0.uuid == uuid } }

    /// Why somebody cannot come in by this link, if they cannot.
    func refusal(of arrival: Arrival) -> Refusal? {
        if let pwd = arrival.pwd, !opens(to: pwd) { return .wrongPasscode }
        if setting("meeting_authentication"), !arrival.isSignedIn { return .signInRequired }
        return nil
    }

    /// Whether a link's `pwd` is this meeting's.
    func opens(to pwd: String?) -> Bool { linkPassword.isEmpty || pwd == linkPassword }

    /// Who is there, for tests.
    var roomJSON: JSONValue {
        [
            "id": .int(id), "uuid": .string(uuid), "status": .string(status),
            "has_host": .bool(room?.hasHost ?? false), "participants": .array(people.map(\.json)),
        ]
    }
}
