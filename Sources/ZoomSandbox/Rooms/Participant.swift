import Foundation

/// Somebody in a meeting's room or at its door.
struct Participant: Sendable, Codable, Identifiable {
    /// Where somebody stands.
    enum Place: String, Sendable, Codable {
        case inside = "in"
        case waitingRoom = "waiting_room"
        case waitingForHost = "waiting_for_host"
    }

    /// `participant_uuid`, another with every join; by it the sandbox's own addresses name somebody.
    let uuid: String
    let name: String
    let isHost: Bool
    let isBrowser: Bool
    /// The Zoom user id; empty for guests and for people of other accounts, as is the address.
    let zoomID: String
    let email: String
    let registrantID: String?
    /// `user_id`, which counts within the meeting; none yet while the host is waited for.
    var userID = ""
    var place = Place.waitingForHost

    /// The meeting's own host.
    init(host: Person) {
        uuid = Random.token(16)
        name = host.name
        isHost = true
        isBrowser = false
        zoomID = host.id
        email = host.email
        registrantID = nil
    }

    /// Somebody who comes by a link. Zoom tells who a colleague is, and nothing of anybody else but what a
    /// registration says.
    init(
        name: String?, isBrowser: Bool = false, colleague: Person? = nil, registrantID: String? = nil,
        email: String? = nil
    ) {
        uuid = Random.token(16)
        self.name = name ?? colleague?.name ?? "Guest"
        isHost = false
        self.isBrowser = isBrowser
        zoomID = colleague?.id ?? ""
        self.email = colleague?.email ?? email ?? ""
        self.registrantID = registrantID
    }

    var id: String { uuid }

    var kind: String {
        if isHost { return "host" }
        if !zoomID.isEmpty { return "signed_in" }
        if registrantID != nil { return "registrant" }
        return isBrowser ? "browser" : "guest"
    }

    var json: JSONValue {
        [
            "participant": .string(uuid), "name": .string(name), "kind": .string(kind),
            "place": .string(place.rawValue), "user_id": .string(userID), "id": .string(zoomID),
            "email": .string(email), "registrant_id": registrantID.map { JSONValue.string($0) } ?? JSONValue.null,
        ]
    }
}
