import Foundation

/// Who is in a meeting and at its door, and who was.
struct Room: Sendable, Codable {
    private static let kept = 10

    /// Who is there now, in the order they came.
    var people: [Participant] = []
    /// The times the meeting was on, the latest last.
    private(set) var sessions: [RoomSession] = []

    var isOpen: Bool { sessions.last.map { $0.end == nil } ?? false }
    var hasHost: Bool { people.contains { $0.isHost } }
    var isEmpty: Bool { !people.contains { $0.place == .inside } }

    mutating func open(_ uuid: String, at now: Date) {
        sessions.append(RoomSession(uuid: uuid, start: now))
        if sessions.count > Self.kept { sessions.removeFirst() }
    }

    mutating func close(at now: Date) {
        change { session in
            for index in session.visits.indices where session.visits[index].end == nil {
                session.visits[index].end = now
            }
            session.end = now
        }
    }

    /// Numbers somebody who comes in or is put elsewhere, and notes the visit.
    mutating func place(_ person: Participant, _ place: Participant.Place, at now: Date) -> Participant {
        var placed = person
        placed.place = place
        change { session in
            session.endVisit(of: person.uuid, at: now)
            placed.userID = session.takeUserID()
            session.visits.append(Visit(who: placed, start: now))
        }
        put(placed)
        return placed
    }

    mutating func put(_ person: Participant) {
        if let index = people.firstIndex(where: { $0.uuid == person.uuid }) {
            people[index] = person
        } else {
            people.append(person)
        }
    }

    mutating func remove(_ uuid: String, at now: Date) {
        people.removeAll { $0.uuid == uuid }
        change { $0.endVisit(of: uuid, at: now) }
    }

    private mutating func change(_ edit: (inout RoomSession) -> Void) {
        guard isOpen else { return }
        edit(&sessions[sessions.count - 1])
    }
}

/// One time a meeting was on, from the first who was inside to the last.
struct RoomSession: Sendable, Codable {
    let uuid: String
    let start: Date
    var end: Date?
    var visits: [Visit] = []
    /// The first is usually the host's.
    private var nextUserID = 16_778_240

    init(uuid: String, start: Date) {
        self.uuid = uuid
        self.start = start
    }

    mutating func takeUserID() -> String {
        defer { nextUserID += 1024 }
        return String(nextUserID)
    }

    mutating func endVisit(of uuid: String, at now: Date) {
        for index in visits.indices where visits[index].who.uuid == uuid && visits[index].end == nil {
            visits[index].end = now
        }
    }
}

/// A stay in the room or in its waiting room.
struct Visit: Sendable, Codable {
    let who: Participant
    let start: Date
    var end: Date?
}
