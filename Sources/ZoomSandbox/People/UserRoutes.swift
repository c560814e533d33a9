import Hummingbird
import HummingbirdCore

/// `/v2/users/…`: who somebody is, and their settings.
struct UserRoutes: Sendable {
    let sandbox: Sandbox

    func add(to router: Router<BasicRequestContext>) {
        router.get("/v2/users/:user", use: user)
        router.get("/v2/users/:user/settings", use: settings)
    }

    @Sendable private func user(request: Request, context: BasicRequestContext) async throws -> Response {
        let person = try await sandbox.user(
            context.parameters.require("user"), token: request.bearerToken, scope: "user:read:user")
        return .json(person.answer(base: await sandbox.base, now: sandbox.now()))
    }

    @Sendable private func settings(request: Request, context: BasicRequestContext) async throws -> Response {
        let person = try await sandbox.user(
            context.parameters.require("user"), token: request.bearerToken, scope: "user:read:settings")
        return .json(try person.settings(option: request.queryFields["option"]))
    }
}
