import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Around the API: who asks too fast, too often or too much at once is refused before anything else happens.
struct LimitMiddleware: RouterMiddleware {
    typealias Context = BasicRequestContext

    let sandbox: Sandbox

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        guard path.hasPrefix("/v2/") else { return try await next(request, context) }
        let label = RateLabel(method: request.method.rawValue, path: path)
        let bearer = try await sandbox.enter(request.bearerToken, label)
        do {
            let response = try await next(request, context)
            await sandbox.finish(bearer)
            return response
        } catch {
            await sandbox.finish(bearer)
            throw error
        }
    }
}
