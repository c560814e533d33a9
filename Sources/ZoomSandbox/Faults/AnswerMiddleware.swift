import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging

/// Around every request: errors become answers, answers get a tracking id, API requests are logged.
struct AnswerMiddleware: RouterMiddleware {
    typealias Context = BasicRequestContext

    let sandbox: Sandbox

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        var response = await settled(request, context, next)
        response.headers.set("x-zm-trackingid", Random.trackingID())
        if Fault.isAPI(path) {
            await sandbox.record(
                method: request.method.rawValue, path: path, status: response.status.code)
        }
        return response
    }

    /// The answer, whatever was thrown on the way to it.
    private func settled(
        _ request: Request, _ context: BasicRequestContext,
        _ next: (Request, BasicRequestContext) async throws -> Response
    ) async -> Response {
        do {
            return try await next(request, context)
        } catch let error as HTTPError where request.uri.path.hasPrefix("/v2/") && error.status == .notFound {
            return .json(ZoomError.unknownEndpoint.body, status: .notFound)
        } catch let error as any HTTPResponseError {
            if let response = try? error.response(from: request, context: context) { return response }
            return Response(status: error.status)
        } catch {
            context.logger.error("the sandbox failed", metadata: ["error": "\(error)"])
            return .json(["code": 500, "message": "Internal server error."], status: .internalServerError)
        }
    }
}
