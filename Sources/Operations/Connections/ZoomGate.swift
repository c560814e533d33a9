import TimeZones
import Zoom

/// Zoom is left alone for a while.
struct GateClosed: Error {
    let until: Instant
}

/// Lets calls through to Zoom: so many at once for each of its accounts, none for a moment after it has said that they come
/// too fast, and for a user whose calls have failed several times in a row one alone now and then, until it succeeds.
actor ZoomGate {
    private struct Account {
        var working = 0
        var waiting: [CheckedContinuation<Void, Never>] = []
        var restsUntil: Instant?
    }

    private struct Trouble {
        var failures = 0
        var restsUntil: Instant
        var isTrying = false
    }

    /// How many calls one Zoom account is asked at once.
    static let width = 6
    /// After so many failures in a row a user's calls rest.
    static let patience = 5
    private static let shortRest = 15
    private static let longRest = 300

    private var accounts: [String: Account] = [:]
    private var troubles: [String: Trouble] = [:]

    /// Runs a call of a user's once it may be sent.
    /// - Throws: `GateClosed`; what the call throws.
    nonisolated func pass<Value: Sendable>(
        user: String, account: String, clock: @Sendable () -> Instant, _ call: () async throws -> Value
    ) async throws -> Value {
        let isTrial = try await enter(user, account, at: clock())
        do {
            let value = try await call()
            await leave(user, account, isTrial: isTrial, .answered, at: clock())
            return value
        } catch {
            await leave(user, account, isTrial: isTrial, Ending(error), at: clock())
            throw error
        }
    }

    /// What a call says about Zoom.
    private enum Ending {
        case answered, tooFast, failed
        /// Something of ours: Zoom may not have been asked at all.
        case unsaid

        init(_ error: any Error) {
            switch (error as? ZoomError)?.kind {
            case nil: self = .unsaid
            case .tooFast: self = .tooFast
            case .unreachable, .unconnected, .server, .nonsense: self = .failed
            default: self = .answered
            }
        }
    }

    /// - Returns: whether it is the one call by which Zoom is tried again.
    private func enter(_ user: String, _ account: String, at now: Instant) async throws -> Bool {
        if let until = accounts[account]?.restsUntil, until > now { throw GateClosed(until: until) }
        var isTrial = false
        if let trouble = troubles[user], trouble.failures >= Self.patience {
            if trouble.restsUntil > now { throw GateClosed(until: trouble.restsUntil) }
            if trouble.isTrying { throw GateClosed(until: now.adding(seconds: 5)) }
            troubles[user]?.isTrying = true
            isTrial = true
        }
        if accounts[account, default: Account()].working >= Self.width {
            // Whoever leaves hands the place on.
            await withCheckedContinuation { accounts[account]?.waiting.append($0) }
        } else {
            accounts[account, default: Account()].working += 1
        }
        return isTrial
    }

    private func leave(_ user: String, _ account: String, isTrial: Bool, _ ending: Ending, at now: Instant) {
        if accounts[account]?.waiting.isEmpty ?? true {
            accounts[account]?.working -= 1
        } else {
            accounts[account]?.waiting.removeFirst().resume()
        }
        if isTrial { troubles[user]?.isTrying = false }
        switch ending {
        case .answered: troubles[user] = nil
        case .tooFast: accounts[account]?.restsUntil = now.adding(seconds: 1)
        case .failed: note(failureOf: user, at: now)
        case .unsaid: break
        }
    }

    private func note(failureOf user: String, at now: Instant) {
        let failures = (troubles[user]?.failures ?? 0) + 1
        let rest = min(Self.longRest, Self.shortRest << max(0, min(failures - Self.patience, 8)))
        troubles[user] = Trouble(failures: failures, restsUntil: now.adding(seconds: rest))
    }
}
