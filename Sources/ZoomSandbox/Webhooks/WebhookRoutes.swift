import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The levers on events and the logs of them.
struct WebhookRoutes: Sendable {
    let sandbox: Sandbox

    func add(to router: Router<BasicRequestContext>) {
        router.get("/sandbox/webhooks", use: log)
        router.post("/sandbox/webhooks", use: inject)
        router.post("/sandbox/webhooks/validate", use: validate)
        router.get("/v2/marketplace/apps/:app/webhook_logs", use: marketplaceLog)
    }

    @Sendable private func log(request: Request, context: BasicRequestContext) async throws -> Response {
        .json(await sandbox.webhooks.log)
    }

    @Sendable private func inject(request: Request, context: BasicRequestContext) async throws -> Response {
        guard let injection = WebhookInjection(try await request.formOrJSON()) else {
            return .json(["error": "duplicate, reverse, drop or delay_ms makes no sense"], status: .badRequest)
        }
        sandbox.webhooks.inject(injection)
        return .json(injection.json)
    }

    @Sendable private func validate(request: Request, context: BasicRequestContext) async throws -> Response {
        .json(["valid": .bool(await sandbox.webhooks.validate())])
    }

    // Which scope Zoom asks for here is not known; one that every grant has will do.
    @Sendable private func marketplaceLog(request: Request, context: BasicRequestContext) async throws
        -> Response
    {
        _ = try await sandbox.bearer(request.bearerToken, scope: "user:read:user")
        let filter = WebhookLogFilter(request.queryFields)
        return .json(await sandbox.webhooks.marketplaceLog(filter, now: sandbox.now()))
    }
}
