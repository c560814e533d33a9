import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// What shall go wrong with sending goes wrong.
struct FaultMiddleware: RouterMiddleware {
    typealias Context = SandboxContext

    let sandbox: Sandbox

    func handle(
        _ request: Request, context: SandboxContext,
        next: (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .post, request.uri.path.hasSuffix("/Messages.json") else {
            return try await next(request, context)
        }
        let (delay, kind) = await sandbox.takeFaults()
        if delay > 0 { try await Task.sleep(for: .milliseconds(delay)) }
        switch kind {
        case .tooMany: throw TwilioError.tooManyRequests
        case .serverError: throw TwilioError.internalError
        case .reset:
            // Read it first: the client has said everything and hears nothing.
            _ = try await request.text()
            return await context.cut()
        case .loseAnswer:
            _ = try await next(request, context)
            return await context.cut()
        case .latency, .undelivered, .failed, nil:
            return try await next(request, context)
        }
    }
}
