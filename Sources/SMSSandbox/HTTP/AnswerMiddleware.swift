import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging

/// Around every request: errors become answers.
struct AnswerMiddleware: RouterMiddleware {
    typealias Context = SandboxContext

    func handle(
        _ request: Request, context: SandboxContext,
        next: (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where error.status == .notFound {
            return try TwilioError.notFound(request.uri.path).response(from: request, context: context)
        } catch let error as any HTTPResponseError {
            return try error.response(from: request, context: context)
        } catch {
            context.logger.error("the sandbox failed", metadata: ["error": "\(error)"])
            return try TwilioError.internalError.response(from: request, context: context)
        }
    }
}
