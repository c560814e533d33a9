import Operations
import Store
import TimeZones

extension JSONValue {
    /// A webhook as it can be sent back; its secret is told elsewhere, once.
    init(_ hook: HookEndpoint) {
        self.init([
            "id": hook.id, "url": hook.url, "events": hook.events.map(\.rawValue).sorted(),
            "state": hook.state.rawValue, "disabled_reason": hook.disabledWhy, "disabled_at": hook.disabledAt,
            "failing_since": hook.failingSince, "former_secret_until": hook.formerSecret?.until,
            "created_by": hook.createdBy, "created_at": hook.createdAt,
        ])
    }

    /// A line of a webhook's log, with what was sent.
    init(_ delivery: HookDelivery) {
        self.init([
            "id": delivery.id, "event_id": delivery.eventID, "type": delivery.event.rawValue,
            "subject_id": delivery.subjectID, "state": delivery.state.rawValue, "failures": delivery.failures,
            "status": delivery.last?.status, "error": delivery.last?.error, "answer": delivery.last?.answer,
            "took": delivery.last?.took, "created_at": delivery.createdAt, "tried_at": delivery.last?.at,
            "next_try_at": delivery.nextTryAt, "body": JSONValue(document: delivery.body.utf8),
        ])
    }
}

extension HookForm {
    /// - Parameter current: the webhook as it is; nil for a new one, which is told of everything unless it says less.
    init(_ body: BodyFields, over current: JSONValue?) {
        body.readOnly(
            [
                "id", "disabled_reason", "disabled_at", "failing_since", "former_secret_until", "created_by",
                "created_at",
            ], of: current)
        if current == nil { body.readOnly(["state"]) }
        let words = body.texts("events")
        let events = (words ?? []).enumerated().compactMap { index, word in
            let event = HookEvent(rawValue: word).flatMap { HookEvent.choices.contains($0) ? $0 : nil }
            if event == nil {
                let known = HookEvent.choices.map(\.rawValue).joined(separator: ", ")
                body.fault("events.\(index)", "unknown_choice", "“\(word)” must be one of \(known).")
            }
            return event
        }
        self.init(url: body.text("url") ?? "", events: words == nil ? HookEvent.choices : events)
    }
}

extension HookEndpoint.State {
    /// What it is to be: active or paused. That it is disabled may be sent back where it is.
    init(_ body: BodyFields, of hook: HookEndpoint) {
        let asked: HookEndpoint.State? = body.word("state")
        if asked == .disabled, hook.state != .disabled {
            body.fault("state", "read_only", "A webhook is turned off by Usher alone. Pause it, or remove it.")
        }
        self = asked ?? hook.state
    }
}
