import Hummingbird
import HummingbirdCore

/// `/v2/users/…`: who the token's owner is.
struct UserRoutes: Sendable {
    let sandbox: Sandbox

    func add(to router: Router<BasicRequestContext>) {
        router.get("/v2/users/:user", use: user)
        router.get("/v2/users/:user/settings", use: settings)
    }

    @Sendable private func user(request: Request, context: BasicRequestContext) async throws -> Response {
        let caller = try await sandbox.caller(request.bearerToken, scope: "user:read:user")
        try await sandbox.allow(caller, toAddress: context.parameters.require("user"))
        return .json(caller.answer(base: await sandbox.base, now: sandbox.now()))
    }

    @Sendable private func settings(request: Request, context: BasicRequestContext) async throws -> Response {
        let caller = try await sandbox.caller(request.bearerToken, scope: "user:read:settings")
        try await sandbox.allow(caller, toAddress: context.parameters.require("user"))
        return .json(caller.settingsAnswer)
    }
}
