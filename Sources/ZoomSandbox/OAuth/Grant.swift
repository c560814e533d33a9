import Foundation

/// What one person allowed the app: the live tokens.
struct Grant: Sendable, Codable {
    static let accessLife: TimeInterval = 3600
    static let refreshLife: TimeInterval = 90 * 86_400

    let personID: String
    let scopes: [String]
    let createdAt: Date
    /// Access tokens and when they die. A refresh leaves the older ones to run out.
    private(set) var accessTokens: [String: Date] = [:]
    private(set) var refreshToken = ""
    private(set) var refreshExpires: Date

    init(personID: String, scopes: [String], now: Date) {
        self.personID = personID
        self.scopes = scopes
        createdAt = now
        refreshExpires = now
    }

    /// Puts a new pair in place and answers its access token. The old refresh token is dead from here on.
    mutating func rotate(now: Date) -> String {
        let access = Random.longToken()
        accessTokens = accessTokens.filter { $0.value > now }
        accessTokens[access] = now.addingTimeInterval(Self.accessLife)
        refreshToken = Random.longToken()
        refreshExpires = now.addingTimeInterval(Self.refreshLife)
        return access
    }
}
