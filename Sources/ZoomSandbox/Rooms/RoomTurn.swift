import Foundation

/// One change in a meeting's room: the meeting as it becomes, and the events that tell of it, in order.
struct RoomTurn: Sendable {
    struct Event: Sendable {
        let name: String
        let object: JSONValue
    }

    var meeting: Meeting
    private(set) var events: [Event] = []
    let host: Person
    let now: Date
    let browserTellsJBH: Bool

    init(_ meeting: Meeting, host: Person, now: Date, browserTellsJBH: Bool) {
        self.meeting = meeting
        self.host = host
        self.now = now
        self.browserTellsJBH = browserTellsJBH
    }

    var room: Room {
        get { meeting.room ?? Room() }
        set { meeting.room = newValue }
    }

    mutating func tell(_ name: String, _ more: [String: JSONValue] = [:]) {
        let object = meeting.eventObject.merging(more) { _, given in given }
        events.append(Event(name: "meeting.\(name)", object: .object(object)))
    }

    /// An event about somebody, who is told of in full.
    mutating func tell(_ name: String, _ person: Participant, _ more: [String: JSONValue]) {
        tell(name, ["participant": .object(person.identity.merging(more) { _, given in given })])
    }

    /// An event from before the host is there, which says little.
    mutating func tellEarly(_ name: String, _ person: Participant) {
        tell(name, ["participant": .object(person.earlyIdentity(in: name))])
    }

    /// The wait for the host, of which Zoom may say nothing when it is in a browser.
    mutating func tellWait(_ name: String, _ person: Participant) {
        if !person.isBrowser || browserTellsJBH { tellEarly(name, person) }
    }
}
