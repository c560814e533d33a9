import Logging
import Store
import TimeZones

/// When a delivery that was not taken is tried again, and when its webhook is given up.
enum HookPatience {
    /// Seconds from one try to the next: ten tries in some three days, as Standard Webhooks suggests.
    static let pauses = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400]
    /// After so long without a single success a webhook is told nothing more.
    static let days = 5

    /// - Parameter failures: how often it has been tried in vain.
    /// - Returns: nil when it is given up.
    static func nextTry(after failures: Int, at now: Instant, dice: UInt8) -> Instant? {
        guard failures <= pauses.count else { return nil }
        let pause = Int64(pauses[failures - 1]) * 1000
        // Spread by a tenth, so that what failed together does not come back together.
        return Instant(milliseconds: now.milliseconds + pause + pause * Int64(dice) / 2550)
    }
}

extension Verbs {
    /// Makes one try of a delivery, and writes down what came of it. A receiver may be told twice, when a process dies
    /// between the answer and the note of it; it knows both by the same `webhook-id`.
    func deliverHook(_ id: String) async throws -> Outcome {
        let found = try await store.read { snapshot in
            try snapshot.hookDelivery(id: id).map { ($0, try snapshot.hook(id: $0.endpointID)) }
        }
        guard let (delivery, hook) = found, delivery.state == .queued else { return .settled }
        guard let hook, hook.state != .disabled else {
            try await store.write { try $0.drop(delivery: id) }
            return .settled
        }
        // Whoever resumes it promises this again.
        if hook.state == .paused, delivery.event != .test { return .parked }
        if delivery.event != .test, let until = hookRests.rest(of: hook.id, at: now) {
            return .again(
                at: until, error: "It has not answered several times in a row, and is called less often.")
        }
        let attempt = try await attempt(delivery, hook)
        if attempt.status == nil { hookRests.noteSilence(of: hook.id, at: now) } else { hookRests.end(hook.id) }
        return try await keep { try settle(delivery, hook, attempt, in: $0) }
    }

    private func attempt(_ delivery: HookDelivery, _ hook: HookEndpoint) async throws -> HookDelivery.Attempt {
        let secrets = try secrets(of: hook)
        let headers =
            HookSecret.headers(
                id: delivery.eventID, seconds: now.milliseconds / 1000, body: delivery.body, by: secrets)
            + [
                ("content-type", "application/json"), ("user-agent", "Usher-Webhooks/1"),
                ("usher-event", delivery.event.rawValue), ("usher-delivery", delivery.id),
            ]
        let courier = HookCourier(allowsPrivate: settings.allowsPrivateHooks)
        let clock = ContinuousClock()
        let begun = clock.now
        let answer: Result<HookCourier.Answer, HookCourier.Failure>
        do {
            answer = .success(
                try await courier.post(delivery.body, to: hook.url, headers: headers, turn: delivery.failures))
        } catch let error as HookCourier.Failure {
            answer = .failure(error)
        }
        return HookDelivery.Attempt(answer, at: now, took: Int((clock.now - begun) / .milliseconds(1)))
    }

    /// Every secret that is valid, the newest first.
    private func secrets(of hook: HookEndpoint) throws -> [HookSecret] {
        let former = hook.formerSecret.flatMap { $0.until > now ? $0.sealed : nil }
        return try ([hook.sealedSecret] + [former].compactMap(\.self)).compactMap { sealed in
            HookSecret(try vault.open(sealed, context: hook.id))
        }
    }

    private func settle(
        _ delivery: HookDelivery, _ hook: HookEndpoint, _ attempt: HookDelivery.Attempt,
        in transaction: Transaction
    ) throws -> Outcome {
        try transaction.lockHook(id: hook.id)
        let isTaken = attempt.error == nil
        let failures = isTaken ? 0 : delivery.failures + 1
        let dice = surroundings.randomBytes(1).first ?? 0
        let nextTry = isTaken || attempt.isGone ? nil : HookPatience.nextTry(after: failures, at: now, dice: dice)
        let state: HookDelivery.State = isTaken ? .delivered : nextTry == nil ? .failed : .queued
        guard
            try transaction.settle(
                delivery: delivery.id, as: state, failures: failures, attempt, nextTryAt: nextTry),
            // It may have been changed, or removed, while it was called.
            let hook = try transaction.hook(id: hook.id), hook.state != .disabled
        else { return .settled }
        if isTaken {
            if hook.failingSince != nil { try transaction.note(hook: hook.id, failingSince: nil) }
            return .settled
        }
        let since = hook.failingSince ?? attempt.at
        if attempt.isGone {
            try disable(hook, because: "It answered 410: it is gone for good.", in: transaction)
            return .settled
        }
        if since.adding(minutes: HookPatience.days * 1440) <= now {
            try disable(
                hook,
                because: "Nothing has got through to it for \(HookPatience.days) days: \(attempt.error ?? "")",
                in: transaction)
            return .settled
        }
        if hook.failingSince == nil { try transaction.note(hook: hook.id, failingSince: since) }
        return nextTry.map { .again(at: $0, error: attempt.error ?? "") } ?? .settled
    }

    /// Tells it nothing more, and tells the account's admins.
    private func disable(_ hook: HookEndpoint, because why: String, in transaction: Transaction) throws {
        try transaction.disable(hook: hook.id, why: why, at: now)
        try transaction.dropHookDeliveries(of: hook.id)
        for admin in try transaction.members(of: hook.accountID) where admin.role == .admin {
            try queue(.hookDisabled, to: admin.user, account: hook.accountID, context: hook.id, in: transaction)
        }
    }
}

extension HookDelivery.Attempt {
    /// - Parameter took: milliseconds.
    fileprivate init(
        _ answer: Result<HookCourier.Answer, HookCourier.Failure>, at moment: Instant, took: Int
    ) {
        self.init(at: moment, took: took)
        switch answer {
        case .success(let answer):
            (status, self.answer) = (answer.status, answer.excerpt)
            switch answer.status {
            case 200..<300: break
            case 300..<400:
                error = "It answered \(answer.status), and redirects are not followed. Enter the final address."
            default: error = "It answered \(answer.status)."
            }
        case .failure(let failure):
            error = failure.description
        }
    }

    /// Whether it said that it never wants to be told anything again.
    fileprivate var isGone: Bool { status == 410 }
}
