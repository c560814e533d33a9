/// What the token endpoint answers.
package struct SandboxTokens: Sendable {
    /// The bearer token for the API, good for an hour.
    package let accessToken: String
    /// Exchanges for the next pair, once.
    package let refreshToken: String
    /// Always `bearer`.
    package let tokenType: String
    /// The access token's life in seconds.
    package let expiresIn: Int
    /// The granted scopes, separated by spaces.
    package let scope: String
    /// The base of the API, without `/v2`.
    package let apiURL: String

    var answer: JSONValue {
        [
            "access_token": .string(accessToken), "token_type": .string(tokenType),
            "refresh_token": .string(refreshToken), "expires_in": .number(expiresIn),
            "scope": .string(scope), "api_url": .string(apiURL),
        ]
    }
}

/// Why the sandbox could not do what it was asked from within the process.
package enum SandboxError: Error, CustomStringConvertible {
    /// Nobody in the sandbox has this e-mail address.
    case unknownPerson(String)

    /// The reason in words.
    package var description: String {
        switch self {
        case .unknownPerson(let email): "nobody in the Zoom sandbox has the address \(email)"
        }
    }
}
