extension Registrant {
    /// Their own way in. Nobody else's link looks like it.
    func joinURL(base: String, meeting: Meeting) -> String {
        meeting.personalURL(base: base, tk: tk)
    }

    /// The answer of adding one. Who waits for approval has no link yet.
    func receipt(base: String, meeting: Meeting) -> JSONValue {
        var object: [String: JSONValue] = [
            "id": .int(meeting.id), "registrant_id": .string(id), "topic": .string(meeting.topic),
            "participant_pin_code": .number(pin),
        ]
        if meeting.type != .recurringWithoutTime { object["start_time"] = .string(meeting.start.zoomText) }
        if status == .approved { object["join_url"] = .string(joinURL(base: base, meeting: meeting)) }
        return .object(object)
    }

    /// The answer of reading one, and an entry of the list.
    func detail(base: String, meeting: Meeting) -> JSONValue {
        var object = answers
        object["id"] = .string(id)
        object["email"] = .string(email)
        object["status"] = .string(status.rawValue)
        object["create_time"] = .string(createdAt.zoomText)
        object["participant_pin_code"] = .number(pin)
        if status == .approved { object["join_url"] = .string(joinURL(base: base, meeting: meeting)) }
        return .object(object)
    }
}

extension Meeting {
    /// A join link of one person's own.
    func personalURL(base: String, tk: String) -> String {
        let plain = "\(base)/w/\(id)?tk=\(tk)"
        return linkPassword.isEmpty ? plain : "\(plain)&pwd=\(linkPassword)"
    }
}
