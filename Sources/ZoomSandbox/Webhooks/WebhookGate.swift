/// Stands between what happens and what is sent: lets events through, holds them back or loses them.
struct WebhookGate: Sendable {
    enum Item: Sendable {
        case event(WebhookEvent)
        case injection(WebhookInjection)
    }

    private(set) var injection = WebhookInjection()
    private var held: [WebhookEvent] = []

    /// Which events go out now that this came.
    mutating func pass(_ item: Item) -> (sent: [WebhookEvent], dropped: WebhookEvent?) {
        switch item {
        case .injection(let new):
            injection = new
            return (released(), nil)
        case .event(let event):
            if injection.drop > 0 {
                injection.drop -= 1
                return ([], event)
            }
            guard injection.hold > 0 else { return ([event], nil) }
            held.append(event)
            injection.hold -= 1
            return (injection.hold == 0 ? released() : [], nil)
        }
    }

    private mutating func released() -> [WebhookEvent] {
        defer { held = [] }
        return held.reversed()
    }
}
