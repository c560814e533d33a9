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
    /// Runs a call with a valid token for the user, renewing it once when Zoom says that it is not valid.
    func withToken<Value: Sendable>(
        of userID: String, _ call: (ZoomToken) async throws -> Value
    ) async throws -> Value {
        try await asking(for: .of(user: userID)) { try await withOwnToken(of: userID, call) }
    }

    private func withOwnToken<Value: Sendable>(
        of userID: String, _ call: (ZoomToken) async throws -> Value
    ) async throws -> Value {
        let connection = try await usable(userID)
        let token = try await accessToken(for: connection)
        let account = connection.zoomAccountID
        do {
            return try await gate.pass(user: userID, account: account, clock: surroundings.now) {
                try await call(token)
            }
        } catch let error as ZoomError where error.kind == .invalidToken {
            let fresh = try await accessToken(for: connection, insteadOf: token)
            return try await gate.pass(user: userID, account: account, clock: surroundings.now) {
                try await call(fresh)
            }
        }
    }

    /// As `withToken(of:)`, for the organisation of an account and none of its users in particular.
    func withOrganisationToken<Value: Sendable>(
        of accountID: String, _ call: (ZoomToken) async throws -> Value
    ) async throws -> Value {
        let holder = TokenHolder.organisation(accountID)
        let token = try await token(of: holder, insteadOf: nil)
        do {
            return try await call(ZoomToken(token))
        } catch let error as ZoomError where error.kind == .invalidToken {
            return try await call(ZoomToken(try await self.token(of: holder, insteadOf: token)))
        }
    }

    /// Refreshes connections that nothing has used for days: a grant that rests too long dies, and one that has died is
    /// better known before a meeting needs it.
    func refreshIdleConnections() async throws {
        let limit = now.adding(minutes: -Self.idleMinutes)
        for userID in try await store.read({ try $0.idleConnections(before: limit, limit: 20) }) {
            do {
                try await asking(for: .of(user: userID)) {
                    _ = try await token(of: .user(userID), insteadOf: nil)
                }
            } catch is TokenProblem {
                // The user and the admins have been told.
            } catch let error as ZoomError {
                logger.info("zoom grant not refreshed", metadata: ["user": "\(userID)", "error": "\(error)"])
            }
        }
    }

    private static let idleMinutes = 5 * 1440

    /// - Throws: `TokenProblem`.
    private func usable(_ userID: String) async throws -> Connection {
        guard let connection = try await store.read({ try $0.connection(of: userID) }) else {
            throw TokenProblem.notConnected
        }
        if connection.state == .broken { throw TokenProblem.broken(connection.brokenReason ?? "Zoom ended it.") }
        return connection
    }

    /// A token that is good for some minutes yet.
    /// - Parameter dead: a token that Zoom has just refused.
    private func accessToken(
        for connection: Connection, insteadOf dead: ZoomToken? = nil
    ) async throws -> ZoomToken {
        guard let accountID = connection.organisationID else {
            return ZoomToken(try await token(of: .user(connection.userID), insteadOf: dead?.value))
        }
        return ZoomToken(
            try await token(of: .organisation(accountID), insteadOf: dead?.value), for: connection.zoomUserID)
    }

    private func token(of holder: TokenHolder, insteadOf dead: String?) async throws -> String {
        if let token = try await storedToken(of: holder), token != dead { return token }
        // A renewal that has begun must reach the database: the old pair is dead once Zoom has answered. So it runs
        // in a task that the caller's cancellation does not touch, and one at a time for each holder.
        return try await Task {
            try await tokenLocks.withLock(holder.id) { try await turnToRenew(holder, insteadOf: dead) }
        }.value
    }

    /// How long one process may take to renew a token, seconds; longer than a call of Zoom's can last.
    private static let refreshLease = 60

    /// Waits until no other process is at it, and renews the token unless that has been done meanwhile.
    private func turnToRenew(_ holder: TokenHolder, insteadOf dead: String?) async throws -> String {
        let lease = surroundings.token()
        while true {
            let isOurs = try await store.write {
                try $0.claimRefresh(of: holder, lease: lease, seconds: Self.refreshLease)
            }
            do {
                // Looked at after the claim, so that what another process has just stored is seen.
                if let token = try await storedToken(of: holder), token != dead {
                    if isOurs { try await store.write { try $0.releaseRefresh(of: holder, lease: lease) } }
                    return token
                }
                if isOurs { return try await renewedToken(of: holder) }
            } catch  where isOurs {
                try await store.write { try $0.releaseRefresh(of: holder, lease: lease) }
                throw error
            }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// The stored token, unless it expires within two minutes.
    private func storedToken(of holder: TokenHolder) async throws -> String? {
        let limit = now.adding(minutes: 2)
        switch holder {
        case .user(let userID):
            let connection = try await usable(userID)
            guard connection.tokenExpiresAt > limit else { return nil }
            return try vault.open(connection.sealedAccessToken, context: userID)
        case .organisation(let accountID):
            let organisation = try await usableOrganisation(accountID)
            guard organisation.tokenExpiresAt > limit else { return nil }
            return try vault.open(organisation.sealedAccessToken, context: Organisation.context(accountID))
        }
    }

    private func renewedToken(of holder: TokenHolder) async throws -> String {
        switch holder {
        case .user(let userID): try await refreshedToken(of: userID)
        case .organisation(let accountID): try await organisationToken(of: accountID)
        }
    }
}

extension Verbs {
    private func refreshedToken(of userID: String) async throws -> String {
        var connection = try await usable(userID)
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
