import Foundation
import HTTPTypes
import Hummingbird
import Operations

/// Refuses a change that another site's page asks a browser for. Programs send neither header and pass: they carry
/// no cookie. Pages behind a session ask for their own token besides.
struct SameOrigin: RouterMiddleware {
    private let ownOrigin: String

    init(publicURL: String) {
        ownOrigin = publicURL.lowercased()
    }

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .post, isForeign(request) else { return try await next(request, context) }
        throw OperationError(
            .forbidden, "foreign_origin",
            "This form was sent from another site. Open the page here and send it again.")
    }

    private func isForeign(_ request: Request) -> Bool {
        if let name = HTTPField.Name("sec-fetch-site"), let site = request.headers[name] {
            return site != "same-origin" && site != "none"
        }
        guard let origin = request.headers[.origin]?.lowercased() else { return false }
        let host = URLComponents(string: origin).flatMap { parts in
            parts.host.map { host in parts.port.map { "\(host):\($0)" } ?? host }
        }
        return origin != ownOrigin && host != request.head.authority?.lowercased()
    }
}
