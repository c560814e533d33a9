import Foundation

extension Sandbox {
    /// A meeting anybody may see the door of; nil when the link leads nowhere.
    func openMeeting(_ id: String?) -> Meeting? {
        guard let number = id.flatMap({ Int64($0) }), let meeting = contents.meetings[number],
            meeting.isAlive(at: now())
        else { return nil }
        return meeting
    }

    func host(of meeting: Meeting) -> Person? { contents.people[meeting.hostID] }

    func mayHost(_ meeting: Meeting, zak: String?) -> Bool {
        guard let zak else { return false }
        return Zak(key: zakKey).accepts(zak, for: meeting.id, now: now())
    }

    func leave(_ meeting: Meeting, guest: String, because reason: LeaveReason = .left) async throws {
        try await inRoom(of: meeting) { $0.leave(guest, because: reason) }
    }

    func admit(_ guest: String, to meeting: Meeting) async throws {
        try await inRoom(of: meeting) { $0.admit(guest) }
    }

    /// Puts somebody who is inside into the waiting room.
    func putBack(_ guest: String, from meeting: Meeting) async throws {
        try await inRoom(of: meeting) { $0.putBack(guest) }
    }

    /// Starts a meeting. A host is in one meeting at a time: another they are in is over now.
    func start(_ meeting: Meeting) async throws {
        let running = contents.meetings(of: meeting.hostID).filter { other in
            other.isStarted && other.id != meeting.id && (other.room?.hasHost ?? true)
        }
        for other in running { try turn(other) { $0.end(because: .hostStartedAnother) } }
        try await inRoom(of: meeting) { $0.start() }
    }

    func end(_ meeting: Meeting) async throws {
        try await inRoom(of: meeting) { $0.end(because: .hostEnded) }
    }

    /// Sends everybody away from a meeting that is to be deleted. Not yet written down.
    func clearRoom(of meeting: Meeting) throws {
        try turn(meeting) { $0.clear() }
    }

    func inRoom<Value>(of meeting: Meeting, _ act: (inout RoomTurn) -> Value) async throws -> Value {
        let value = try turn(meeting, act)
        try await commit()
        return value
    }

    /// Changes the room as it is now, whatever `meeting` knows of it, and tells of that.
    private func turn<Value>(_ meeting: Meeting, _ act: (inout RoomTurn) -> Value) throws -> Value {
        guard let current = contents.meetings[meeting.id], let host = host(of: current) else {
            throw ZoomError.noMeeting(String(meeting.id))
        }
        var turn = RoomTurn(
            current, host: host, now: now(), browserTellsJBH: webhooks.settings.browserTellsJBH)
        let value = act(&turn)
        try keep(turn.meeting)
        for event in turn.events { emit(event.name, event.object, of: host) }
        return value
    }
}
