import Hummingbird
import HummingbirdCore

/// The OAuth endpoints machines call.
struct TokenRoutes: Sendable {
    let sandbox: Sandbox

    func add(to router: Router<BasicRequestContext>) {
        router.post("/oauth/token", use: token)
        router.post("/oauth/revoke", use: revoke)
    }

    @Sendable private func token(request: Request, context: BasicRequestContext) async throws -> Response {
        guard sandbox.app.accepts(basic: request.basicCredentials) else { throw OAuthError.invalidClient }
        let fields = try await request.allFields()
        let answer =
            switch fields["grant_type"] {
            case "authorization_code": try await sandbox.exchange(fields).answer
            case "refresh_token": try await sandbox.refresh(fields).answer
            case "account_credentials": try await sandbox.grantAccount(fields)
            case nil: throw OAuthError.missing("grant_type")
            default: throw OAuthError.unsupportedGrant
            }
        return .json(answer)
    }

    @Sendable private func revoke(request: Request, context: BasicRequestContext) async throws -> Response {
        guard sandbox.app.accepts(basic: request.basicCredentials) else { throw OAuthError.invalidClient }
        guard let token = try await request.allFields()["token"] else { throw OAuthError.missing("token") }
        try await sandbox.revoke(token: token)
        return .json(["status": "success"])
    }
}
