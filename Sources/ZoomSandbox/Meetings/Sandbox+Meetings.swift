import Foundation
import HTTPTypes

extension Sandbox {
    func createMeeting(_ fields: MeetingFields, by host: Person) async throws -> JSONValue {
        let now = self.now()
        let start = fields.start(of: host)
        let asked = fields.type ?? .scheduled
        try allowScheduling(for: fields.scheduleFor, type: asked, by: host)
        // A scheduled meeting whose start Zoom cannot read becomes an instant one.
        let type = asked == .scheduled && start == nil ? .instant : asked
        var meeting = Meeting(
            id: freeMeetingID(), sequence: contents.nextSequence(), hostID: host.id, createdAt: now,
            uuid: Random.meetingUUID(), topic: fields.topic ?? "Zoom Meeting", agenda: fields.agenda ?? "",
            type: type, start: start ?? now, duration: fields.duration ?? 60,
            timezone: fields.zoneName(of: host), lastUsed: now)
        meeting.settings = fields.settings
        meeting.recurrence = fields.recurrence
        meeting.trackingFields = fields.trackingFields
        if let password = fields.password, !password.isEmpty {
            meeting.setPassword(password)
        } else if fields.defaultPassword ?? true {
            meeting.setPassword(Random.digits(6))
        }
        meeting.enforceSecurity()
        try keep(meeting)
        tellCreated(meeting, by: host)
        try await commit()
        return meeting.detail(base: base, host: host, zak: Zak(key: zakKey), now: now)
    }

    func readMeeting(_ id: String, showsPrevious: Bool, by caller: Person) throws -> JSONValue {
        let now = self.now()
        return try meeting(id, of: caller).detail(
            base: base, host: caller, zak: Zak(key: zakKey), now: now, since: showsPrevious ? nil : now)
    }

    func updateMeeting(_ id: String, _ fields: MeetingFields, by caller: Person) async throws {
        let old = try self.meeting(id, of: caller)
        try allowScheduling(for: fields.scheduleFor, type: fields.type ?? old.type, by: caller)
        var meeting = old
        if let topic = fields.topic { meeting.topic = topic }
        if let agenda = fields.agenda { meeting.agenda = agenda }
        if let type = fields.type { meeting.type = type }
        if let duration = fields.duration { meeting.duration = duration }
        if fields.timezone != nil { meeting.timezone = fields.zoneName(of: caller) }
        if let start = fields.start(of: caller), start > now() {
            meeting.start = start
            if meeting.type == .instant, fields.type == nil { meeting.type = .scheduled }
        }
        if let password = fields.password { meeting.setPassword(password) }
        if let recurrence = fields.recurrence {
            meeting.recurrence = recurrence
            meeting.deletedOccurrences = nil
        }
        if let trackingFields = fields.trackingFields { meeting.trackingFields = trackingFields }
        meeting.settings.merge(fields.settings) { _, given in given }
        meeting.enforceSecurity()
        try keep(meeting)
        tellUpdated(old, to: meeting, by: caller)
        try await commit()
    }

    func deleteMeeting(_ id: String, by caller: Person) async throws {
        try clearRoom(of: try self.meeting(id, of: caller))
        var meeting = try self.meeting(id, of: caller)
        meeting.isDeleted = true
        try keep(meeting)
        tellDeleted(meeting, by: caller)
        try await commit()
    }

    func setStatus(_ id: String, action: String?, by caller: Person) async throws {
        switch action {
        case "end":
            try await end(try self.meeting(id, of: caller))
        case "recover":
            guard let number = Int64(id), var meeting = contents.meetings[number] else {
                throw ZoomError.noMeeting(id)
            }
            guard meeting.hostID == caller.id else { throw ZoomError.notTheHost }
            meeting.isDeleted = false
            try keep(meeting)
            tellRecovered(meeting, by: caller)
        default:
            throw ZoomError.validation([.init(name: "action", message: "Invalid field.")])
        }
        try await commit()
    }

    /// The caller's own meeting, not deleted and not expired.
    func meeting(_ id: String, of caller: Person) throws -> Meeting {
        guard let number = Int64(id) else { throw ZoomError(.badRequest, 300, "Invalid meeting ID.") }
        guard let meeting = contents.meetings[number], meeting.isAlive(at: now()) else {
            throw ZoomError.noMeeting(id)
        }
        guard meeting.hostID == caller.id else { throw ZoomError.notTheHost }
        return meeting
    }

    private func allowScheduling(for user: String?, type: MeetingType, by host: Person) throws {
        guard let user else { return }
        guard type != .instant else {
            throw ZoomError(
                .badRequest, 3000,
                "Instant meetings do not support the schedule_for parameter, "
                    + "and you can't schedule an instant meeting for another user.")
        }
        let found = person(named: user)
        if found?.id == host.id { return }
        guard found != nil else {
            throw ZoomError(
                .badRequest, 300,
                "The value that you entered in the schedule_for field is invalid. "
                    + "Enter a valid value and try again.")
        }
        throw ZoomError(.badRequest, 3000, "You cannot schedule a meeting for \(user)")
    }

    private func freeMeetingID() -> Int64 {
        var id = Random.meetingID()
        while contents.meetings[id] != nil { id = Random.meetingID() }
        return id
    }
}
