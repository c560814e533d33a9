import Operations
import Store
import TimeZones

/// One webhook: its settings, what can be done with it, and its log.
struct HookPage {
    struct Row {
        let deliveryEvent: String
        let deliveryID: String
        let deliveryWhen: String
        let deliveryLabel: String
        let deliveryTone: String
        let deliveryLine: String
        let answerText: String?
        let sentText: String
        let redeliverAction: String?
    }

    static let size = 25
    static let done = [
        "saved": "Saved.", "tried": "A trial is on its way. Open this page again to see what came of it.",
        "paused": "Paused. What happens meanwhile waits.",
        "resumed": "It is told again, first of all what waited.",
        "redelivered": "It is on its way again.",
    ]

    let hookURL: String
    let hookAction: String
    let hookState: HookStateWords
    let newSecret: String?
    let formerText: String?
    let isActiveHook: Bool
    let resumeLabel: String?
    let canSend: Bool
    let hookFields: HookFields
    let hasDeliveries: Bool
    let deliveries: [Row]
    let olderHref: String?

    init(
        _ hook: HookEndpoint, _ form: HookForm, _ log: [HookDelivery], secret: String?, dates: Dates, now: Instant,
        error: OperationError?
    ) {
        let action = "/app/webhooks/\(hook.id)"
        let isOff = hook.state == .disabled
        (hookURL, hookAction) = (hook.url, action)
        hookState = HookStateWords(hook, dates)
        newSecret = secret
        formerText = hook.formerSecret.flatMap { former in
            former.until > now
                ? "The secret before this one is valid until \(dates.stamp(former.until)), too." : nil
        }
        isActiveHook = hook.state == .active
        resumeLabel = isOff ? "Turn it on" : hook.state == .paused ? "Resume" : nil
        canSend = !isOff
        hookFields = HookFields(form, error: error)
        hasDeliveries = !log.isEmpty
        deliveries = log.prefix(Self.size).map { Row($0, action: action, canSend: !isOff, dates) }
        olderHref = log.count > Self.size ? "\(action)?before=\(log[Self.size - 1].id)" : nil
    }
}

extension HookPage.Row {
    init(_ delivery: HookDelivery, action: String, canSend: Bool, _ dates: Dates) {
        deliveryEvent = delivery.event.rawValue
        deliveryID = delivery.id
        deliveryWhen = dates.stamp(delivery.createdAt)
        (deliveryLabel, deliveryTone) =
            switch delivery.state {
            case .queued: delivery.last == nil ? ("Waiting", "idle") : ("Trying again", "warn")
            case .delivered: ("Delivered", "ok")
            case .failed: ("Failed", "bad")
            case .dropped: ("Not sent", "idle")
            }
        var lines: [String] = []
        if let last = delivery.last {
            lines.append(last.error ?? "It answered \(last.status.map(String.init) ?? "nothing").")
            lines.append("Tried \(dates.stamp(last.at)), \(last.took) ms.")
        }
        if let next = delivery.nextTryAt { lines.append("Again \(dates.stamp(next)).") }
        deliveryLine = lines.joined(separator: " ")
        answerText = delivery.last.flatMap { $0.answer.isEmpty ? nil : $0.answer }
        sentText = delivery.body
        redeliverAction =
            canSend && delivery.state != .queued ? "\(action)/deliveries/\(delivery.id)/redeliver" : nil
    }
}
