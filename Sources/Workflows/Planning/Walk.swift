import Scheduling
import TimeZones

/// One run of an enrollment, from where it stands to its next wait or its end.
struct Walk {
    let definition: WorkflowDefinition
    let map: StepMap
    let now: Instant
    private let zone: Zone
    private let openTimes: OpenTimes
    /// With what this run itself changes.
    private var facts: Facts
    private var enrollment: Enrollment
    private var effects: [Effect] = []
    private var omissions: [Omission] = []

    /// A wait that is reached this soon after its moment counts as reached in time: what wakes an enrollment takes a while.
    private static let grace = 60

    init(definition: WorkflowDefinition, map: StepMap, facts: Facts, now: Instant, enrollment: Enrollment) {
        (self.definition, self.map, self.now) = (definition, map, now)
        (self.facts, self.enrollment) = (facts, enrollment)
        zone = facts.zone(definition.settings.clocks)
        openTimes = OpenTimes(
            window: definition.settings.window, quietHours: definition.settings.quietHours, zone: zone)
    }

    mutating func run() -> Advance {
        followMove()
        let next = walk()
        return Advance(effects: effects, omissions: omissions, next: next, enrollment: enrollment)
    }

    private var start: Instant { facts.appointment.interval.start }

    /// Goes back to the first wait for the event when the appointment has another start.
    private mutating func followMove() {
        defer { enrollment.appointmentStart = start }
        guard enrollment.appointmentStart != start, let origin = enrollment.origin else { return }
        if case .ended(let end) = enrollment.place, end != .completed { return }
        enrollment.place = .step(origin.stepID)
        enrollment.visits = origin.visits
        enrollment.stepsTaken = origin.stepsTaken
        enrollment.waiting = nil
        enrollment.isSkipping = false
    }

    private mutating func walk() -> Advance.Next {
        while true {
            switch enrollment.place {
            case .ended(let end): return .ended(end)
            case .step(let id):
                if let until = take(id) { return .wait(until: until) }
            }
        }
    }

    /// Takes one step, or goes on with it.
    /// - Returns: how long it has to be waited for; nil when it is done.
    private mutating func take(_ id: String) -> Instant? {
        guard let step = map[id] else { return end(.stepGone) }
        let status = facts.appointment.status
        if definition.leaves(on: status), status != enrollment.startedWith { return end(.left) }
        if enrollment.waiting == nil {
            guard enrollment.stepsTaken < WorkflowLimits.stepsTaken else { return end(.tooManySteps) }
            enter(step)
        }
        switch step.action {
        case .wait(let delay): return pass(delay, in: step)
        case .waitForEvent(let wait): return pass(wait, in: step)
        case .perform(let deed) where deed.isMessage: return send(deed, in: step)
        case .perform(let deed):
            if !enrollment.done.contains(key(of: step)) { perform(deed, in: step) }
            return proceed(after: step)
        case .branch(let branch):
            let holds = branch.holds(facts, on: definition.settings.clocks, at: now)
            return proceed(to: map.first(of: holds ? branch.then : branch.otherwise, in: step))
        case .goTo(let target): return proceed(to: target)
        case .end: return end(.completed)
        }
    }

    private mutating func enter(_ step: Step) {
        if case .waitForEvent = step.action, enrollment.origin == nil {
            enrollment.origin = Enrollment.Origin(
                stepID: step.id, visits: enrollment.visits, stepsTaken: enrollment.stepsTaken)
        }
        enrollment.visits[step.id, default: 0] += 1
        enrollment.stepsTaken += 1
    }

    private func key(of step: Step) -> String {
        "\(step.id)#\(enrollment.visits[step.id] ?? 0)"
    }

    private mutating func proceed(after step: Step) -> Instant? {
        proceed(to: map.following(step.id))
    }

    private mutating func proceed(to id: String?) -> Instant? {
        guard let id else { return end(.completed) }
        enrollment.waiting = nil
        enrollment.place = .step(id)
        return nil
    }

    private mutating func end(_ end: Enrollment.End) -> Instant? {
        enrollment.waiting = nil
        enrollment.place = .ended(end)
        return nil
    }
}

extension Walk {
    private mutating func pass(_ delay: Delay, in step: Step) -> Instant? {
        enrollment.isSkipping = false
        let begun = enrollment.waits[key(of: step)] ?? now
        enrollment.waits[key(of: step)] = begun
        let until = delay.end(from: begun, in: zone)
        guard until <= now else {
            enrollment.waiting = .delay
            return until
        }
        return proceed(after: step)
    }

    private mutating func pass(_ wait: EventWait, in step: Step) -> Instant? {
        enrollment.isSkipping = false
        let moment = wait.moment(of: start, in: zone)
        if moment > now {
            forgetWaits(after: step)
            enrollment.waiting = .event
            return moment
        }
        if isOver(wait, at: moment, in: step) {
            enrollment.waits[key(of: step)] = now
            return proceed(after: step)
        }
        switch wait.ifPast {
        case .next: return proceed(after: step)
        case .goTo(let target): return proceed(to: target)
        case .skip:
            enrollment.isSkipping = true
            return proceed(after: step)
        }
    }

    /// What comes after a wait that waits anew comes anew; what this walk has come by stays waited out.
    private mutating func forgetWaits(after step: Step) {
        let own = key(of: step)
        let visits = enrollment.visits
        enrollment.waits = enrollment.waits.filter { key, _ in
            guard key != own, let mark = key.lastIndex(of: "#"), let visit = Int(key[mark...].dropFirst())
            else { return false }
            return visit <= visits[String(key[..<mark]), default: 0]
        }
    }

    /// Whether a moment that has come was waited for, rather than missed. What is to happen before the appointment is
    /// missed once that has begun, even if somebody waited: nobody looked in time.
    private func isOver(_ wait: EventWait, at moment: Instant, in step: Step) -> Bool {
        if enrollment.waits[key(of: step)] != nil { return true }
        if wait.side == .before, now >= start { return false }
        return enrollment.waiting == .event || now <= moment.adding(seconds: Self.grace)
    }
}

extension Walk {
    /// Sends a message now, keeps it until it may go, or passes it by.
    private mutating func send(_ deed: Deed, in step: Step) -> Instant? {
        let key = key(of: step)
        if enrollment.done.contains(key) { return proceed(after: step) }
        if let reason = enrollment.isSkipping ? .past : missingAddress(for: deed) {
            return omit(deed, in: step, reason)
        }
        guard let opening = openTimes.opening(from: now) else { return end(.neverOpen) }
        var due = now
        if case .opening(let since) = enrollment.waiting { due = since }
        if due < start, opening >= start { return omit(deed, in: step, .tooLate) }
        if opening > now {
            enrollment.waiting = .opening(due: due)
            return opening
        }
        perform(deed, in: step)
        return proceed(after: step)
    }

    private func missingAddress(for deed: Deed) -> Omission.Reason? {
        switch deed {
        case .mail(let mail) where mail.receivers == [.contact] && !facts.contact.hasEmail: .noEmail
        case .sms where !facts.contact.hasPhone: .noPhone
        default: nil
        }
    }

    private mutating func omit(_ deed: Deed, in step: Step, _ reason: Omission.Reason) -> Instant? {
        omissions.append(Omission(key: key(of: step), stepID: step.id, deed: deed, reason: reason))
        return proceed(after: step)
    }

    private mutating func perform(_ deed: Deed, in step: Step) {
        let key = key(of: step)
        enrollment.done.insert(key)
        effects.append(Effect(key: key, stepID: step.id, deed: deed))
        switch deed {
        case .setStatus(let status): facts.appointment.status = status
        case .addTag(let tag): facts.contact.tags.insert(tag)
        case .removeTag(let tag):
            facts.contact.tags = facts.contact.tags.filter { $0.lowercased() != tag.lowercased() }
        case .mail, .sms, .notify, .addNote, .webhook: break
        }
    }
}
