extension DefinitionCheck {
    /// - Parameter all: the same steps and those in branches, with their paths.
    mutating func look(at steps: [Step], _ all: [(path: String, depth: Int, step: Step)]) {
        if steps.isEmpty { fault("steps", "empty", "A workflow has one step at least. Add one.") }
        if all.count > WorkflowLimits.steps {
            fault(
                "steps", "too_many",
                "A workflow may have at most \(WorkflowLimits.steps) steps; this has \(all.count). Make two of it."
            )
        }
        lookAtIDs(all)
        let ids = Set(all.map(\.step.id))
        for (path, depth, step) in all {
            if depth == WorkflowLimits.nesting + 1 {
                fault(
                    path, "too_deep",
                    "Branches may lie at most \(WorkflowLimits.nesting) deep. Use “go to” instead.")
            }
            look(at: step.action, path, targets: ids)
        }
        lookForCircles(StepMap(steps), all)
    }

    private mutating func lookAtIDs(_ all: [(path: String, depth: Int, step: Step)]) {
        var seen: Set<String> = []
        for (path, _, step) in all {
            if !Self.isPlausible(step.id) {
                fault(
                    "\(path).id", "bad_id",
                    "The id of a step is 1 to 40 letters from a to z, digits, “-” and “_”. Change it.")
            } else if !seen.insert(step.id).inserted {
                fault(
                    "\(path).id", "duplicate_id", "Another step is called “\(step.id)”, too. Change one of them.")
            }
        }
    }

    private static func isPlausible(_ id: String) -> Bool {
        (1...40).contains(id.utf8.count)
            && id.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
    }

    private mutating func look(at action: Step.Action, _ path: String, targets: Set<String>) {
        switch action {
        case .wait(let delay): look(at: delay.span, "\(path).wait", isRequired: true)
        case .waitForEvent(let wait):
            look(at: wait, "\(path).wait_event")
            if let target = wait.ifPast.target { look(atTarget: target, "\(path).wait_event.step", targets) }
        case .branch(let branch): look(at: branch, "\(path).if")
        case .goTo(let target): look(atTarget: target, "\(path).go_to.step", targets)
        case .perform(let deed): look(at: deed, path)
        case .end: break
        }
    }

    private mutating func look(atTarget id: String, _ path: String, _ targets: Set<String>) {
        if !targets.contains(id) {
            fault(path, "unknown_step", "There is no step “\(id)”.\(NearestName.hint(id, among: targets))")
        }
    }

    private mutating func look(at wait: EventWait, _ path: String) {
        if wait.side == .at, wait.span != .none {
            fault(
                path, "not_at",
                "At the start, no time lies between. Choose before or after, or leave the time out.")
        }
        look(at: wait.span, path, isRequired: wait.side != .at)
    }

    private mutating func look(at span: Span, _ path: String, isRequired: Bool) {
        let parts = [span.months, span.days, span.hours, span.minutes]
        // Each by itself first, so that the sum cannot overflow.
        let minutes = WorkflowLimits.waitDays * 1440
        if parts.contains(where: { $0 < 0 }) {
            fault(path, "negative", "A wait cannot be negative. Use “before” for what comes earlier.")
        } else if isRequired, span == .none {
            fault(path, "empty", "A wait takes one minute at least. Say how long.")
        } else if parts.contains(where: { $0 > minutes })
            || ((span.months * 31 + span.days) * 24 + span.hours) * 60 + span.minutes > minutes
        {
            fault(path, "too_long", "A wait may take at most \(WorkflowLimits.waitDays) days. Make it shorter.")
        }
    }

    /// Whoever goes round has to wait a time on the way: a wait for the event may be over already, and is none.
    private mutating func lookForCircles(
        _ map: StepMap, _ all: [(path: String, depth: Int, step: Step)]
    ) {
        for (path, _, step) in all {
            let (target, name): (String?, String) =
                switch step.action {
                case .goTo(let id): (id, "go_to.step")
                case .waitForEvent(let wait): (wait.ifPast.target, "wait_event.step")
                default: (nil, "")
                }
            if let target, map.leads(from: target, backTo: step.id) {
                fault(
                    "\(path).\(name)", "circle",
                    "From “\(target)” one comes back here without a wait, for ever. Put a wait in between.")
            }
        }
    }
}

extension StepMap {
    /// Whether one can come from a step to another without waiting a time.
    fileprivate func leads(from id: String, backTo goal: String) -> Bool {
        var seen: Set<String> = []
        var next = [id]
        while let id = next.popLast() {
            if id == goal { return true }
            guard seen.insert(id).inserted, let step = self[id] else { continue }
            if case .wait = step.action { continue }
            next += successors(of: step)
        }
        return false
    }
}
