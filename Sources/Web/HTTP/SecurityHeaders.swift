import HTTPTypes
import Hummingbird

/// What every answer tells the browser not to allow.
struct SecurityHeaders: RouterMiddleware {
    private let policy: String
    /// Of the pages for visitors, which other sites may embed: they know nobody by a cookie.
    private let embeddedPolicy: String
    private let isSecure: Bool

    init(settings: WebSettings) {
        isSecure = settings.isSecure
        // A browser applies form-action to redirects too: connecting and starting lead from a form to Zoom.
        let formTargets = (["'self'"] + settings.zoomOrigins).joined(separator: " ")
        let own =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
            + "frame-src 'self'; base-uri 'none'; form-action \(formTargets); frame-ancestors "
        (policy, embeddedPolicy) = ("\(own)'none'", "\(own)*")
    }

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        let isEmbeddable = ["/book/", "/a/", "/w/"].contains { request.uri.path.hasPrefix($0) }
        if response.headers[.contentSecurityPolicy] == nil {
            response.headers[.contentSecurityPolicy] = isEmbeddable ? embeddedPolicy : policy
        }
        response.headers[.xContentTypeOptions] = "nosniff"
        if let name = HTTPField.Name("referrer-policy") { response.headers[name] = "same-origin" }
        if isSecure { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        if !isEmbeddable, let name = HTTPField.Name("x-frame-options") { response.headers[name] = "DENY" }
        if let name = HTTPField.Name("permissions-policy") {
            response.headers[name] = "camera=(), microphone=(), geolocation=()"
        }
        return response
    }
}
