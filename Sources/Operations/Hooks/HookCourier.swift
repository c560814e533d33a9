import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// Calls addresses that members have typed, and nothing that they should not reach by us.
///
/// A name is looked up here, its addresses are looked at, and the connection goes to one of these: the name is not
/// looked up again, so that it cannot stand for something else meanwhile. Redirects are not followed.
struct HookCourier: Sendable {
    /// Whether addresses of this machine and its network may be called, and without TLS.
    let allowsPrivate: Bool
    /// How long a call may take until its answer is complete, seconds.
    static let deadline = 10
    /// How much of an answer is kept, characters.
    static let mostOfAnswer = 500

    /// What came back.
    struct Answer: Sendable {
        let status: Int
        /// The beginning of its body as text.
        let excerpt: String
    }

    /// Why nothing came back, as a sentence for whoever looks after the address.
    struct Failure: Error, Hashable, CustomStringConvertible {
        let description: String
    }

    /// Posts JSON and waits for the answer, whatever its status.
    /// - Parameter turn: a name that stands for several addresses is called at another one each time.
    /// - Throws: `Failure`; `CancellationError`.
    func post(_ body: String, to url: String, headers: [(String, String)], turn: Int) async throws -> Answer {
        let target: HookTarget
        do throws(HookTarget.Fault) {
            target = try HookTarget(url, allowsPrivate: allowsPrivate)
        } catch {
            throw Failure(description: error.message)
        }
        do {
            return try await withThrowingTaskGroup(of: Answer.self) { group in
                group.addTask { try await call(target, body, headers, turn) }
                group.addTask {
                    try await Task.sleep(for: .seconds(Self.deadline))
                    throw Failure(description: "No answer within \(Self.deadline) seconds.")
                }
                defer { group.cancelAll() }
                guard let answer = try await group.next() else { throw CancellationError() }
                return answer
            }
        } catch let error as Failure {
            throw error
        } catch {
            // The process is stopping: that is nobody's failure.
            try Task.checkCancellation()
            throw Failure(description: Self.reason(error))
        }
    }

    private func call(
        _ target: HookTarget, _ body: String, _ headers: [(String, String)], _ turn: Int
    ) async throws -> Answer {
        let address = try await address(of: target, turn)
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        // The certificate is still asked for by the name.
        configuration.dnsOverride = [target.host: "\(address)"]
        configuration.timeout.connect = .seconds(5)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.httpVersion = .http1Only
        var request = HTTPClientRequest(url: target.url)
        request.method = .POST
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        request.body = .bytes(ByteBuffer(string: body))
        let sent = request
        // One for each call: an override is a client's own.
        return try await HTTPClient.withHTTPClient(configuration: configuration) { client in
            let response = try await client.execute(sent, timeout: .seconds(Int64(Self.deadline)))
            return Answer(status: Int(response.status.code), excerpt: try await Self.excerpt(of: response.body))
        }
    }

    /// One of the addresses of a host, if all of them may be called.
    private func address(of target: HookTarget, _ turn: Int) async throws -> NetworkAddress {
        let found: [NetworkAddress]
        do {
            found = try await HostLookup.addresses(of: target.host)
        } catch let error as HostLookup.Failure {
            throw Failure(description: "\(target.host) stands for no address: \(error).")
        }
        if !allowsPrivate, !found.allSatisfy(\.isPublic) {
            throw Failure(description: HookTarget.notPublic(target.host).message)
        }
        guard !found.isEmpty else { throw Failure(description: "\(target.host) stands for no address.") }
        return found[turn % found.count]
    }

    /// The beginning of an answer; the rest is not waited for.
    private static func excerpt(of body: HTTPClientResponse.Body) async throws -> String {
        var bytes: [UInt8] = []
        for try await part in body {
            bytes += part.readableBytesView
            // A character has four bytes at most.
            if bytes.count >= 4 * mostOfAnswer { break }
        }
        let text = String(decoding: bytes.prefix(4 * mostOfAnswer), as: UTF8.self)
        // PostgreSQL stores no NUL, and a page shows none of the others.
        let shown = text.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F || $0 == "\n" }
        return String(String.UnicodeScalarView(shown.prefix(mostOfAnswer)))
    }

    private static func reason(_ error: any Error) -> String {
        switch error as? HTTPClientError {
        case .connectTimeout?: return "No connection within 5 seconds."
        case .deadlineExceeded?: return "No answer within \(deadline) seconds."
        case .remoteConnectionClosed?: return "The connection was closed before an answer came."
        case let error?: return "The call failed: \(error.shortDescription)."
        case nil: break
        }
        if let error = error as? IOError {
            return "No connection: \(String(cString: strerror(error.errnoCode)))."
        }
        return "The call failed: \(String(describing: error).prefix(200))."
    }
}
