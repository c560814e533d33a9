/// Something that goes wrong with messages on demand.
struct Fault: Sendable, Encodable {
    enum Kind: String, Sendable, Encodable {
        /// Refused: too many requests.
        case tooMany = "too_many"
        /// Refused: Twilio itself has failed.
        case serverError = "server_error"
        /// The connection is cut before the message is looked at.
        case reset
        /// The message is taken, and the connection cut in place of an answer.
        case loseAnswer = "lose_answer"
        /// The answer comes later.
        case latency
        /// The message goes out and does not arrive.
        case undelivered
        /// The message does not go out.
        case failed

        /// Whether it happens to the message on its way, and not to the request.
        var isOnTheWay: Bool { self == .undelivered || self == .failed }
    }

    private enum CodingKeys: String, CodingKey {
        case kind, count, share, code
        case delayMilliseconds = "delay_ms"
    }

    let kind: Kind
    /// How many times more; nil means until it is cleared.
    var count: Int?
    /// How many in a hundred it hits; nil for all.
    let share: Int?
    let delayMilliseconds: Int
    /// Why a message does not arrive: 30003, a phone out of reach, unless it is said.
    let code: Int

    /// Nil when the description makes no sense.
    init?(_ fields: Fields) {
        let numbers = ["count", "share", "delay_ms", "code"].compactMap { fields.given($0) }
        guard let kind = fields["kind"].flatMap(Kind.init(rawValue:)), numbers.allSatisfy({ Int($0) != nil })
        else {
            return nil
        }
        func number(_ name: String) -> Int? { fields.given(name).flatMap { Int($0) } }
        count = number("count")
        share = number("share")
        delayMilliseconds = number("delay_ms") ?? 0
        code = number("code") ?? 30_003
        self.kind = kind
        guard (count ?? 1) > 0, (1...100).contains(share ?? 1), (0...600_000).contains(delayMilliseconds),
            (10_000...99_999).contains(code)
        else { return nil }
    }

    /// Whether it hits this time.
    var strikes: Bool { share.map { Int.random(in: 0..<100) < $0 } ?? true }
}
