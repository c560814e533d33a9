import HTTPTypes
import Hummingbird
import HummingbirdCore

/// What shall go wrong goes wrong.
struct FaultMiddleware: RouterMiddleware {
    typealias Context = BasicRequestContext

    let sandbox: Sandbox

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        let (delay, fault) = await sandbox.takeFaults(method: request.method.rawValue, path: path)
        if delay > 0 { try await Task.sleep(for: .milliseconds(delay)) }
        guard let fault else { return try await next(request, context) }
        // The work is done and its answer lost on the way.
        if fault.kind == .loseAnswer { _ = try? await next(request, context) }
        return fault.response(path: path)
    }
}
