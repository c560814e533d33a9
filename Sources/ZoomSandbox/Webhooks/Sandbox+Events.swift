import Foundation

extension Sandbox {
    /// Tells the app of something that happened to what belongs to a host.
    func emit(_ event: String, _ object: JSONValue, of host: Person) {
        emit(event, payload: ["object": object], of: host)
    }

    func tellCreated(_ meeting: Meeting, by host: Person) {
        emit("meeting.created", .object(meeting.createdObject(base: base)), all: "operation", by: host)
    }

    func tellDeleted(_ meeting: Meeting, by host: Person) {
        emit("meeting.deleted", .object(meeting.scheduledObject), all: "operation", by: host)
    }

    func tellDeleted(_ occurrence: Occurrence, of meeting: Meeting, by host: Person) {
        var object = meeting.scheduledObject
        object["occurrences"] = .array([occurrence.json])
        let payload: [String: JSONValue] = [
            "operator": .string(host.email), "operator_id": .string(host.id), "operation": "single",
            "object": .object(object),
        ]
        emit("meeting.deleted", payload: payload, of: host)
    }

    func tellRecovered(_ meeting: Meeting, by host: Person) {
        emit("meeting.recovered", .object(meeting.scheduledObject), all: "operation", by: host)
    }

    /// Tells what changed and how it was before; of nothing, when nothing did.
    func tellUpdated(_ old: Meeting, to new: Meeting, by host: Person) {
        var before = Self.difference(old.changeable(base: base), new.changeable(base: base))
        var after = Self.difference(new.changeable(base: base), old.changeable(base: base))
        let (settingsBefore, settingsAfter) = (old.settingsUnlike(new), new.settingsUnlike(old))
        if !settingsBefore.isEmpty { before["settings"] = .object(settingsBefore) }
        if !settingsAfter.isEmpty { after["settings"] = .object(settingsAfter) }
        guard !before.isEmpty || !after.isEmpty else { return }
        before["id"] = .int(old.id)
        after["id"] = .int(new.id)
        let payload: [String: JSONValue] = [
            "operator": .string(host.email), "operator_id": .string(host.id), "scope": "all",
            "time_stamp": .int(now().epochMilliseconds), "object": .object(after), "old_object": .object(before),
        ]
        emit("meeting.updated", payload: payload, of: host)
    }

    /// Tells that somebody took the app's permission back.
    func tellDeauthorized(_ person: Person) {
        let payload: [String: JSONValue] = [
            "user_id": .string(person.id), "client_id": .string(app.clientID),
            "signature": .string(Random.token(32)), "deauthorization_time": .string(now().zoomText),
        ]
        emit("app_deauthorized", payload: payload, of: person)
    }

    private func emit(_ event: String, _ object: JSONValue, all name: String, by host: Person) {
        let payload: [String: JSONValue] = [
            "operator": .string(host.email), "operator_id": .string(host.id), name: "all", "object": object,
        ]
        emit(event, payload: payload, of: host)
    }

    private func emit(_ event: String, payload: [String: JSONValue], of host: Person) {
        let account: [String: JSONValue] = ["account_id": .string(host.profile.accountID)]
        webhooks.tell(event, payload.merging(account) { _, account in account })
    }

    private static func difference(
        _ these: [String: JSONValue], _ those: [String: JSONValue]
    ) -> [String: JSONValue] {
        these.filter { those[$0.key] != $0.value }
    }
}
