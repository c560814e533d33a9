extension Participant {
    /// Who it is, in the events that tell of somebody in full.
    var identity: [String: JSONValue] {
        var object: [String: JSONValue] = [
            "user_id": .string(userID), "user_name": .string(name), "id": .string(zoomID),
            "participant_uuid": .string(uuid), "participant_user_id": .string(zoomID), "email": .string(email),
        ]
        object["registrant_id"] = registrantID.map { .string($0) }
        return object
    }

    /// Who it is, in the events from before the host is there: no numbers, and who waits is no registrant.
    func earlyIdentity(in event: String) -> [String: JSONValue] {
        var object: [String: JSONValue] = ["user_name": .string(name)]
        if !zoomID.isEmpty { object["id"] = .string(zoomID) }
        if event != "participant_jbh_waiting" { object["registrant_id"] = registrantID.map { .string($0) } }
        return object
    }
}
