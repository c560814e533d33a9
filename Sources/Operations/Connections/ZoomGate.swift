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
        try await enter(user, account, at: clock())
        do {
            let value = try await call()
            await leave(user, account, nil, at: clock())
            return value
        } catch {
            await leave(user, account, error as? ZoomError, at: clock())
            throw error
        }
    }

    private func enter(_ user: String, _ account: String, at now: Instant) async throws {
        if let until = accounts[account]?.restsUntil, until > now { throw GateClosed(until: until) }
        if let trouble = troubles[user], trouble.failures >= Self.patience {
            if trouble.restsUntil > now { throw GateClosed(until: trouble.restsUntil) }
            if trouble.isTrying { throw GateClosed(until: now.adding(seconds: 5)) }
            troubles[user]?.isTrying = true
        }
        if accounts[account, default: Account()].working >= Self.width {
            // Whoever leaves hands the place on.
            await withCheckedContinuation { accounts[account]?.waiting.append($0) }
        } else {
            accounts[account, default: Account()].working += 1
        }
    }

    private func leave(_ user: String, _ account: String, _ error: ZoomError?, at now: Instant) {
        if accounts[account]?.waiting.isEmpty ?? true {
            accounts[account]?.working -= 1
        } else {
            accounts[account]?.waiting.removeFirst().resume()
        }
        switch error?.kind {
        case .tooFast: accounts[account]?.restsUntil = now.adding(seconds: 1)
        case .unreachable, .unconnected, .server, .nonsense: note(failureOf: user, at: now)
        default: troubles[user] = nil
        }
    }

    private func note(failureOf user: String, at now: Instant) {
        let failures = (troubles[user]?.failures ?? 0) + 1
        let rest = min(Self.longRest, Self.shortRest << max(0, min(failures - Self.patience, 8)))
        troubles[user] = Trouble(failures: failures, restsUntil: now.adding(seconds: rest))
    }
}
