import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Posts forms over HTTP.
struct CallbackSender: Sendable {
    private static let deadline: Int64 = 5

    private let http: HTTPClient

    init() {
        // A redirect is an answer, not a way.
        let configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// - Returns: the status of the answer, whose body is not read.
    func post(_ form: [String: String], to url: String, signature: String) async throws -> Int {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/x-www-form-urlencoded; charset=utf-8")
        request.headers.add(name: "user-agent", value: "TwilioProxy/1.1")
        request.headers.add(name: "x-twilio-signature", value: signature)
        request.headers.add(name: "i-twilio-idempotency-token", value: Random.uuid())
        request.body = .bytes(ByteBuffer(string: Fields.encoded(form)))
        let response = try await http.execute(request, timeout: .seconds(Self.deadline))
        return Int(response.status.code)
    }

    func shutdown() async throws { try await http.shutdown() }
}
