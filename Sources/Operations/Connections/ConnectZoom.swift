import Crypto
import Foundation
import Logging
package import Store
import TimeZones
package import Zoom

extension Verbs {
    /// Where Zoom sends the browser back to; must be registered with the app exactly like this.
    package var zoomRedirectURI: String { "\(settings.publicURL)/oauth/zoom/callback" }

    /// Begins to connect a user's Zoom account (authorization code, `state`, PKCE).
    /// - Parameter returnPath: the page from which it was asked, to go back to; empty for none in particular.
    /// - Returns: the consent page to send the browser to.
    package func beginConnecting(_ user: User, from returnPath: String = "") async throws -> String {
        let state = surroundings.token()
        let verifier = surroundings.token()
        let sealed = try vault.seal(verifier, context: user.id)
        try await store.write {
            try $0.deleteAuthorizations(before: now.adding(minutes: -Self.consentMinutes))
            try $0.insertAuthorization(
                stateHash: Vault.hash(state), user: user.id, sealedVerifier: sealed, returnPath: returnPath,
                at: now)
        }
        let challenge = Base64URL.encode(SHA256.hash(data: Data(verifier.utf8)))
        return zoom.authorizeURL(redirectURI: zoomRedirectURI, state: state, challenge: challenge)
    }

    /// Ends it: trades the code for tokens, asks whose they are, stores them sealed, and lets waiting rooms go on.
    /// - Returns: the page from which it was asked.
    /// - Throws: `state` when this user did not ask for it (or too long ago); `zoom_taken` when another active user has
    ///   connected the same Zoom account; `zoom_failed` when Zoom would not.
    @discardableResult
    package func finishConnecting(
        _ user: User, accountID: String, code: String, state: String
    ) async throws -> String {
        let pending = try await store.write { try $0.takeAuthorization(stateHash: Vault.hash(state)) }
        guard let pending, pending.userID == user.id,
            pending.createdAt > now.adding(minutes: -Self.consentMinutes)
        else {
            throw OperationError(
                .invalid, "state",
                "This answer from Zoom does not belong to a request of yours. Connect once more.")
        }
        let tokens: ZoomTokens
        let zoomUser: ZoomUser
        do {
            let verifier = try vault.open(pending.sealedVerifier, context: user.id)
            (tokens, zoomUser) = try await asking(for: .of(user: user.id)) {
                let tokens = try await zoom.exchange(
                    code: code, verifier: verifier, redirectURI: zoomRedirectURI)
                return (tokens, try await zoom.me(token: ZoomToken(tokens.accessToken)))
            }
        } catch let error as ZoomError {
            throw OperationError(
                .unavailable, "zoom_failed", "Zoom did not complete the connection. \(error) Try again.")
        }
        try await store(tokens, of: zoomUser, for: user, accountID: accountID)
        return pending.returnPath
    }

    /// Stores a grant that exists already, as the demo has for its connected hosts.
    /// - Throws: `zoom_taken`, as `finishConnecting`.
    package func store(_ tokens: ZoomTokens, of zoomUser: ZoomUser, for user: User, accountID: String) async throws
    {
        guard try await takeOver(zoomUser, tokens, for: user) else { throw try await taken(zoomUser, from: user) }
        var connection = Connection(
            userID: user.id, zoomUserID: zoomUser.id, zoomAccountID: zoomUser.accountID, zoomEmail: zoomUser.email,
            sealedAccessToken: try vault.seal(tokens.accessToken, context: user.id),
            sealedRefreshToken: try vault.seal(tokens.refreshToken, context: user.id),
            tokenExpiresAt: now.adding(seconds: tokens.expiresIn), scopes: tokens.scope, connectedAt: now)
        connection.canRegister = zoomUser.isLicensed && ZoomScope.registering.isGranted(in: tokens.scope)
        let connected = connection
        do {
            try await store.write { transaction in
                try transaction.lockConnection(of: user.id)
                let former = try transaction.connection(of: user.id)?.zoomUserID
                try transaction.save(connected)
                if let former, former != zoomUser.id {
                    // What the former Zoom account holds is out of reach now: these meetings get new rooms.
                    try transaction.forgetRooms(host: user.id, endingAfter: now, at: now)
                }
                try setGoing(roomsOf: user.id, in: transaction)
                transaction.promise(.lookAtZoom, user.id, due: now, at: now)
                try record("connected", zoomUser.email, of: user, account: accountID, in: transaction)
                try audit(
                    "zoom_connected", about: user, zoomUser.email, by: Doer(user, address: ""), in: transaction)
            }
        } catch StoreError.taken {
            throw try await taken(zoomUser, from: user)
        }
    }

    /// Ends the connection here and, as far as Zoom can be reached, the grant there.
    /// - Throws: `served` for one that an organisation has made.
    package func disconnect(_ user: User, accountID: String) async throws {
        guard let connection = try await store.read({ try $0.connection(of: user.id) }) else { return }
        try connection.requireOwn()
        try await store.write { transaction in
            try transaction.deleteConnection(of: user.id)
            try record("disconnected", connection.zoomEmail, of: user, account: accountID, in: transaction)
        }
        do {
            let token = try vault.open(connection.sealedAccessToken, context: user.id)
            try await asking(for: .of(user: user.id)) { try await zoom.revoke(token) }
        } catch {
            // The tokens are gone from here either way; what is left at Zoom dies by itself.
            logger.warning("zoom grant not revoked", metadata: ["user": "\(user.id)", "error": "\(error)"])
        }
    }

    /// How long a consent may take.
    private static let consentMinutes = 15

    private func record(
        _ event: String, _ detail: String, of user: User, account: String, in transaction: Transaction
    ) throws {
        try transaction.record(
            HistoryEntry(event: event, actor: user.name, detail: detail, at: now), id: surroundings.id("his"),
            account: account, subject: user.id)
    }
}
