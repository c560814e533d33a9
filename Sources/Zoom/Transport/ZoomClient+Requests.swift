import AsyncHTTPClient
import Foundation
import NIOHTTP1

extension ZoomClient {
    /// A call of the REST API with a token.
    func call(
        _ method: HTTPMethod, _ path: String, token: ZoomToken, body: (any Encodable)? = nil
    ) async throws(ZoomError) -> ZoomAnswer {
        var request = HTTPClientRequest(url: app.apiBase + path)
        request.method = method
        request.headers.add(name: "authorization", value: "Bearer \(token.value)")
        request.headers.add(name: "accept", value: "application/json")
        if let body {
            request.headers.add(name: "content-type", value: "application/json")
            do {
                request.body = .bytes(try JSONEncoder().encode(body))
            } catch {
                throw ZoomError(kind: .refused, message: "the request cannot be written as JSON: \(error)")
            }
        }
        return try await transport.send(request)
    }

    /// A form posted to the OAuth host, signed with an app's credentials. The parameters go in the body, where no
    /// access log keeps them.
    /// - Parameter other: the credentials; those of `app`, when nil.
    func post(
        _ path: String, form: [(String, String)], as other: ZoomCredentials? = nil
    ) async throws(ZoomError) -> ZoomAnswer {
        var request = HTTPClientRequest(url: app.oauthBase + path)
        request.method = .POST
        let credentials = other ?? ZoomCredentials(clientID: app.clientID, clientSecret: app.clientSecret)
        let basic = Data("\(credentials.clientID):\(credentials.clientSecret)".utf8).base64EncodedString()
        request.headers.add(name: "authorization", value: "Basic \(basic)")
        request.headers.add(name: "accept", value: "application/json")
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded")
        request.body = .bytes(Data(Self.query(form).utf8))
        return try await transport.send(request)
    }

    static func query(_ pairs: [(String, String)]) -> String {
        pairs.map { "\($0.0)=\(escaped($0.1))" }.joined(separator: "&")
    }

    /// Percent-encoded down to RFC 3986's unreserved characters.
    static func escaped(_ text: String) -> String {
        let unreserved = CharacterSet(
            charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
        return text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? ""
    }
}
