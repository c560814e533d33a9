import Foundation

/// What every page about a meeting says of it.
struct MeetingCard: Sendable {
    let id: String
    let topic: String
    let host: String
    let when: String

    init(_ meeting: Meeting, host: Person?) {
        let zone = TimeZone(identifier: meeting.timezone) ?? .gmt
        let style = Date.FormatStyle(
            date: .complete, time: .shortened, locale: Locale(identifier: "en_GB"), timeZone: zone)
        id = String(meeting.id)
        topic = meeting.topic
        self.host = host?.name ?? "somebody"
        when = "\(style.format(meeting.start)), \(meeting.timezone)"
    }
}

/// The page that asks for the passcode.
struct PasscodePage: Sendable {
    let title = "Enter the meeting passcode"
    let meeting: MeetingCard
    let isWrong: Bool
}

/// The page that asks how somebody comes: by what, under which name, signed in or not.
struct JoinPage: Sendable {
    let title = "Join the meeting"
    let meeting: MeetingCard
    let pwd: String
    let isStarted: Bool
    let hasWaitingRoom: Bool
    let needsSignIn: Bool
}

/// Where somebody stands who came by the link.
struct GuestPage: Sendable {
    let title: String
    let detail: String
    let meeting: MeetingCard
    let pwd: String
    let guest: String
    let name: String
    let by: String
    let isInside: Bool
    let others: [String]
    let refresh = "3"

    init(_ meeting: Meeting, guest: Participant, host: Person?) {
        self.meeting = MeetingCard(meeting, host: host)
        self.guest = guest.uuid
        name = guest.name
        by = guest.isBrowser ? "in a browser" : "by the Zoom app"
        pwd = meeting.linkPassword
        isInside = guest.place == .inside
        let hostName = host?.name ?? "The host"
        let hasHost = meeting.room?.hasHost ?? false
        others = meeting.people.filter { $0.place == .inside && $0.uuid != guest.uuid }
            .map { $0.isHost ? "\($0.name) (host)" : $0.name }
        if isInside {
            title = "You are in the meeting"
            detail = hasHost ? "\(hostName) is here." : "\(hostName) is not here."
        } else if guest.place == .waitingRoom {
            title = "You are in the waiting room"
            detail = "\(hostName) will let you in."
        } else {
            title = "The meeting has not started"
            detail = "Waiting for \(hostName) to start it."
        }
    }
}

/// The host's side of a meeting.
struct HostPage: Sendable {
    struct Visitor: Sendable {
        let id: String
        let name: String
    }

    let title: String
    let meeting: MeetingCard
    let zak: String
    let isStarted: Bool
    let hasHost: Bool
    let inside: [Visitor]
    let waiting: [Visitor]
    let refresh: String

    init(_ meeting: Meeting, host: Person?, zak: String) {
        title = meeting.isStarted ? "You are hosting" : "The meeting has ended"
        self.meeting = MeetingCard(meeting, host: host)
        self.zak = zak
        isStarted = meeting.isStarted
        hasHost = meeting.room?.hasHost ?? false
        inside = Self.visitors(of: meeting) { $0.place == .inside }
        waiting = Self.visitors(of: meeting) { $0.place != .inside }
        // Not the start link itself: reopening that would start an ended meeting again.
        refresh = "3;url=/s/\(meeting.id)/room?zak=\(zak)"
    }

    private static func visitors(of meeting: Meeting, _ isShown: (Participant) -> Bool) -> [Visitor] {
        meeting.guests.filter(isShown).map { Visitor(id: $0.uuid, name: $0.name) }
    }
}
