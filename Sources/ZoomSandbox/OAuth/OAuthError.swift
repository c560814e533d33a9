import HTTPTypes
import Hummingbird
import HummingbirdCore

/// An error of the OAuth host, which has a shape of its own.
struct OAuthError: HTTPResponseError {
    let status: HTTPResponse.Status
    let reason: String
    let error: String

    var body: JSONValue { ["reason": .string(reason), "error": .string(error)] }

    func response(from request: Request, context: some RequestContext) throws -> Response {
        .json(body, status: status)
    }

    static let invalidClient = OAuthError(
        status: .unauthorized, reason: "Invalid client_id or client_secret", error: "invalid_client")
    static let invalidToken = OAuthError(
        status: .badRequest, reason: "Invalid Token!", error: "invalid_grant")
    static let invalidCode = OAuthError(
        status: .badRequest, reason: "Invalid authorization code", error: "invalid_grant")
    static let redirectMismatch = OAuthError(
        status: .badRequest, reason: "Redirect URI mismatch.", error: "invalid_grant")
    static let invalidVerifier = OAuthError(
        status: .badRequest, reason: "Invalid code verifier", error: "invalid_grant")
    static let unknownAccount = OAuthError(
        status: .badRequest, reason: "Bad Request", error: "invalid_request")
    static let appDisabled = OAuthError(
        status: .badRequest, reason: "The app has been disabled", error: "invalid_request")
    static let unsupportedGrant = OAuthError(
        status: .badRequest, reason: "unsupported grant type", error: "unsupported_grant_type")

    static func missing(_ name: String) -> OAuthError {
        OAuthError(status: .badRequest, reason: "Missing parameter: \(name)", error: "invalid_request")
    }
}
