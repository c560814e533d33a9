import AsyncHTTPClient
package import Foundation
import NIOCore
import NIOHTTP1
import ZoomSandbox

/// What the sandbox answered to a call made by hand.
package struct SandboxAnswer: Sendable {
    package let status: Int
    package let body: Data
    private let headers: [String: String]

    fileprivate init(_ response: HTTPClientResponse) async throws {
        status = Int(response.status.code)
        headers = Dictionary(
            response.headers.map { ($0.name.lowercased(), $0.value) }, uniquingKeysWith: { first, _ in first })
        body = Data(try await response.body.collect(upTo: 16 << 20).readableBytesView)
    }

    package var text: String { String(decoding: body, as: UTF8.self) }

    package func header(_ name: String) -> String? { headers[name.lowercased()] }

    /// The body as JSON, its `snake_case` names read as `snakeCase`.
    package func decoded<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: body)
    }
}

extension RunningSandbox {
    /// A token of that person's, as if they had consented.
    package func token(_ email: String = "ada@harbor.example") async throws -> String {
        try await server.issueConnection(email: email).accessToken
    }

    /// Calls a path, or a whole address as the sandbox gave it. Redirects are followed.
    package func call(
        _ method: String, _ path: String, token: String? = nil, json: String? = nil
    ) async throws -> SandboxAnswer {
        var request = HTTPClientRequest(url: path.hasPrefix("http") ? path : base + path)
        request.method = HTTPMethod(rawValue: method)
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        if let json {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(Data(json.utf8))
        }
        return try await SandboxAnswer(http.execute(request, timeout: .seconds(20)))
    }
}
