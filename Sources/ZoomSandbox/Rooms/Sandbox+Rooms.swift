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

    /// Lets somebody stand at the door under a name.
    func arrive(at meeting: Meeting, name: String) async throws -> Guest {
        let guest = Guest(id: Random.token(12), name: name)
        try await change(meeting.id) { $0.guests.append(guest) }
        return guest
    }

    func leave(_ meeting: Meeting, guest: String) async throws {
        try await change(meeting.id) { $0.guests.removeAll { $0.id == guest } }
    }

    func admit(_ guest: String, to meeting: Meeting) async throws {
        try await change(meeting.id) { meeting in
            for index in meeting.guests.indices where meeting.guests[index].id == guest {
                meeting.guests[index].isAdmitted = true
            }
        }
    }

    func mayHost(_ meeting: Meeting, zak: String?) -> Bool {
        guard let zak else { return false }
        return Zak(key: zakKey).accepts(zak, for: meeting.id, now: now())
    }

    /// Starts a meeting. A host is in one meeting at a time: another that runs is over now.
    func start(_ meeting: Meeting) async throws {
        let now = self.now()
        let running = contents.meetings(of: meeting.hostID).filter { $0.isStarted && $0.id != meeting.id }
        for other in running { try apply(other.id) { $0.finish(now: now) } }
        try apply(meeting.id) { $0.begin(now: now) }
        try await commit()
    }

    func end(_ meeting: Meeting) async throws {
        let now = self.now()
        try await change(meeting.id) { $0.finish(now: now) }
    }

    private func change(_ id: Int64, _ edit: (inout Meeting) -> Void) async throws {
        try apply(id, edit)
        try await commit()
    }

    private func apply(_ id: Int64, _ edit: (inout Meeting) -> Void) throws {
        guard var meeting = contents.meetings[id] else { return }
        edit(&meeting)
        try keep(meeting)
    }
}

extension Meeting {
    /// Whether a guest is in the room and not at its door.
    func isInside(_ guest: Guest) -> Bool {
        if setting("waiting_room") { return isStarted && guest.isAdmitted }
        return isStarted || setting("join_before_host")
    }
}
