import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import ServiceLifecycle
import Synchronization

/// The program behind a webhook: keeps what arrives, and answers as it is told.
package final class HookReceiver: Sendable {
    /// A call as it arrived.
    package struct Call: Sendable {
        package let path: String
        package let headers: [String: String]
        package let body: String

        /// A value of the body by its path, as in `data.appointment.status`.
        package func json(_ path: String) throws -> String? {
            var value = try JSONSerialization.jsonObject(with: Data(body.utf8)) as Any?
            for key in path.split(separator: ".") { value = (value as? [String: Any])?[String(key)] }
            return value.map { "\($0)" }
        }
    }

    private struct State {
        var calls: [Call] = []
        var status = 204
        var location: String?
    }

    private let state = Mutex(State())
    private let port = Mutex(0)

    private init() {}

    /// Starts one, runs `body`, and stops it.
    package static func with(_ body: (HookReceiver) async throws -> Void) async throws {
        let receiver = HookReceiver()
        let (ports, found) = AsyncStream<Int>.makeStream()
        let group = ServiceGroup(
            services: [receiver.application { found.yield($0) }], gracefulShutdownSignals: [], logger: .quiet)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            receiver.port.withLock { $0 = port }
            let outcome: Result<Void, any Error>
            do {
                outcome = .success(try await body(receiver))
            } catch {
                outcome = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try outcome.get()
        }
    }

    /// Where it listens.
    package var url: String { "http://127.0.0.1:\(port.withLock { $0 })/hooks" }

    /// All that has arrived, in order.
    package var calls: [Call] { state.withLock { $0.calls } }

    /// What they were about, in order.
    package var types: [String] {
        get throws { try calls.compactMap { try $0.json("type") } }
    }

    /// The last that was about such an event.
    package func last(_ type: String) throws -> Call? {
        try calls.last { try $0.json("type") == type }
    }

    /// From now on everything is answered so.
    /// - Parameter location: where a redirect leads.
    package func answer(_ status: Int, location: String? = nil) {
        state.withLock { ($0.status, $0.location) = (status, location) }
    }

    /// What has arrived is forgotten.
    package func forget() {
        state.withLock { $0.calls = [] }
    }

    private func application(onRunning: @escaping @Sendable (Int) -> Void) -> some ApplicationProtocol {
        let router = Router(context: BasicRequestContext.self)
        router.post("**") { request, _ -> Response in try await self.take(request) }
        return Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { onRunning($0.localAddress?.port ?? 0) }, logger: .quiet)
    }

    private func take(_ request: Request) async throws -> Response {
        let body = String(buffer: try await request.body.collect(upTo: 1 << 20))
        let headers = Dictionary(
            request.headers.map { ($0.name.canonicalName, $0.value) }, uniquingKeysWith: { first, _ in first })
        let (status, location) = state.withLock { state in
            state.calls.append(Call(path: request.uri.path, headers: headers, body: body))
            return (state.status, state.location)
        }
        var answer = Response(
            status: HTTPResponse.Status(code: status),
            body: .init(byteBuffer: ByteBuffer(string: "taken\u{0} as \(status)")))
        if status == 204 { answer.body = .init() }
        if let location { answer.headers[.location] = location }
        return answer
    }
}
