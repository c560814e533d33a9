/// Somebody at the door of a meeting, before it is decided what becomes of them.
struct Arrival: Sendable {
    let name: String
    /// The Zoom account signed in with; of no account it is nothing but a word.
    let email: String
    let isBrowser: Bool
    let isSignedIn: Bool
    /// The `pwd` of the link; nil comes by the link as it is now.
    let pwd: String?
    /// What a registrant's own link carries.
    let tk: String?

    /// What a test's JSON says; nil when the kind is none.
    init?(_ fields: [String: JSONValue]) {
        let kind = fields["kind"]?.text ?? "guest"
        guard ["guest", "browser", "signed_in"].contains(kind) else { return nil }
        name = fields["name"]?.text ?? ""
        email = fields["email"]?.text ?? ""
        isBrowser = kind == "browser"
        isSignedIn = kind == "signed_in"
        pwd = fields["pwd"]?.text
        tk = fields["tk"]?.text
    }

    /// What the join page's form says.
    init(form: FormFields) {
        name = form["name"] ?? ""
        email = form["email"] ?? ""
        isBrowser = form["by"] == "browser"
        isSignedIn = form["signed_in"] != nil
        pwd = form["pwd"] ?? ""
        tk = form["tk"].flatMap { $0.isEmpty ? nil : $0 }
    }

    var shownName: String? { name.isEmpty ? nil : String(name.prefix(64)) }
}

/// What came of an arrival.
enum Joining: Sendable {
    case came(Participant)
    case refused(Refusal)

    var json: JSONValue {
        switch self {
        case .came(let participant):
            ["participant": .string(participant.uuid), "outcome": .string(participant.place.rawValue)]
        case .refused(let refusal):
            ["participant": .null, "outcome": "refused", "reason": .string(refusal.rawValue)]
        }
    }
}

/// Why somebody is not even let to the door; no event tells of it.
enum Refusal: String, Sendable {
    case wrongPasscode = "wrong_passcode"
    case signInRequired = "sign_in_required"
    case deadLink = "dead_link"
}
