/// What goes wrong with events on demand.
struct WebhookInjection: Sendable {
    /// How often each event is sent.
    var copies = 1
    /// How many events more are held back, then to be sent in reverse order.
    var hold = 0
    /// How many events more are never sent.
    var drop = 0
    var delayMilliseconds = 0
    /// Whether all meeting ids are numbers, or all strings; nil leaves them as Zoom has them.
    var numericIDs: Bool?

    init() {}

    /// Nil when a number makes no sense.
    init?(_ fields: [String: JSONValue]) {
        copies = fields["duplicate"]?.integer ?? 1
        hold = fields["reverse"]?.integer ?? 0
        drop = fields["drop"]?.integer ?? 0
        delayMilliseconds = fields["delay_ms"]?.integer ?? 0
        numericIDs = fields["numeric_ids"]?.flag
        guard (1...100).contains(copies), (0...1000).contains(hold), (0...1000).contains(drop),
            (0...600_000).contains(delayMilliseconds)
        else { return nil }
    }

    var json: JSONValue {
        [
            "duplicate": .number(copies), "reverse": .number(hold), "drop": .number(drop),
            "delay_ms": .number(delayMilliseconds),
            "numeric_ids": numericIDs.map { JSONValue.bool($0) } ?? JSONValue.null,
        ]
    }
}
