extension ZoomClient {
    /// Where the user's browser goes to give consent (authorization code with PKCE S256, RFC 7636).
    /// - Parameters:
    ///   - redirectURI: exactly one that is registered with the app.
    ///   - state: comes back unchanged; ties the answer to who asked.
    ///   - challenge: base64url of the verifier's SHA-256.
    package func authorizeURL(redirectURI: String, state: String, challenge: String) -> String {
        app.oauthBase + "/oauth/authorize?"
            + Self.query([
                ("response_type", "code"), ("client_id", app.clientID), ("redirect_uri", redirectURI),
                ("state", state), ("code_challenge", challenge), ("code_challenge_method", "S256"),
            ])
    }

    /// Turns a code (single use, five minutes) into tokens.
    package func exchange(
        code: String, verifier: String, redirectURI: String
    ) async throws(ZoomError) -> ZoomTokens {
        try await post(
            "/oauth/token",
            form: [
                ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", redirectURI),
                ("code_verifier", verifier),
            ]
        ).decoded(ZoomTokens.self)
    }

    /// Turns a refresh token into a new pair. The old one is dead from then on: store the new pair before using it.
    /// - Throws: `.invalidGrant` when the grant has ended.
    package func refresh(_ refreshToken: String) async throws(ZoomError) -> ZoomTokens {
        try await post(
            "/oauth/token", form: [("grant_type", "refresh_token"), ("refresh_token", refreshToken)]
        ).decoded(ZoomTokens.self)
    }

    /// A token of a server-to-server app, for a whole Zoom account; there is nothing to refresh it with but asking again.
    /// - Throws: `.invalidGrant` when Zoom does not know the account or the app, or the app is switched off.
    package func accountToken(
        _ accountID: String, as app: ZoomCredentials
    ) async throws(ZoomError) -> ZoomAccountToken {
        do {
            return try await post(
                "/oauth/token", form: [("grant_type", "account_credentials"), ("account_id", accountID)], as: app
            ).decoded(ZoomAccountToken.self)
        } catch  where error.kind == .refused || error.kind == .invalidToken {
            throw ZoomError(
                kind: .invalidGrant, status: error.status, code: error.code, message: error.message,
                trackingID: error.trackingID)
        }
    }

    /// Ends the grant of that access token.
    package func revoke(_ accessToken: String) async throws(ZoomError) {
        _ = try await post("/oauth/revoke", form: [("token", accessToken)])
    }
}

/// A pair of tokens as Zoom issues it.
package struct ZoomTokens: Sendable, Decodable {
    package let accessToken: String
    package let refreshToken: String
    /// Seconds; 3,600 as a rule.
    package let expiresIn: Int
    /// Space-separated.
    package let scope: String

    package init(accessToken: String, refreshToken: String, expiresIn: Int, scope: String) {
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.expiresIn = expiresIn
        self.scope = scope
    }

    /// Only the pair itself is needed: losing it for want of the rest would end the grant.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        accessToken = try container.decode(String.self, forKey: .accessToken)
        refreshToken = try container.decode(String.self, forKey: .refreshToken)
        let seconds = try container.decodeIfPresent(Int.self, forKey: .expiresIn) ?? 3600
        expiresIn = min(max(seconds, 0), 86_400)
        scope = try container.decodeIfPresent(String.self, forKey: .scope) ?? ""
    }

    private enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case refreshToken = "refresh_token"
        case expiresIn = "expires_in"
        case scope
    }
}
