import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization
import TestSupport
import Zoom
import ZoomSandbox

/// An app's end of the webhooks: keeps what arrives, and answers as it is told and then with 200.
final class WebhookReceiver: Sendable {
    static let secret = "webhook-secret"

    private let verifier = WebhookVerifier(secret: WebhookReceiver.secret)
    private let statuses: Mutex<[Int]>
    private let ignored: Set<String>
    private let arrivals: AsyncStream<ReceivedEvent>
    private let feed: AsyncStream<ReceivedEvent>.Continuation

    private init(answering statuses: [Int], ignoring ignored: Set<String>) {
        self.statuses = Mutex(statuses)
        self.ignored = ignored
        let (arrivals, feed) = AsyncStream<ReceivedEvent>.makeStream()
        self.arrivals = arrivals
        self.feed = feed
    }

    /// Starts a receiver and a sandbox that sends to it, runs `body`, and stops both.
    static func with(
        answering statuses: [Int] = [], ignoring ignored: Set<String> = ["meeting.created"],
        browserTellsJBH: Bool = false,
        _ body: (RunningSandbox, WebhookReceiver) async throws -> Void
    ) async throws {
        let receiver = WebhookReceiver(answering: statuses, ignoring: ignored)
        let (ports, found) = AsyncStream<Int>.makeStream()
        let group = ServiceGroup(
            services: [receiver.application { found.yield($0) }], gracefulShutdownSignals: [], logger: .quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            var configuration = RunningSandbox.usual
            configuration.webhookURL = "http://127.0.0.1:\(port)/events"
            configuration.webhookSecret = secret
            configuration.webhookMinute = .milliseconds(5)
            configuration.browserTellsJBH = browserTellsJBH
            let outcome: Result<Void, any Error>
            do {
                try await RunningSandbox.with(configuration: configuration) { try await body($0, receiver) }
                outcome = .success(())
            } catch {
                outcome = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try outcome.get()
        }
    }

    /// The next so many events, as they arrive.
    func next(_ count: Int) async -> [ReceivedEvent] {
        var iterator = arrivals.makeAsyncIterator()
        var events: [ReceivedEvent] = []
        while events.count < count, let event = await iterator.next() { events.append(event) }
        return events
    }

    /// The names of the next so many events, without `meeting.`.
    func names(_ count: Int) async -> [String] {
        await next(count).map { $0.name.replacing("meeting.", with: "") }
    }

    func accepts(_ event: ReceivedEvent) -> Bool {
        verifier.accepts(
            Array(event.text.utf8), signature: event.headers["x-zm-signature"] ?? "",
            timestamp: event.headers["x-zm-request-timestamp"] ?? "")
    }

    private func application(onRunning: @escaping @Sendable (Int) -> Void) -> some ApplicationProtocol {
        let router = Router(context: BasicRequestContext.self)
        router.post("/events") { request, _ -> Response in try await self.take(request) }
        return Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { onRunning($0.localAddress?.port ?? 0) }, logger: .quiet)
    }

    private func take(_ request: Request) async throws -> Response {
        let text = String(buffer: try await request.body.collect(upTo: 1 << 20))
        if case .validation(let token) = try ZoomEvent(body: Array(text.utf8)).content {
            return try answer(to: token)
        }
        let event = try ReceivedEvent(text, headers: request.headers)
        if ignored.contains(event.name) { return Response(status: .ok) }
        let status = statuses.withLock { $0.isEmpty ? 200 : $0.removeFirst() }
        feed.yield(event)
        return Response(status: HTTPResponse.Status(code: status))
    }

    private func answer(to token: String) throws -> Response {
        let body = try JSONEncoder().encode(["plainToken": token, "encryptedToken": verifier.answer(to: token)])
        return Response(
            status: .ok, headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: body)))
    }
}

/// An event as it arrived.
struct ReceivedEvent: Sendable {
    struct Object: Decodable, Sendable {
        let id: MeetingID
        let uuid: String?
        let topic: String?
        let participant: Participant?
    }

    struct Participant: Decodable, Sendable {
        let userId: String?
        let userName: String?
        let id: String?
        let email: String?
        let participantUuid: String?
        let leaveReason: String?
    }

    /// A number or a string.
    struct MeetingID: Decodable, Sendable {
        let isNumber: Bool

        init(from decoder: any Decoder) throws {
            isNumber = (try? decoder.singleValueContainer().decode(Int64.self)) != nil
        }
    }

    private struct Envelope: Decodable {
        struct Payload: Decodable {
            let object: Object?
            let oldObject: Object?
            let `operator`: String?
        }

        let event: String
        let payload: Payload
    }

    let name: String
    let text: String
    let headers: [String: String]
    let object: Object?
    let oldObject: Object?
    let operatorEmail: String?

    init(_ text: String, headers: HTTPFields) throws {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        let envelope = try decoder.decode(Envelope.self, from: Data(text.utf8))
        self.text = text
        self.headers = Dictionary(
            headers.map { ($0.name.canonicalName, $0.value) }, uniquingKeysWith: { first, _ in first })
        name = envelope.event
        object = envelope.payload.object
        oldObject = envelope.payload.oldObject
        operatorEmail = envelope.payload.operator
    }
}
