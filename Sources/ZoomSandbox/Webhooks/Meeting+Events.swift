import Foundation

extension Meeting {
    /// What every event about a meeting says of it; its start is when it began, once it did.
    var eventObject: [String: JSONValue] {
        var object = scheduledObject
        let session = room?.sessions.last { $0.uuid == uuid }
        if let session { object["start_time"] = .string(session.start.zoomText) }
        return object
    }

    /// What an event about a meeting as it is planned says of it.
    var scheduledObject: [String: JSONValue] {
        [
            "id": .int(id), "uuid": .string(uuid), "host_id": .string(hostID), "topic": .string(topic),
            "type": .number(type.rawValue), "start_time": .string(start.zoomText),
            "timezone": .string(timezone), "duration": .number(duration),
        ]
    }

    /// What the event of its creation says of it.
    func createdObject(base: String) -> [String: JSONValue] {
        var object = scheduledObject
        object["join_url"] = .string(joinURL(base: base))
        object["password"] = .string(password)
        object["recurrence"] = recurrence
        let told = ["use_pmi", "alternative_hosts", "join_before_host", "jbh_time", "meeting_invitees"]
        object["settings"] = .object(allSettings.filter { told.contains($0.key) })
        return object
    }

    /// What can change, by the names events have for it.
    func changeable(base: String) -> [String: JSONValue] {
        var object: [String: JSONValue] = [
            "topic": .string(topic), "agenda": .string(agenda), "type": .number(type.rawValue),
            "start_time": .string(start.zoomText), "duration": .number(duration), "timezone": .string(timezone),
            "password": .string(password), "join_url": .string(joinURL(base: base)),
        ]
        object["recurrence"] = recurrence
        object["tracking_fields"] = trackingFields
        return object
    }

    /// The settings of this meeting that another version of it has otherwise.
    func settingsUnlike(_ other: Meeting) -> [String: JSONValue] {
        let theirs = other.allSettings
        return allSettings.filter { theirs[$0.key] != $0.value }
    }

    private var allSettings: [String: JSONValue] {
        MeetingSettings.defaults.merging(settings) { _, given in given }
    }
}
