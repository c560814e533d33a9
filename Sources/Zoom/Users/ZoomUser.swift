import NIOHTTP1

/// A Zoom user, as `GET /users/{user}` answers.
package struct ZoomUser: Sendable, Decodable {
    /// The same as a meeting's `host_id`.
    package let id: String
    package let accountID: String
    package let email: String
    /// 1 Basic, 2 Licensed; nil when it was not said.
    package let type: Int?

    /// Whether they pay for Zoom, which some calls ask for.
    package var isLicensed: Bool { type == 2 }

    package init(id: String, accountID: String, email: String, type: Int? = nil) {
        self.type = type
        self.id = id
        self.accountID = accountID
        self.email = email
    }

    private enum CodingKeys: String, CodingKey {
        case id
        case accountID = "account_id"
        case email, type
    }
}

extension ZoomClient {
    /// `GET /users/{user}`: whose token it is.
    package func me(token: ZoomToken) async throws(ZoomError) -> ZoomUser {
        try await call(.GET, "/users/\(token.user)", token: token).decoded(ZoomUser.self)
    }

    /// `GET /users/{email}`: who has that address in the account of an organisation's token.
    /// - Throws: `.notFound` when nobody there has it.
    package func user(email: String, token: ZoomToken) async throws(ZoomError) -> ZoomUser {
        try await call(.GET, "/users/\(Self.escaped(email))", token: token).decoded(ZoomUser.self)
    }
}
