import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import Synchronization

/// Posts one form and reads one answer, and always knows whether the form has left.
struct TwilioTransport: Sendable {
    let http: HTTPClient
    let logger: Logger
    /// `host:port`, for messages.
    let server: String
    let timeout: Duration
    /// No answer Usher asks for is larger.
    private static let largestAnswer = 1 << 20

    /// Not cut short when the task is cancelled: a message that is halfway could not be told from one that went.
    func post(
        _ form: TwilioForm, to url: String, authorization: String
    ) async throws(MessagingError) -> TwilioAnswer {
        let handover = Handover()
        let answer: TwilioAnswer
        do {
            let request = try Self.request(url, form: form, authorization: authorization, handover)
            let response = try await http.execute(
                request: request,
                delegate: ResponseAccumulator(request: request, maxBodySize: Self.largestAnswer),
                deadline: .now() + TimeAmount(timeout), logger: logger
            ).get()
            answer = TwilioAnswer(
                status: Int(response.status.code), body: response.body.map { Data($0.readableBytesView) } ?? Data()
            )
        } catch {
            throw MessagingError(Self.kind(of: error, handover), server: server, medium: .text)
        }
        logger.debug("twilio call", metadata: ["url": "\(url)", "status": "\(answer.status)"])
        return answer
    }

    private static func request(
        _ url: String, form: TwilioForm, authorization: String, _ handover: Handover
    ) throws -> HTTPClient.Request {
        let bytes = ByteBuffer(string: form.encoded)
        let body = HTTPClient.Body.stream(contentLength: Int64(bytes.readableBytes)) { writer in
            handover.begin()
            return writer.write(.byteBuffer(bytes))
        }
        // Each message has a connection of its own: one left over from before may be dead without anybody knowing,
        // and what is written into it is lost with no word about it.
        let headers: HTTPHeaders = [
            "authorization": authorization, "accept": "application/json", "connection": "close",
            "content-type": "application/x-www-form-urlencoded",
        ]
        return try HTTPClient.Request(url: url, method: .POST, headers: headers, body: body)
    }

    private static func kind(of error: any Error, _ handover: Handover) -> MessagingError.Kind {
        let isLate = (error as? HTTPClientError) == .deadlineExceeded
        let reason = (error as? HTTPClientError)?.shortDescription ?? String(describing: error)
        if handover.hasBegun { return .uncertain(text: isLate ? "no answer in time" : reason) }
        return isLate ? .timeout : .unreachable(text: reason)
    }
}

/// Whether a request's body has begun to leave. Before that, there is a connection at most, and nothing was asked.
private final class Handover: Sendable {
    private let begun = Atomic(false)

    var hasBegun: Bool { begun.load(ordering: .acquiring) }

    func begin() { begun.store(true, ordering: .releasing) }
}
