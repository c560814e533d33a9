import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

extension Fault {
    /// What the client gets in place of an answer.
    func response(path: String) -> Response {
        switch kind {
        case .delay, .any: Response(status: .ok)
        case .drop: Response(status: .badGateway)
        case .loseAnswer: Response(status: .gatewayTimeout)
        case .empty: Response(status: HTTPResponse.Status(code: status ?? 200))
        case .nonsense: text("}{ Whoops, that is not JSON", type: "application/json", usually: 200)
        case .xml: text(Self.xml, type: "application/xml", usually: 400)
        case .quota: LimitReached.dailyWrites(100).answer
        case .qps: LimitReached.perSecond(.medium).answer
        case .status: failure(path: path)
        case .stall: Self.stalled
        }
    }

    /// An answer that begins and does not go on, for half a minute.
    private static var stalled: Response {
        Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: .init { writer in
                try await writer.write(ByteBuffer(string: "{"))
                try await Task.sleep(for: .seconds(30))
                try await writer.finish(nil)
            })
    }

    private func text(_ usual: String, type: String, usually code: Int) -> Response {
        .text(body ?? usual, type: type, status: HTTPResponse.Status(code: status ?? code))
    }

    private func failure(path: String) -> Response {
        let code = status ?? 500
        let usual = path.hasPrefix("/oauth/") ? Self.oauthBody(code) : Self.apiBody(code)
        return text(usual.json, type: "application/json;charset=UTF-8", usually: code)
    }

    private static func apiBody(_ code: Int) -> JSONValue {
        switch code {
        case 401: ZoomError.invalidToken.body
        case 429: LimitReached.perSecond(.medium).body
        case 500...: ["code": .number(code), "message": "Internal server error. Try again later."]
        default: ["code": .number(code), "message": "The request could not be handled."]
        }
    }

    private static func oauthBody(_ code: Int) -> JSONValue {
        switch code {
        case 400: OAuthError.invalidToken.body
        case 401: OAuthError.invalidClient.body
        case 429: ["reason": "Too many requests", "error": "rate_limit"]
        default: ["reason": "Internal server error", "error": "server_error"]
        }
    }

    private static let xml = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <Response><code>300</code><message>Request could not be handled.</message></Response>
        """
}
