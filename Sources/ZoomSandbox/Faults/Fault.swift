/// Something that goes wrong on demand.
struct Fault: Sendable {
    enum Kind: String, Sendable, CaseIterable {
        case status, delay, drop, nonsense, xml, empty, quota, qps, stall
        case loseAnswer = "lose_answer"
        /// One of those that a client gets over, another each time.
        case any

        fileprivate static let passing: [Kind] = [.status, .drop, .nonsense, .xml, .empty, .qps, .loseAnswer]
    }

    /// `METHOD /path` as a prefix, `token` for the token endpoint, or `*` for every API request.
    let on: String
    let kind: Kind
    let status: Int?
    let delay: Int
    /// How many times more; nil means until it is cleared.
    var count: Int?
    let body: String?
    /// How many in a hundred requests it hits; nil for all.
    let share: Int?

    /// Nil when the description makes no sense.
    init?(_ fields: [String: JSONValue]) {
        guard let on = fields["on"]?.text, !on.isEmpty,
            let kind = fields["kind"]?.text.flatMap(Kind.init(rawValue:))
        else { return nil }
        let status = fields["status"]?.integer
        let count = fields["count"]?.integer
        let share = fields["share"]?.integer
        guard (200...599).contains(status ?? 500), (count ?? 1) > 0, (1...100).contains(share ?? 1) else {
            return nil
        }
        self.share = share
        self.on = on
        self.kind = kind
        self.status = status
        self.count = count
        delay = min(max(fields["delay_ms"]?.integer ?? 0, 0), 600_000)
        body = fields["body"].map { $0.text ?? $0.json }
    }

    func matches(method: String, path: String) -> Bool {
        switch on {
        case "*": Self.isAPI(path)
        case "token": method == "POST" && path == "/oauth/token"
        default: path != "/" && !path.hasPrefix("/sandbox") && "\(method) \(path)".hasPrefix(on)
        }
    }

    /// The same as something that can be answered with.
    var settled: Fault {
        guard kind == .any, let kind = Kind.passing.randomElement() else { return self }
        return Fault(on: on, kind: kind, status: status, delay: delay, count: count, body: body, share: share)
    }

    private init(
        on: String, kind: Kind, status: Int?, delay: Int, count: Int?, body: String?, share: Int?
    ) {
        self.on = on
        self.kind = kind
        self.status = status
        self.delay = delay
        self.count = count
        self.body = body
        self.share = share
    }

    /// Whether it hits this time.
    var strikes: Bool { share.map { Int.random(in: 0..<100) < $0 } ?? true }

    static func isAPI(_ path: String) -> Bool {
        path.hasPrefix("/v2/") || path == "/oauth/token" || path == "/oauth/revoke"
    }

    var json: JSONValue {
        var object: [String: JSONValue] = ["on": .string(on), "kind": .string(kind.rawValue)]
        object["status"] = status.map { .number($0) }
        object["count"] = count.map { .number($0) }
        object["body"] = body.map { .string($0) }
        object["share"] = share.map { .number($0) }
        if delay > 0 { object["delay_ms"] = .number(delay) }
        return .object(object)
    }
}
