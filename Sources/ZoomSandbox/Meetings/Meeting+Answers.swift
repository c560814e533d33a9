import Foundation

extension Meeting {
    func joinURL(base: String) -> String {
        let plain = "\(base)/j/\(id)"
        return linkPassword.isEmpty ? plain : "\(plain)?pwd=\(linkPassword)"
    }

    /// The answer of create and of read.
    /// - Parameter since: leaves out occurrences that were over by then.
    func detail(base: String, host: Person, zak: Zak, now: Date, since: Date? = nil) -> JSONValue {
        var object = common(base: base)
        object["host_email"] = .string(host.email)
        object["assistant_id"] = ""
        object["agenda"] = .string(agenda)
        object["status"] = .string(status)
        object["pre_schedule"] = false
        object["creation_source"] = "open_api"
        object["chat_join_url"] = .string("\(base)/launch/jc/\(id)")
        object["start_url"] = .string("\(base)/s/\(id)?zak=\(zak.mint(for: id, now: now))")
        if !password.isEmpty {
            let digits = password.filter { $0.isASCII && $0.isNumber }
            object["password"] = .string(password)
            object["encrypted_password"] = .string(linkPassword)
            object["h323_password"] = .string(digits)
            object["pstn_password"] = .string(digits)
        }
        object["registration_url"] = registrationURL(base: base, key: zak.key).map { .string($0) }
        object["recurrence"] = recurrence
        if type == .recurring {
            let shown = occurrences.filter { $0.end > since ?? .distantPast }
            object["occurrences"] = .array(shown.map(\.json))
        }
        object["tracking_fields"] = trackingFields
        object["settings"] = .object(MeetingSettings.defaults.merging(settings) { _, given in given })
        return .object(object)
    }

    /// An entry of a list, whose agenda is cut short.
    func summary(base: String) -> JSONValue {
        var object = common(base: base)
        object["agenda"] = .string(String(agenda.prefix(250)))
        return .object(object)
    }

    private func common(base: String) -> [String: JSONValue] {
        var object: [String: JSONValue] = [
            "id": .int(id), "uuid": .string(uuid), "host_id": .string(hostID), "topic": .string(topic),
            "type": .number(type.rawValue), "duration": .number(duration),
            "timezone": .string(timezone), "created_at": .string(createdAt.zoomText),
            "join_url": .string(joinURL(base: base)),
        ]
        if type != .recurringWithoutTime { object["start_time"] = .string(start.zoomText) }
        return object
    }
}
