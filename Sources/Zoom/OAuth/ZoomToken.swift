/// What a call is made with.
package struct ZoomToken: Hashable, Sendable {
    package let value: String
    /// For whom, in paths: `me`, or the Zoom user's id where the token is an organisation's.
    let user: String

    /// A user's own.
    package init(_ value: String) {
        self.value = value
        user = "me"
    }

    /// An organisation's, used for one of its users: `me` means nobody there.
    package init(_ value: String, for userID: String) {
        self.value = value
        user = ZoomClient.escaped(userID)
    }
}

/// What an app shows Zoom to be known.
package struct ZoomCredentials: Sendable {
    package let clientID: String
    package let clientSecret: String

    package init(clientID: String, clientSecret: String) {
        self.clientID = clientID
        self.clientSecret = clientSecret
    }
}

/// A server-to-server app's token, as Zoom issues it.
package struct ZoomAccountToken: Sendable, Decodable {
    package let accessToken: String
    /// Seconds.
    package let expiresIn: Int
    /// Space-separated.
    package let scope: String

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        accessToken = try container.decode(String.self, forKey: .accessToken)
        let seconds = try container.decodeIfPresent(Int.self, forKey: .expiresIn) ?? 3600
        expiresIn = min(max(seconds, 0), 86_400)
        scope = try container.decodeIfPresent(String.self, forKey: .scope) ?? ""
    }

    private enum CodingKeys: String, CodingKey {
        case accessToken = "access_token"
        case expiresIn = "expires_in"
        case scope
    }
}
