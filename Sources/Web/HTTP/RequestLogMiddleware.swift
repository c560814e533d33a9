import Hummingbird
import Logging

/// One line per request, without its query and without the tokens in its path.
struct RequestLogMiddleware: RouterMiddleware {
    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let begin = ContinuousClock.now
        let response = try await next(request, context)
        context.logger.debug(
            "request",
            metadata: [
                "method": "\(request.method)", "route": "\(context.endpointPath ?? "-")",
                "status": "\(response.status.code)", "took": "\(ContinuousClock.now - begin)",
            ])
        return response
    }
}
