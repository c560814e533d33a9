/// What a request for invite links says.
struct InviteFields: Sendable {
    let names: [String]
    /// The links' life in seconds; 0 means they never die.
    let life: Int

    init(_ body: [String: JSONValue]) throws {
        var reader = FieldReader(body)
        life = reader.number("ttl", in: 0...7_776_000) ?? 7200
        names = Self.names(from: &reader)
        try reader.finish()
    }

    private static func names(from reader: inout FieldReader) -> [String] {
        guard case .array(let attendees)? = reader.given("attendees"), (1...500).contains(attendees.count) else {
            reader.refuse("attendees", "The attendees must be between 1 and 500.")
            return []
        }
        var names: [String] = []
        for (place, attendee) in attendees.enumerated() {
            var one = FieldReader(attendee.object ?? [:], prefix: "attendees[\(place)].")
            if (one.given("name") ?? "") == "" { one.refuse("name", "The name is required.") }
            names.append(one.text("name", upTo: 64) ?? "")
            reader.take(over: one)
        }
        return names
    }
}
