package import AsyncHTTPClient
import Foundation
import Hummingbird
import Logging
import NIOHTTP1
import ServiceLifecycle
import TimeZones
package import Zoom
package import ZoomSandbox

/// The sandbox, listening on a port of its own, with a client that calls it over HTTP.
package struct RunningSandbox: Sendable {
    package let server: SandboxServer
    package let client: ZoomClient
    package let base: String
    package let http: HTTPClient

    /// What it is like unless a test wants it otherwise.
    package static let usual = SandboxConfiguration(
        port: 0, clientID: "client", clientSecret: "secret",
        redirectURIs: ["http://usher.test/oauth/zoom/callback"], people: TestPeople.zoom)

    /// Starts it, runs `body`, and stops it.
    package static func with<Value>(
        clock: TestClock = TestClock(TestClock.usual),
        configuration: SandboxConfiguration = RunningSandbox.usual, timeoutSeconds: Int64 = 5,
        _ body: (RunningSandbox) async throws -> Value
    ) async throws -> Value {
        let server = try SandboxServer(
            configuration: configuration, logger: .quiet,
            now: { Date(timeIntervalSince1970: Double(clock.now.milliseconds) / 1000) })
        let (ports, found) = AsyncStream<Int>.makeStream()
        let group = ServiceGroup(
            services: [server.buildApplication { found.yield($0) }], gracefulShutdownSignals: [], logger: .quiet)
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            let base = "http://127.0.0.1:\(port)"
            let app = ZoomApp(clientID: "client", clientSecret: "secret", oauthBase: base, apiBase: "\(base)/v2")
            let client = ZoomClient(app: app, http: http, logger: .quiet, timeoutSeconds: timeoutSeconds)
            let sandbox = RunningSandbox(server: server, client: client, base: base, http: http)
            let outcome: Result<Value, any Error>
            do {
                outcome = .success(try await body(sandbox))
            } catch {
                outcome = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            try await http.shutdown()
            return try outcome.get()
        }
    }

    /// Lays a fault over some of the sandbox's answers; see its console for the kinds.
    package func fault(
        _ on: String, kind: String, status: Int? = nil, count: Int? = nil, body: String? = nil,
        delayMilliseconds: Int? = nil, share: Int? = nil
    ) async throws {
        var fields: [String: Any] = ["on": on, "kind": kind]
        fields["status"] = status
        fields["count"] = count
        fields["body"] = body
        fields["delay_ms"] = delayMilliseconds
        fields["share"] = share
        try await post("/sandbox/faults", JSONSerialization.data(withJSONObject: fields))
    }

    package func clearFaults() async throws {
        try await post("/sandbox/faults/clear", Data("{}".utf8))
    }

    /// Ends a person's grants, as Zoom does when they take the permission back.
    package func revoke(_ email: String) async throws {
        try await post("/sandbox/revoke", Data("{\"email\":\"\(email)\"}".utf8))
    }

    /// Uses so many of a person's writes of today, as another app would.
    package func useWrites(_ count: Int, of email: String) async throws {
        try await post("/sandbox/writes", Data("{\"email\":\"\(email)\",\"count\":\(count)}".utf8))
    }

    /// How many of a person's writes of today are used.
    package func writesToday(of email: String) async throws -> Int {
        try await state().people.first { $0.email == email }?.writesToday ?? 0
    }

    /// The meetings it holds, deleted ones included.
    package func meetings() async throws -> [SandboxMeeting] {
        try await state().meetings
    }

    /// How often each call was made, as in `POST /v2/users/me/meetings`.
    package func calls(_ name: String) async throws -> Int {
        try await state().requests.counts[name] ?? 0
    }

    private func state() async throws -> SandboxState {
        let response = try await http.execute(
            HTTPClientRequest(url: "\(base)/sandbox/state"), timeout: .seconds(10))
        let body = try await response.body.collect(upTo: 64 << 20)
        return try JSONDecoder().decode(SandboxState.self, from: Data(body.readableBytesView))
    }

    private func post(_ path: String, _ body: Data) async throws {
        var request = HTTPClientRequest(url: base + path)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(body)
        let response = try await http.execute(request, timeout: .seconds(10))
        guard (200..<400).contains(response.status.code) else { throw SandboxRefused(path: path) }
    }

    private struct SandboxRefused: Error {
        let path: String
    }
}

/// A meeting as the sandbox says it holds it.
package struct SandboxMeeting: Decodable, Sendable {
    package let id: Int64
    package let hostEmail: String
    package let startTime: String
    package let duration: Int
    package let topic: String
    package let agenda: String
    package let deleted: Bool

    private enum CodingKeys: String, CodingKey {
        case id, duration, topic, agenda, deleted
        case hostEmail = "host_email"
        case startTime = "start_time"
    }
}

private struct SandboxState: Decodable {
    struct Requests: Decodable {
        let counts: [String: Int]
    }

    struct Person: Decodable {
        let email: String
        let writesToday: Int

        private enum CodingKeys: String, CodingKey {
            case email
            case writesToday = "writes_today"
        }
    }

    let people: [Person]
    let meetings: [SandboxMeeting]
    let requests: Requests
}
