import Operations
import Store
import TimeZones

/// All webhooks of an account, and the form for another.
struct HooksPage {
    struct Row {
        let hookHref: String
        let hookURL: String
        let hookState: HookStateWords
        let eventsText: String
        let madeText: String
    }

    let hasHooks: Bool
    let hooks: [Row]
    let hookFields: HookFields

    init(_ hooks: [HookEndpoint], _ form: HookForm, dates: Dates, error: OperationError?) {
        hasHooks = !hooks.isEmpty
        self.hooks = hooks.map { hook in
            Row(
                hookHref: "/app/webhooks/\(hook.id)", hookURL: hook.url, hookState: HookStateWords(hook, dates),
                eventsText: hook.events.count == HookEvent.choices.count
                    ? "told of everything"
                    : "told of \(hook.events.map(\.rawValue).sorted().joined(separator: ", "))",
                madeText: "added \(dates.stamp(hook.createdAt)) by \(hook.createdBy)")
        }
        hookFields = HookFields(form, error: error)
    }
}

/// What is typed of a webhook.
struct HookFields {
    struct Choice {
        let eventWord: String
        let eventLabel: String
        let isChosen: Bool
    }

    let urlInput: Input
    let eventChoices: [Choice]
    let eventsError: String?

    init(_ form: HookForm, error: OperationError?) {
        urlInput = Input.line("url", "Address", form.url, type: "url", error: error?.message(of: "url"))
            .required().wide().hint("Usher posts JSON there, signed with a secret that you get next.")
        eventChoices = HookEvent.choices.map { event in
            Choice(
                eventWord: event.rawValue, eventLabel: Self.label(event), isChosen: form.events.contains(event))
        }
        eventsError = error?.message(of: "events")
    }

    static func label(_ event: HookEvent) -> String {
        switch event {
        case .booked: "Booked or requested"
        case .moved: "Moved to another time"
        case .cancelled: "Cancelled or declined"
        case .confirmed: "Confirmed"
        case .statusChanged: "Another status: showed, no-show, invalid, unconfirmed"
        case .locationReady: "The Zoom room is there"
        case .locationFailed: "There is no Zoom room, and the host has been told"
        case .test: "A trial"
        }
    }
}

/// How a webhook is, in a word and a sentence.
struct HookStateWords {
    let stateLabel: String
    let stateTone: String
    /// What there is to know about it; nil when all is well.
    let stateLine: String?

    init(_ hook: HookEndpoint, _ dates: Dates) {
        switch hook.state {
        case .disabled:
            (stateLabel, stateTone) = ("Turned off", "bad")
            stateLine = hook.disabledAt.map { "Since \(dates.stamp($0)). \(hook.disabledWhy ?? "")" }
        case .paused:
            (stateLabel, stateTone) = ("Paused", "warn")
            stateLine = hook.pausedAt.map { "Since \(dates.stamp($0)). What happens meanwhile waits." }
        case .active where hook.failingSince != nil:
            (stateLabel, stateTone) = ("Failing", "warn")
            stateLine = hook.failingSince.map {
                "Nothing has got through since \(dates.stamp($0)). Usher goes on trying, and turns it off after five "
                    + "days of it."
            }
        case .active:
            (stateLabel, stateTone, stateLine) = ("Active", "ok", nil)
        }
    }
}
