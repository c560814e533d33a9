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

/// The page that asks for a name.
struct JoinPage: Sendable {
    let title = "Join the meeting"
    let meeting: MeetingCard
    let pwd: String
    let isStarted: Bool
    let hasWaitingRoom: Bool
}

/// Where a guest who gave a name stands.
struct GuestPage: Sendable {
    let title: String
    let detail: String
    let meeting: MeetingCard
    let pwd: String
    let guest: String
    let name: String
    let isInside: Bool
    let others: [String]
    let refresh = "3"

    init(_ meeting: Meeting, guest: Guest, host: Person?) {
        self.meeting = MeetingCard(meeting, host: host)
        self.guest = guest.id
        name = guest.name
        pwd = meeting.linkPassword
        isInside = meeting.isInside(guest)
        let hostName = host?.name ?? "The host"
        let inside = meeting.guests.filter { $0.id != guest.id && meeting.isInside($0) }.map(\.name)
        others = (meeting.isStarted ? ["\(hostName) (host)"] : []) + inside
        if isInside {
            title = "You are in the meeting"
            detail = meeting.isStarted ? "\(hostName) is here." : "\(hostName) is not here yet."
        } else if meeting.isStarted {
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
    let inside: [Visitor]
    let waiting: [Visitor]
    let refresh: String

    init(_ meeting: Meeting, host: Person?, zak: String) {
        title = meeting.isStarted ? "You are hosting" : "The meeting has ended"
        self.meeting = MeetingCard(meeting, host: host)
        self.zak = zak
        isStarted = meeting.isStarted
        inside = meeting.guests.filter { meeting.isInside($0) }.map { Visitor(id: $0.id, name: $0.name) }
        waiting = meeting.guests.filter { !meeting.isInside($0) }.map { Visitor(id: $0.id, name: $0.name) }
        // Not the start link itself: reopening that would start an ended meeting again.
        refresh = "3;url=/s/\(meeting.id)/room?zak=\(zak)"
    }
}
