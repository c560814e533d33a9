extension RoomTurn {
    /// Somebody goes. With the last who was inside the meeting is over.
    mutating func leave(_ id: String, because reason: LeaveReason) {
        guard let person = meeting.participant(id) else { return }
        part(from: person, because: reason)
        if room.isOpen, room.isEmpty { end(because: .hostEnded) }
    }

    /// Everybody goes, those at the door too.
    mutating func end(because reason: LeaveReason) {
        guard meeting.isStarted || room.isOpen else { return }
        for person in meeting.people { part(from: person, because: reason) }
        room.close(at: now)
        guard meeting.isStarted else { return }
        meeting.isStarted = false
        meeting.lastUsed = now
        tell("ended", ["end_time": .string(now.zoomText)])
    }

    /// Ends what is on and sends away who waits, for the meeting is to be deleted.
    mutating func clear() {
        end(because: .hostEnded)
        for person in meeting.people { part(from: person, because: .hostEnded) }
    }

    private mutating func part(from person: Participant, because reason: LeaveReason) {
        room.remove(person.uuid, at: now)
        switch person.place {
        case .inside:
            tell(
                "participant_left", person,
                ["leave_time": .string(now.zoomText), "leave_reason": .string(reason.text(of: person.name))])
        case .waitingRoom:
            tell("participant_left_waiting_room", person, ["date_time": .string(now.zoomText)])
        case .waitingForHost:
            tellWait("participant_jbh_waiting_left", person)
        }
    }
}
