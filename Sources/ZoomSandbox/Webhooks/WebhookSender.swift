import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Sends events over HTTP.
struct WebhookSender: Sendable {
    struct Answer: Sendable {
        let status: Int
        let body: String
    }

    private static let deadline: Int64 = 3

    private let url: String
    private let settings: WebhookSettings
    private let http: HTTPClient

    /// Nil when there is nowhere to send to.
    init?(_ settings: WebhookSettings) {
        guard let url = settings.url else { return nil }
        self.url = url
        self.settings = settings
        // A redirect is an answer, not a way.
        let configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    func send(_ delivery: WebhookDelivery, trackingID: String) async throws -> Answer {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        for (name, value) in headers(of: delivery, trackingID) { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(string: delivery.body))
        return try await answered(request)
    }

    func shutdown() async throws { try await http.shutdown() }

    private func headers(of delivery: WebhookDelivery, _ trackingID: String) -> KeyValuePairs<String, String> {
        [
            "content-type": "application/json; charset=utf-8", "user-agent": "Zoom Marketplace/1.0a",
            "x-zm-signature": settings.signature.header(body: delivery.body, timestamp: delivery.timestamp),
            "x-zm-request-timestamp": delivery.timestamp, "x-zm-request-id": delivery.requestID,
            "x-zm-trackingid": trackingID, "clientid": settings.clientID,
        ]
    }

    /// The whole answer, in time.
    private func answered(_ request: HTTPClientRequest) async throws -> Answer {
        try await withThrowingTaskGroup(of: Answer.self) { group in
            group.addTask {
                let response = try await http.execute(request, timeout: .seconds(Self.deadline))
                let body = try await response.body.collect(upTo: 1 << 20)
                return Answer(status: Int(response.status.code), body: String(buffer: body))
            }
            group.addTask {
                try await Task.sleep(for: .seconds(Self.deadline))
                throw HTTPClientError.deadlineExceeded
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw HTTPClientError.cancelled }
            return answer
        }
    }
}
