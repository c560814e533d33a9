import AsyncHTTPClient
import Foundation
import Hummingbird
import Logging
import Messaging
import NIOCore
import NIOHTTP1
import SMSSandbox
import ServiceLifecycle
import Synchronization

/// A clock that is moved by hand.
final class MovedClock: Sendable {
    private let moment = Mutex(Date(timeIntervalSince1970: 1_796_018_400))

    var now: Date { moment.withLock { $0 } }

    func advance(seconds: Double) { moment.withLock { $0 += seconds } }
}

/// The SMS sandbox, listening on a port of its own, with a gateway that sends by it.
struct RunningSMSSandbox: Sendable {
    static let token = "sandbox-token"
    static let number = "+15005550006"

    let base: String
    let http: HTTPClient
    let clock: MovedClock

    /// What it is like unless a test wants it otherwise.
    static let usual = SMSSandboxConfiguration(port: 0)

    /// Starts it, runs `body`, and stops it.
    static func with<Value>(
        configuration: SMSSandboxConfiguration = usual, _ body: (RunningSMSSandbox) async throws -> Value
    ) async throws -> Value {
        let clock = MovedClock()
        let server = try SMSSandboxServer(configuration: configuration, logger: .quiet, now: { clock.now })
        let http = HTTPClient(eventLoopGroupProvider: .singleton)
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(
                try await Running.with(
                    { server.buildApplication(onServerRunning: $0) },
                    { port in
                        try await body(
                            RunningSMSSandbox(base: "http://127.0.0.1:\(port)", http: http, clock: clock))
                    }))
        } catch {
            outcome = .failure(error)
        }
        try await http.shutdown()
        return try outcome.get()
    }

    func gateway(
        sender: TwilioSender = .number(number), token: String = token, timeout: Duration = .seconds(15)
    ) throws -> TwilioGateway {
        let account = try TwilioAccount(
            sid: Self.usual.accountSID, authToken: token, sender: sender, base: base)
        return TwilioGateway(account: account, http: http, logger: .quiet, timeout: timeout)
    }

    /// Plays an answer from a phone.
    func answer(from phone: String, _ body: String) async throws {
        let json = try JSONEncoder().encode(["from": phone, "to": Self.number, "body": body])
        let answer = try await call("POST", "/sandbox/inbound", json: String(decoding: json, as: UTF8.self))
        guard answer.status == 201 else { throw SandboxRefused(text: answer.text) }
    }

    func fault(_ json: String) async throws {
        let answer = try await call("POST", "/sandbox/faults", json: json)
        guard answer.status == 201 else { throw SandboxRefused(text: answer.text) }
    }

    /// Takes all messages one state further.
    func advance() async throws {
        _ = try await call("POST", "/sandbox/advance", json: "{}")
    }

    /// The messages it holds, in both directions, oldest first.
    func messages() async throws -> [SandboxMessage] {
        let answer = try await call("GET", "/sandbox/messages")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode([String: [SandboxMessage]].self, from: Data(answer.text.utf8))["messages"] ?? []
    }

    func call(
        _ method: String, _ path: String, json: String? = nil, form: String? = nil, login: String? = nil
    ) async throws -> (status: Int, text: String) {
        var request = HTTPClientRequest(url: base + path)
        request.method = HTTPMethod(rawValue: method)
        if let login {
            request.headers.add(name: "authorization", value: "Basic \(Data(login.utf8).base64EncodedString())")
        }
        if let text = json ?? form {
            let type = json == nil ? "application/x-www-form-urlencoded" : "application/json"
            request.headers.add(name: "content-type", value: type)
            request.body = .bytes(ByteBuffer(string: text))
        }
        let response = try await http.execute(request, timeout: .seconds(20))
        return (Int(response.status.code), String(buffer: try await response.body.collect(upTo: 1 << 22)))
    }

    private struct SandboxRefused: Error {
        let text: String
    }
}

/// A message as the sandbox says it holds it.
struct SandboxMessage: Decodable {
    let sid: String
    let status: String
    let direction: String
    let from: String?
    let to: String
    let body: String
    let numSegments: String
    let errorCode: Int?
    let dateCreated: String
}

/// A server for the time of one test.
enum Running {
    static func with<Value>(
        _ application: (@escaping @Sendable (Int) async -> Void) -> some ApplicationProtocol,
        _ body: (Int) async throws -> Value
    ) async throws -> Value {
        let (ports, found) = AsyncStream<Int>.makeStream()
        let group = ServiceGroup(
            services: [application { found.yield($0) }], gracefulShutdownSignals: [], logger: .quiet)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var iterator = ports.makeAsyncIterator()
            let port = await iterator.next() ?? 0
            let outcome: Result<Value, any Error>
            do {
                outcome = .success(try await body(port))
            } catch {
                outcome = .failure(error)
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
            return try outcome.get()
        }
    }
}

extension Logger {
    static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }
}
