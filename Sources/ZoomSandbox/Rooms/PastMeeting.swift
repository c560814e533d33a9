import Foundation

/// A meeting's session that is over.
struct PastMeeting: Sendable {
    let meeting: Meeting
    let session: RoomSession
    let end: Date

    func detail(host: Person, source: String) -> JSONValue {
        let minutes = session.visits.filter { $0.who.place == .inside }.map { seconds(of: $0) / 60 }
        return [
            "uuid": .string(session.uuid), "id": .int(meeting.id), "host_id": .string(host.id),
            "type": .number(meeting.type.rawValue), "topic": .string(meeting.topic),
            "user_name": .string(host.name), "user_email": .string(host.email),
            "start_time": .string(session.start.zoomText), "end_time": .string(end.zoomText),
            "duration": .number(Int(end.timeIntervalSince(session.start)) / 60),
            "total_minutes": .number(minutes.reduce(0, +)), "participants_count": .number(minutes.count),
            "dept": "", "source": .string(source),
        ]
    }

    /// One page of those who were there, in the order they came.
    func participants(_ page: ParticipantPageRequest, now: Date) throws -> JSONValue {
        let rows = session.visits.map { row(for: $0) }
        let (shown, next) = try page.cut(rows, of: session.uuid, now: now)
        return [
            "page_count": .number((rows.count + page.size - 1) / page.size), "page_size": .number(page.size),
            "total_records": .number(rows.count), "next_page_token": .string(next),
            "participants": .array(shown),
        ]
    }

    private func row(for visit: Visit) -> JSONValue {
        let who = visit.who
        return [
            "id": .string(who.zoomID), "name": .string(who.name), "user_id": .string(who.userID),
            "registrant_id": .string(who.registrantID ?? ""), "user_email": .string(who.email),
            "join_time": .string(visit.start.zoomText), "leave_time": .string((visit.end ?? end).zoomText),
            "duration": .number(seconds(of: visit)), "failover": false,
            "status": who.place == .inside ? "in_meeting" : "in_waiting_room",
            "internal_user": .bool(!who.zoomID.isEmpty),
        ]
    }

    private func seconds(of visit: Visit) -> Int {
        Int((visit.end ?? end).timeIntervalSince(visit.start))
    }
}
