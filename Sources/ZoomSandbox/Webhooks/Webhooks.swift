import Foundation

/// The events on their way to the app, in the order they happened. Without an address there are none.
actor Webhooks {
    private static let kept = 1000

    let settings: WebhookSettings
    let now: @Sendable () -> Date
    private let items: AsyncStream<WebhookGate.Item>
    private let queue: AsyncStream<WebhookGate.Item>.Continuation
    var sender: WebhookSender?
    private var sent = 0
    private(set) var gate = WebhookGate()
    var deliveries: [Int: WebhookDelivery] = [:]

    init(_ configuration: SandboxConfiguration, now: @escaping @Sendable () -> Date) {
        settings = WebhookSettings(configuration)
        self.now = now
        let (items, queue) = AsyncStream<WebhookGate.Item>.makeStream()
        self.items = items
        self.queue = queue
    }

    nonisolated func tell(_ name: String, _ payload: [String: JSONValue]) {
        guard settings.url != nil else { return }
        queue.yield(.event(WebhookEvent(name: name, payload: payload, at: now())))
    }

    /// From the next event on this goes wrong, and nothing that went wrong before; what was held back goes out.
    nonisolated func inject(_ injection: WebhookInjection) {
        if settings.url != nil { queue.yield(.injection(injection)) }
    }

    func forget() { deliveries = [:] }

    /// Sends what comes until the task is cancelled. First tries go in order; what takes longer goes beside them.
    func send(by sender: WebhookSender) async {
        self.sender = sender
        _ = await validate()
        await withDiscardingTaskGroup { group in
            for await item in items {
                for number in list(item) {
                    let delay = gate.injection.delayMilliseconds
                    if delay > 0 {
                        group.addTask { await self.deliver(number, after: .milliseconds(delay)) }
                    } else if await attempt(number) == .waiting {
                        group.addTask { await self.retry(number) }
                    }
                }
            }
            group.cancelAll()
        }
        self.sender = nil
    }
}

extension Webhooks {
    /// Lists what goes out now that this came, and what never will.
    private func list(_ item: WebhookGate.Item) -> [Int] {
        let (events, dropped) = gate.pass(item)
        if let dropped {
            let number = list(dropped, requestID: Self.requestID())
            deliveries[number]?.state = .dropped
        }
        return events.flatMap { copies(of: $0) }
    }

    /// Lists an event as often as it shall be sent, always under the same request id.
    private func copies(of event: WebhookEvent) -> [Int] {
        let requestID = Self.requestID()
        return (0..<gate.injection.copies).map { _ in list(event, requestID: requestID) }
    }

    func list(_ event: WebhookEvent, requestID: String) -> Int {
        sent += 1
        let body = event.body(numericIDs: gate.injection.numericIDs)
        deliveries[sent] = WebhookDelivery(event, body: body, requestID: requestID)
        deliveries[sent - Self.kept] = nil
        return sent
    }

    static func requestID() -> String { UUID().uuidString.lowercased() }
}
