import HTTPTypes
import Hummingbird
import HummingbirdCore
import Messaging
import NIOCore
import SMSSandbox

/// A request of the sandbox's, as it arrived.
struct ReceivedCallback: Sendable {
    let form: TwilioForm
    /// Whether it is signed rightly for the address it was sent to.
    let isSigned: Bool
}

/// The account's own server: keeps what arrives.
final class CallbackReceiver: Sendable {
    let url: String
    private let arrivals: AsyncStream<ReceivedCallback>

    private init(url: String, arrivals: AsyncStream<ReceivedCallback>) {
        self.url = url
        self.arrivals = arrivals
    }

    /// Starts a receiver, runs `body`, and stops it.
    static func with(_ body: (CallbackReceiver) async throws -> Void) async throws {
        let (arrivals, feed) = AsyncStream<ReceivedCallback>.makeStream()
        let router = Router(context: BasicRequestContext.self)
        router.post("/sms/reports") { request, _ -> Response in
            let bytes = Array(buffer: try await request.body.collect(upTo: 1 << 16))
            let form = TwilioForm(body: bytes)
            let url = "http://\(request.head.authority ?? "")\(request.uri.string)"
            let name = HTTPField.Name("x-twilio-signature")
            let signature = name.flatMap { request.headers[$0] } ?? ""
            let verifier = TwilioSignature(authToken: RunningSMSSandbox.token)
            feed.yield(ReceivedCallback(form: form, isSigned: verifier.accepts(signature, url: url, form: form)))
            return Response(status: .noContent)
        }
        try await Running.with(
            { onRunning in
                Application(
                    router: router,
                    configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
                    onServerRunning: { await onRunning($0.localAddress?.port ?? 0) }, logger: .quiet)
            },
            { port in
                let url = "http://127.0.0.1:\(port)/sms/reports?for=a%20b"
                try await body(CallbackReceiver(url: url, arrivals: arrivals))
            })
    }

    /// The next one to arrive.
    func next() async -> ReceivedCallback? {
        var iterator = arrivals.makeAsyncIterator()
        return await iterator.next()
    }
}
