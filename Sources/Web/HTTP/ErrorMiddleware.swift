import HTTPTypes
import Hummingbird
import Logging
import Operations
import Store

/// Turns what was thrown into an answer: a problem object under `/api`, a page elsewhere.
struct ErrorMiddleware: RouterMiddleware {
    let renderer: Renderer

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch is CancellationError {
            // The visitor has left, or the server is stopping: nobody reads an answer.
            throw CancellationError()
        } catch {
            let problem = problem(error)
            if problem.kind == .unavailable {
                context.logger.error(
                    "request failed", metadata: ["route": "\(context.endpointPath ?? "-")", "error": "\(error)"])
            }
            var response =
                Self.isForPrograms(request.uri.path)
                ? Response.problem(problem) : try renderer.messagePage(problem, signedIn: context.person != nil)
            if problem.kind == .unavailable { response.headers[.retryAfter] = "5" }
            return response
        }
    }

    private static func isForPrograms(_ path: String) -> Bool {
        path.hasPrefix("/api/") || path.hasPrefix("/webhooks/") || path == "/healthz"
    }

    private func problem(_ error: any Error) -> OperationError {
        switch error {
        case let error as OperationError:
            error
        case let error as HTTPError where error.status == .notFound:
            .notFound("There is nothing at this address.")
        case let error as HTTPError where error.status.code < 500:
            OperationError(.invalid, "bad_request", error.body ?? "This request cannot be understood.")
        // What it is in particular is for the log; the address of the database is in USHER_DATABASE_URL.
        case is StoreError:
            OperationError(
                .unavailable, "unavailable", "Usher cannot reach its database just now. Try again soon.")
        default:
            OperationError(.unavailable, "internal", "Something went wrong here. It has been noted. Try again.")
        }
    }
}

extension OperationError {
    /// The HTTP status that says it.
    var status: HTTPResponse.Status {
        switch kind {
        case .invalid: code == "bad_request" || code == "bad_json" ? .badRequest : .unprocessableContent
        case .conflict: .conflict
        case .notFound: .notFound
        case .forbidden: code == "no_key" ? .unauthorized : .forbidden
        case .throttled: .tooManyRequests
        case .unavailable: .serviceUnavailable
        }
    }
}
