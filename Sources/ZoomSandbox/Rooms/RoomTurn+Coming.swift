extension RoomTurn {
    /// Somebody stands at the door: the settings and the host decide where they go.
    mutating func arrive(_ newcomer: Participant) -> Participant {
        let hasWaitingRoom = meeting.setting("waiting_room")
        if meeting.isStarted { return hasWaitingRoom ? knock(newcomer) : enter(newcomer) }
        if meeting.setting("join_before_host"), !hasWaitingRoom {
            open()
            tellEarly("participant_jbh_joined", newcomer)
            return enter(newcomer)
        }
        room.put(newcomer)
        tellWait("participant_jbh_waiting", newcomer)
        return newcomer
    }

    /// The host opens the meeting, or comes back to it.
    mutating func start() {
        let isNew = !meeting.isStarted
        if isNew {
            open()
            meeting.isStarted = true
            meeting.lastUsed = now
            tell("started")
        }
        if !room.hasHost { _ = enter(Participant(host: host)) }
        if isNew { endWaits() }
    }

    mutating func admit(_ id: String) {
        guard let person = meeting.participant(id), person.place == .waitingRoom else { return }
        let moment: [String: JSONValue] = ["date_time": .string(now.zoomText)]
        tell("participant_admitted", person, moment)
        tell("participant_left_waiting_room", person, moment)
        _ = enter(person)
    }

    mutating func putBack(_ id: String) {
        guard let person = meeting.participant(id), person.place == .inside, !person.isHost else { return }
        let moved = room.place(person, .waitingRoom, at: now)
        tell("participant_put_in_waiting_room", moved, ["date_time": .string(now.zoomText)])
    }

    /// A session begins with the first who is inside, host or not, under a new uuid.
    private mutating func open() {
        guard !room.isOpen else { return }
        meeting.uuid = Random.meetingUUID()
        room.open(meeting.uuid, at: now)
    }

    private mutating func endWaits() {
        let hasWaitingRoom = meeting.setting("waiting_room")
        for person in meeting.people where person.place == .waitingForHost {
            tellWait("participant_jbh_waiting_left", person)
            _ = hasWaitingRoom ? knock(person) : enter(person)
        }
    }

    private mutating func knock(_ person: Participant) -> Participant {
        let placed = room.place(person, .waitingRoom, at: now)
        tell("participant_joined_waiting_room", placed, ["date_time": .string(now.zoomText)])
        return placed
    }

    private mutating func enter(_ person: Participant) -> Participant {
        let placed = room.place(person, .inside, at: now)
        tell("participant_joined", placed, ["join_time": .string(now.zoomText)])
        return placed
    }
}
