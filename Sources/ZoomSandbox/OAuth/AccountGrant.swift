import Foundation

/// What the app may do for a whole account, without anybody's consent: server-to-server OAuth. There is no refresh
/// token; the next access token is asked for like the first.
struct AccountGrant: Sendable, Codable {
    let accountID: String
    let scopes: [String]
    let newestToken: String
    /// Access tokens and when they die.
    let accessTokens: [String: Date]

    /// - Parameter former: the tokens that live on beside the new one.
    init(accountID: String, scopes: [String], beside former: [String: Date], now: Date) {
        let token = Random.longToken()
        var tokens = former.filter { $0.value > now }
        tokens[token] = now.addingTimeInterval(Grant.accessLife)
        self.accountID = accountID
        self.scopes = scopes
        newestToken = token
        accessTokens = tokens
    }

    func answer(apiURL: String) -> JSONValue {
        [
            "access_token": .string(newestToken), "token_type": "bearer",
            "expires_in": .number(Int(Grant.accessLife)), "scope": .string(scopes.joined(separator: " ")),
            "api_url": .string(apiURL),
        ]
    }
}

/// Every account's grant, and whose each token is.
struct AccountGrants: Sendable {
    private var grants: [String: AccountGrant] = [:]
    private var accountByToken: [String: String] = [:]

    subscript(account: String) -> AccountGrant? { grants[account] }

    func grant(accessToken: String) -> AccountGrant? {
        accountByToken[accessToken].flatMap { grants[$0] }
    }

    /// An account has one grant: a new one takes the place of the old.
    mutating func put(_ grant: AccountGrant) {
        remove(grant.accountID)
        grants[grant.accountID] = grant
        for token in grant.accessTokens.keys { accountByToken[token] = grant.accountID }
    }

    mutating func remove(_ account: String) {
        guard let old = grants.removeValue(forKey: account) else { return }
        for token in old.accessTokens.keys { accountByToken[token] = nil }
    }
}
