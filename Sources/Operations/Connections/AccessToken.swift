import Logging
import Store
import TimeZones
import Zoom

/// Why there is no token to call Zoom with.
enum TokenProblem: Error {
    /// The user has not connected a Zoom account.
    case notConnected
    /// The grant has ended; the reason is the user's to read.
    case broken(String)
}

extension Verbs {
    /// Runs a call with a valid token of the user's, refreshing it once when Zoom says that it is not valid.
    func withToken<Value: Sendable>(
        of userID: String, _ call: (String) async throws -> Value
    ) async throws -> Value {
        let token = try await accessToken(of: userID)
        let account = try await store.read { try $0.connection(of: userID)?.zoomAccountID ?? userID }
        do {
            return try await gate.pass(user: userID, account: account, clock: surroundings.now) {
                try await call(token)
            }
        } catch let error as ZoomError where error.kind == .invalidToken {
            let fresh = try await accessToken(of: userID, insteadOf: token)
            return try await gate.pass(user: userID, account: account, clock: surroundings.now) {
                try await call(fresh)
            }
        }
    }

    /// Refreshes connections that nothing has used for days: a grant that rests too long dies, and one that has died is
    /// better known before a meeting needs it.
    func refreshIdleConnections() async throws {
        let limit = now.adding(minutes: -Self.idleMinutes)
        for userID in try await store.read({ try $0.idleConnections(before: limit, limit: 20) }) {
            do {
                _ = try await accessToken(of: userID)
            } catch is TokenProblem {
                // The user and the admins have been told.
            } catch let error as ZoomError {
                logger.info("zoom grant not refreshed", metadata: ["user": "\(userID)", "error": "\(error)"])
            }
        }
    }

    private static let idleMinutes = 5 * 1440

    /// A token that is good for some minutes yet.
    /// - Parameter dead: a token that Zoom has just refused.
    private func accessToken(of userID: String, insteadOf dead: String? = nil) async throws -> String {
        if let token = try await storedToken(of: userID), token != dead { return token }
        // A refresh that has begun must reach the database: the old pair is dead once Zoom has answered. So it runs
        // in a task that the caller's cancellation does not touch, and one at a time per user.
        return try await Task {
            try await tokenLocks.withLock(userID) { try await turnToRefresh(userID, insteadOf: dead) }
        }.value
    }

    /// How long one process may take for a refresh, seconds; longer than a call of Zoom's can last.
    private static let refreshLease = 60

    /// Waits until no other process is at it, and refreshes unless that has been done meanwhile.
    private func turnToRefresh(_ userID: String, insteadOf dead: String?) async throws -> String {
        let lease = surroundings.token()
        while true {
            let isOurs = try await store.write {
                try $0.claimRefresh(of: userID, lease: lease, seconds: Self.refreshLease)
            }
            do {
                // Looked at after the claim, so that what another process has just stored is seen.
                if let token = try await storedToken(of: userID), token != dead {
                    if isOurs { try await store.write { try $0.releaseRefresh(of: userID, lease: lease) } }
                    return token
                }
                if isOurs { return try await refreshedToken(of: userID) }
            } catch  where isOurs {
                try await store.write { try $0.releaseRefresh(of: userID, lease: lease) }
                throw error
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// The stored token, unless it expires within two minutes.
    private func storedToken(of userID: String) async throws -> String? {
        guard let connection = try await store.read({ try $0.connection(of: userID) }) else {
            throw TokenProblem.notConnected
        }
        if connection.state == .broken { throw TokenProblem.broken(connection.brokenReason ?? "Zoom ended it.") }
        guard connection.tokenExpiresAt > now.adding(minutes: 2) else { return nil }
        return try vault.open(connection.sealedAccessToken, context: userID)
    }

    private func refreshedToken(of userID: String) async throws -> String {
        guard var connection = try await store.read({ try $0.connection(of: userID) }) else {
            throw TokenProblem.notConnected
        }
        let used = connection.sealedRefreshToken
        let tokens: ZoomTokens
        do {
            tokens = try await zoom.refresh(try vault.open(used, context: userID))
        } catch let error as ZoomError where error.kind == .invalidGrant {
            let reason = "Zoom ended the connection: \(error.message)"
            try await markBroken(connection, reason: reason)
            throw TokenProblem.broken(reason)
        }
        connection.sealedAccessToken = try vault.seal(tokens.accessToken, context: userID)
        connection.sealedRefreshToken = try vault.seal(tokens.refreshToken, context: userID)
        connection.tokenExpiresAt = now.adding(seconds: tokens.expiresIn)
        connection.scopes = tokens.scope
        let renewed = connection
        // A connection that was made anew meanwhile stays as it is.
        try await keep { try $0.saveTokens(renewed, insteadOf: used) }
        return tokens.accessToken
    }

    /// Notes that the grant has ended, and tells the user and the admins of their accounts.
    func markBroken(_ connection: Connection, reason: String) async throws {
        try await store.write { transaction in
            try transaction.lockConnection(of: connection.userID)
            guard var current = try transaction.connection(of: connection.userID),
                current.sealedRefreshToken == connection.sealedRefreshToken, current.state == .active,
                let user = try transaction.user(id: connection.userID)
            else { return }
            current.state = .broken
            current.brokenReason = reason
            try transaction.save(current)
            var told: Set<String> = []
            for accountID in try transaction.accountIDs(of: user.id) {
                try transaction.record(
                    HistoryEntry(event: "connection_broken", actor: "usher", detail: reason, at: now),
                    id: surroundings.id("his"), account: accountID, subject: user.id)
                let admins = try transaction.members(of: accountID).filter { $0.role == .admin }.map(\.user)
                // Once each, whose accounts however many they are.
                for person in admins + [user] where told.insert(person.id).inserted {
                    try queue(
                        .connectionBroken, to: person, account: accountID, context: user.id, in: transaction)
                }
            }
        }
    }
}

/// One caller at a time per key; the others wait in line.
actor KeyedLocks {
    private var waiting: [String: [CheckedContinuation<Void, Never>]] = [:]

    func withLock<Value: Sendable>(
        _ key: String, _ body: @Sendable () async throws -> Value
    ) async throws -> Value {
        if waiting[key] == nil {
            waiting[key] = []
        } else {
            await withCheckedContinuation { waiting[key]?.append($0) }
        }
        defer { release(key) }
        return try await body()
    }

    private func release(_ key: String) {
        if waiting[key]?.isEmpty ?? true {
            waiting[key] = nil
        } else {
            waiting[key]?.removeFirst().resume()
        }
    }
}
