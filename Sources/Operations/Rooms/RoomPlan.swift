import Foundation
import Scheduling
package import Store
import TimeZones
import Zoom

/// A room as it should be: what one round of reconciling works from.
struct RoomPlan: Sendable {
    let room: Room
    let meeting: Meeting
    let appointments: [Appointment]
    let hostZone: String
    /// Whose connection it is made with: the host's, or that of who the host has become.
    let ownerID: String
    let rules: RoomRules
    /// Whether guests are registered, each with a link of their own.
    let canRegister: Bool
    /// What was asked of Zoom last, and what it made of it.
    let known: EffectiveSettings?

    /// Nil when there is no such room.
    init?(_ meetingID: String, _ snapshot: Snapshot) throws {
        guard let room = try snapshot.room(of: meetingID), let meeting = try snapshot.meeting(id: meetingID),
            let host = try snapshot.user(id: room.hostID)
        else { return nil }
        self.room = room
        self.meeting = meeting
        appointments = try snapshot.appointments(meetingID: meetingID)
        hostZone = host.zone
        ownerID = try snapshot.connectedUser(for: host.id)
        rules = try snapshot.calendar(id: meeting.calendarID)?.roomRules ?? RoomRules()
        canRegister = try !room.isOpenToAll && snapshot.connection(of: ownerID)?.canRegister ?? false
        known = try EffectiveSettings.stored(in: room)
    }

    /// What the meeting is created with. The API does not inherit the host's own defaults, so what matters is named.
    var draft: ZoomMeetingDraft {
        ZoomMeetingDraft(
            topic: meeting.title, agenda: "\(marker)\nBooked with Usher.",
            startTime: meeting.interval.start.rfc3339,
            duration: minutes, timezone: hostZone, settings: wantedSettings, hasPasscode: rules.passcode)
    }

    /// What has to be sent to bring the meeting that Zoom holds in line.
    func change(from held: ZoomMeeting, at now: Instant) -> ZoomMeetingChange {
        var change = ZoomMeetingChange()
        // What Zoom would not do when it was asked it would not do now: its own rules stand above ours.
        if EffectiveSettings(held, asked: wantedSettings) == known { return change }
        let start = meeting.interval.start
        if held.startTime.flatMap(Instant.init(rfc3339:)) != start, start > now {
            change.startTime = start.rfc3339
        }
        if let duration = held.duration, duration != minutes { change.duration = minutes }
        change.settings = wantedSettings.differing(from: held.settings)
        return change
    }

    /// Whether an agenda is that of the meeting made for this room. Lists cut agendas short, so the marker is first.
    func bears(marker agenda: String?) -> Bool {
        agenda?.hasPrefix(marker) ?? false
    }

    /// The meeting whose marker an agenda bears.
    static func meetingID(markedIn agenda: String?) -> String? {
        let words = agenda?.split(whereSeparator: \.isWhitespace).prefix(2) ?? []
        return words.count == 2 && words.first == "Usher" ? words.last.map(String.init) : nil
    }

    private var marker: String { "Usher \(meeting.id)" }
    var minutes: Int { meeting.interval.start.minutes(until: meeting.interval.end) }

    var wantedSettings: ZoomMeetingSettings {
        var settings = ZoomMeetingSettings(
            waitingRoom: rules.waitingRoom, joinBeforeHost: rules.joinBeforeHost && !rules.waitingRoom,
            meetingAuthentication: rules.authentication, approvalType: canRegister ? 0 : 2,
            autoRecording: rules.recording.rawValue)
        if canRegister {
            // Usher tells guests itself; and who comes by phone first and then by computer is let in.
            settings.registrantsConfirmationEmail = false
            settings.registrantsEmailNotification = false
            settings.allowsMultipleDevices = true
        }
        return settings
    }
}

extension Reading {
    /// Whose connection serves a host: their own, or that of who they have become since.
    func connectedUser(for hostID: String) throws -> String {
        if try connection(of: hostID) != nil { return hostID }
        return try successors(of: hostID).last { try connection(of: $0) != nil } ?? hostID
    }
}

/// What decides whether a guest gets in, as Zoom says it is: its rules can override what was asked for.
package struct EffectiveSettings: Codable, Hashable, Sendable {
    package let waitingRoom: Bool?
    package let joinBeforeHost: Bool?
    package let meetingAuthentication: Bool?
    package let hasPasscode: Bool
    package let autoRecording: String?
    /// The Zoom user whose meeting it is; nil, as the topic, in what was stored before this was kept.
    let zoomHostID: String?
    let topic: String?
    let approvalType: Int?
    let startTime: String?
    let duration: Int?
    /// What was asked for; nil in what was stored before this was kept.
    let asked: ZoomMeetingSettings?

    init(_ meeting: ZoomMeeting, asked: ZoomMeetingSettings) {
        self.asked = asked
        (zoomHostID, topic) = (meeting.hostID, meeting.topic)
        autoRecording = meeting.settings?.autoRecording
        approvalType = meeting.settings?.approvalType
        (startTime, duration) = (meeting.startTime, meeting.duration)
        waitingRoom = meeting.settings?.waitingRoom
        joinBeforeHost = meeting.settings?.joinBeforeHost
        meetingAuthentication = meeting.settings?.meetingAuthentication
        hasPasscode = !(meeting.password ?? "").isEmpty
    }

    /// What Zoom does otherwise than the calendar says, in the words of its own settings.
    package var overruled: [String] {
        guard let asked else { return [] }
        func word(_ label: String, _ asked: Bool?, _ held: Bool?) -> String? {
            guard let asked, let held, asked != held else { return nil }
            return "\(label) is \(held ? "on" : "off")"
        }
        return [
            word("the waiting room", asked.waitingRoom, waitingRoom),
            word("joining before the host", asked.joinBeforeHost, joinBeforeHost),
            word("signing in to Zoom", asked.meetingAuthentication, meetingAuthentication),
        ].compactMap(\.self)
    }

    var json: String {
        get throws { String(decoding: try JSONEncoder().encode(self), as: UTF8.self) }
    }

    /// What the room of an appointment stored; nil before there is a room.
    package static func stored(in room: Room) throws -> EffectiveSettings? {
        try room.settings.map { try JSONDecoder().decode(EffectiveSettings.self, from: Data($0.utf8)) }
    }
}
