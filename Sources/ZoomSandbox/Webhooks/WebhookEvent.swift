import Foundation

/// Something that happened, before it is written for the wire.
struct WebhookEvent: Sendable {
    private static let numbered: Set = [
        "meeting.created", "meeting.updated", "meeting.deleted", "meeting.recovered", "meeting.started",
        "meeting.participant_jbh_waiting_left",
    ]

    let name: String
    let payload: [String: JSONValue]
    let at: Date

    /// The body. Meeting ids are numbers in some events and strings in others, unless all shall be of one kind.
    func body(numericIDs: Bool?) -> String {
        let isNumber = numericIDs ?? Self.numbered.contains(name)
        var payload = self.payload
        for key in ["object", "old_object"] {
            guard var object = payload[key]?.object, case .int(let id) = object["id"] else { continue }
            object["id"] = isNumber ? .int(id) : .string(String(id))
            payload[key] = .object(object)
        }
        let envelope: JSONValue = [
            "event": .string(name), "event_ts": .int(at.epochMilliseconds), "payload": .object(payload),
        ]
        return envelope.json
    }
}

extension Date {
    var epochMilliseconds: Int64 { Int64((timeIntervalSince1970 * 1000).rounded()) }
}
