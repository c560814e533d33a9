package import Store
import TimeZones

/// A webhook as typed.
package struct HookForm: Sendable {
    package var url: String
    package var events: [HookEvent]

    package init(url: String = "", events: [HookEvent] = HookEvent.choices) {
        (self.url, self.events) = (url, events)
    }
}

extension Verbs {
    /// How many webhooks an account has at most.
    private static let mostHooks = 20
    /// How long the former secret of a webhook signs beside a new one.
    private static let minutesOfFormerSecret = 1440

    /// Has an address told of what happens from now on.
    /// - Returns: the webhook and its secret: this is the one time that it can be shown.
    /// - Throws: `invalid` with the fields at fault, `url` and `events`; `too_many`; `not_admin`; `not_found`.
    package func addHook(
        _ form: HookForm, of accountID: String, by authority: any Authority
    ) async throws -> (hook: HookEndpoint, secret: String) {
        let checked = try validated(form)
        let secret = newSecret()
        let id = surroundings.id("whk")
        let hook = HookEndpoint(
            id: id, accountID: accountID, url: checked.url, events: Set(checked.events),
            sealedSecret: try vault.seal(secret, context: id), createdBy: authority.doer.name, createdAt: now)
        try await store.write { transaction in
            let (_, account) = try authority.requireAdmin(of: accountID, in: transaction)
            if try transaction.hooks(of: accountID).count >= Self.mostHooks {
                throw OperationError(
                    .conflict, "too_many",
                    "An account has at most \(Self.mostHooks) webhooks. Remove one that is not used any more.")
            }
            try transaction.insert(hook)
            try audit("webhook_added", id, hook.url, by: authority.doer, in: account, transaction)
        }
        return (hook, secret)
    }

    /// Changes where a webhook is and what it is told of.
    /// - Throws: as `addHook`.
    @discardableResult
    package func changeHook(
        _ id: String, _ form: HookForm, of accountID: String, by authority: any Authority
    ) async throws -> HookEndpoint {
        let checked = try validated(form)
        return try await change(id, "webhook_changed", of: accountID, by: authority) { _, transaction in
            try transaction.change(hook: id, url: checked.url, events: Set(checked.events))
        }
    }

    /// Gives a webhook another secret. The former one signs beside it for a day, so that its receiver can change over.
    /// - Returns: the secret: this is the one time that it can be shown.
    /// - Throws: `not_found`; `not_admin`.
    package func rotateHookSecret(
        _ id: String, of accountID: String, by authority: any Authority
    ) async throws -> (hook: HookEndpoint, secret: String) {
        let secret = newSecret()
        let sealed = try vault.seal(secret, context: id)
        let hook = try await change(id, "webhook_secret", of: accountID, by: authority) { hook, transaction in
            let former = HookEndpoint.FormerSecret(
                sealed: hook.sealedSecret, until: now.adding(minutes: Self.minutesOfFormerSecret))
            try transaction.rotate(hook: id, to: sealed, former: former)
        }
        return (hook, secret)
    }

    /// Tells a webhook nothing until it is resumed; what happens meanwhile waits.
    /// - Throws: `not_found`; `not_admin`; `hook_disabled` for one that is off anyway.
    @discardableResult
    package func pauseHook(
        _ id: String, of accountID: String, by authority: any Authority
    ) async throws -> HookEndpoint {
        try await change(id, "webhook_paused", of: accountID, by: authority) { hook, transaction in
            if hook.state == .disabled { throw isOff }
            try transaction.pause(hook: id, at: now)
        }
    }

    /// Goes on telling a webhook that was paused or that Usher has turned off, first of all what waits.
    /// - Throws: `not_found`; `not_admin`.
    @discardableResult
    package func resumeHook(
        _ id: String, of accountID: String, by authority: any Authority
    ) async throws -> HookEndpoint {
        let hook = try await change(id, "webhook_resumed", of: accountID, by: authority) { _, transaction in
            try transaction.resume(hook: id)
            for waiting in try transaction.queuedHookDeliveries(of: id) {
                transaction.promise(.deliverHook, waiting, due: now, at: now)
            }
        }
        hookRests.end(id)
        return hook
    }

    /// Removes a webhook with its log.
    /// - Throws: `not_found`; `not_admin`.
    package func removeHook(_ id: String, of accountID: String, by authority: any Authority) async throws {
        try await store.write { transaction in
            let (hook, account) = try locked(id, of: accountID, by: authority, in: transaction)
            try transaction.delete(hook: id)
            try audit("webhook_removed", id, hook.url, by: authority.doer, in: account, transaction)
        }
        hookRests.end(id)
    }

    /// Sends a webhook an event that says that nothing has happened, paused or not.
    /// - Throws: `not_found`; `not_admin`; `hook_disabled`.
    package func tryHook(
        _ id: String, of accountID: String, by authority: any Authority
    ) async throws -> HookDelivery {
        try await store.write { transaction in
            let (hook, account) = try locked(id, of: accountID, by: authority, in: transaction)
            if hook.state == .disabled { throw isOff }
            let eventID = surroundings.id("evt")
            let body = try HookBody(id: eventID, trialOf: account, at: now).json
            let made = try queue(.test, eventID, body, about: id, to: [hook], in: transaction)
            guard let delivery = made.first else { throw StoreError.failed("The delivery is gone.") }
            return delivery
        }
    }

    /// Makes a delivery again from the beginning, whatever has become of it: the same event with the same id.
    /// - Throws: `not_found`; `not_admin`; `hook_disabled`.
    package func redeliver(
        _ deliveryID: String, ofHook id: String, of accountID: String, by authority: any Authority
    ) async throws -> HookDelivery {
        try await store.write { transaction in
            let (hook, _) = try locked(id, of: accountID, by: authority, in: transaction)
            if hook.state == .disabled { throw isOff }
            guard let former = try transaction.hookDelivery(id: deliveryID), former.endpointID == id else {
                throw OperationError.notFound("There is no such delivery in the log of this webhook.")
            }
            try transaction.requeue(delivery: deliveryID)
            transaction.promise(.deliverHook, deliveryID, due: now, at: now)
            return try transaction.hookDelivery(id: deliveryID) ?? former
        }
    }

    /// A webhook of an account.
    /// - Throws: `not_found`.
    package func hook(_ id: String, of accountID: String) async throws -> HookEndpoint {
        guard let hook = try await store.read({ try $0.hook(id: id, of: accountID) }) else { throw noHook }
        return hook
    }

    private func change(
        _ id: String, _ event: String, of accountID: String, by authority: any Authority,
        _ body: @escaping @Sendable (HookEndpoint, Transaction) throws -> Void
    ) async throws -> HookEndpoint {
        try await store.write { transaction in
            let (former, account) = try locked(id, of: accountID, by: authority, in: transaction)
            try body(former, transaction)
            guard let hook = try transaction.hook(id: id, of: accountID) else { throw noHook }
            let detail = hook.url == former.url ? "" : "It was \(former.url)."
            try audit(event, id, hook.url, detail, by: authority.doer, in: account, transaction)
            return hook
        }
    }

    private func locked(
        _ id: String, of accountID: String, by authority: any Authority, in transaction: Transaction
    ) throws -> (HookEndpoint, Account) {
        let (_, account) = try authority.requireAdmin(of: accountID, in: transaction)
        try transaction.lockHook(id: id)
        guard let hook = try transaction.hook(id: id, of: accountID) else { throw noHook }
        return (hook, account)
    }

    private func validated(_ form: HookForm) throws(OperationError) -> HookForm {
        var validation = Validation()
        var url = form.url
        do throws(HookTarget.Fault) {
            url = try HookTarget(form.url, allowsPrivate: settings.allowsPrivateHooks).url
        } catch {
            validation.fault("url", error.code, error.message)
        }
        if form.events.isEmpty { validation.fault("events", "missing", "Choose what it is told of.") }
        if form.events.contains(.test) {
            validation.fault("events", "unknown_choice", "A trial is sent when somebody asks for it.")
        }
        try validation.finish()
        return HookForm(url: url, events: form.events)
    }

    private func newSecret() -> String { HookSecret(key: surroundings.randomBytes(HookSecret.length)).text }

    private var noHook: OperationError { .notFound("There is no such webhook of this account.") }

    private var isOff: OperationError {
        OperationError(
            .conflict, "hook_disabled", "Usher has turned this webhook off. Turn it on again first.")
    }
}
