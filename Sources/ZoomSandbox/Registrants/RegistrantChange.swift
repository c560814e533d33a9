/// A request to approve, cancel or deny registrants.
struct RegistrantChange: Sendable {
    /// Whom it is about: by id, or else by address.
    struct Wanted: Sendable {
        var id: String?
        var email: String?

        func isMet(by registrant: Registrant) -> Bool {
            if let id { return registrant.id == id }
            return email?.lowercased() == registrant.email.lowercased()
        }
    }

    let status: Registrant.Status
    let registrants: [Wanted]

    private static let statuses: [String: Registrant.Status] = [
        "approve": .approved, "deny": .denied, "cancel": .gone,
    ]

    init(_ body: [String: JSONValue]) throws {
        var reader = FieldReader(body)
        let asked = Self.statuses[reader.given("action")?.text ?? ""]
        if asked == nil { reader.refuse("action", "Invalid field.") }
        status = asked ?? .pending
        registrants = Self.wanted(from: &reader)
        try reader.finish()
    }

    private static func wanted(from reader: inout FieldReader) -> [Wanted] {
        guard let given = reader.given("registrants") else { return [] }
        guard case .array(let listed) = given, listed.count <= 30 else {
            reader.refuse("registrants", "The registrants must be no more than 30.")
            return []
        }
        return listed.map { Wanted(id: $0.object?["id"]?.text, email: $0.object?["email"]?.text) }
    }
}
