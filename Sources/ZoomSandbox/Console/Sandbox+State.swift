import Foundation

extension Sandbox {
    /// Everything a test may want to know, deleted meetings too.
    func state() -> JSONValue {
        let meetings = contents.meetings.values.sorted { $0.sequence < $1.sequence }
        let recent = log.recent.map { request -> JSONValue in
            [
                "method": .string(request.method), "path": .string(request.path),
                "status": .number(request.status), "at": .string(request.at.zoomText),
            ]
        }
        return [
            "people": .array(everybody().map { describe($0) }),
            "meetings": .array(meetings.map { describe($0) }),
            "requests": [
                "recent": .array(recent),
                "counts": .object(log.counts.mapValues { .number($0) }),
            ],
            "faults": .array(faults.map(\.json)),
        ]
    }

    private func describe(_ person: Person) -> JSONValue {
        let grant = contents.grants[person.id]
        return [
            "id": .string(person.id), "account_id": .string(person.profile.accountID),
            "email": .string(person.email), "name": .string(person.name),
            "timezone": .string(person.profile.timezone), "type": .number(person.profile.type),
            "writes_today": .number(writesToday(of: person)), "connected": .bool(grant != nil),
            "connected_at": grant.map { JSONValue.string($0.createdAt.zoomText) } ?? JSONValue.null,
        ]
    }

    private func describe(_ meeting: Meeting) -> JSONValue {
        [
            "id": .int(meeting.id), "uuid": .string(meeting.uuid), "host_id": .string(meeting.hostID),
            "host_email": .string(contents.people[meeting.hostID]?.email ?? ""),
            "topic": .string(meeting.topic), "agenda": .string(meeting.agenda),
            "type": .number(meeting.type.rawValue), "start_time": .string(meeting.start.zoomText),
            "duration": .number(meeting.duration), "timezone": .string(meeting.timezone),
            "status": .string(meeting.status), "created_at": .string(meeting.createdAt.zoomText),
            "password": .string(meeting.password), "join_url": .string(meeting.joinURL(base: base)),
            "waiting_room": .bool(meeting.setting("waiting_room")),
            "deleted": .bool(meeting.isDeleted),
            "participants": .array(meeting.guests.map { .string($0.name) }),
            "registrants": .array(contents.registrants(of: meeting.id).map { describe($0) }),
        ]
    }

    private func describe(_ registrant: Registrant) -> JSONValue {
        [
            "id": .string(registrant.id), "email": .string(registrant.email),
            "status": .string(registrant.status.rawValue),
        ]
    }
}
