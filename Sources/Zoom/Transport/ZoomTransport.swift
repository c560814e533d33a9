import AsyncHTTPClient
import Foundation
import Logging
import NIOCore
import NIOHTTP1
import NIOPosix

/// Sends one request and reads one answer, as carefully as Zoom's answers need.
struct ZoomTransport: Sendable {
    let http: HTTPClient
    let logger: Logger
    let timeoutSeconds: Int64
    var heard: @Sendable (ZoomCall) async -> Void = { _ in }
    /// No answer Usher asks for is larger.
    private static let largestAnswer = 8 << 20

    /// - Returns: the body of a 2xx answer.
    func send(_ request: HTTPClientRequest) async throws(ZoomError) -> ZoomAnswer {
        let clock = ContinuousClock()
        let begun = clock.now
        do {
            let answer = try await successful(request)
            await heard(ZoomCall(request, Self.path(request.url), took: clock.now - begun, answer))
            return answer
        } catch {
            await heard(ZoomCall(request, Self.path(request.url), took: clock.now - begun, error))
            throw error
        }
    }

    private func successful(_ request: HTTPClientRequest) async throws(ZoomError) -> ZoomAnswer {
        let answer: ZoomAnswer
        do {
            answer = try await answered(request)
        } catch {
            throw ZoomError(
                kind: Self.wasConnected(error) ? .unreachable : .unconnected, message: Self.reason(error))
        }
        guard (200..<300).contains(answer.status) else { throw answer.error }
        return answer
    }

    /// The whole answer. The client's own deadline ends where the body begins; a second later the body's ends, so that
    /// a connection that was never made is told as one.
    private func answered(_ request: HTTPClientRequest) async throws -> ZoomAnswer {
        try await withThrowingTaskGroup(of: ZoomAnswer.self) { group in
            group.addTask {
                let response = try await http.execute(request, timeout: .seconds(timeoutSeconds), logger: logger)
                let body = try await response.body.collect(upTo: Self.largestAnswer)
                return ZoomAnswer(
                    status: Int(response.status.code), headers: response.headers,
                    body: Data(body.readableBytesView))
            }
            group.addTask {
                try await Task.sleep(for: .seconds(timeoutSeconds + 1))
                throw HTTPClientError.deadlineExceeded
            }
            defer { group.cancelAll() }
            guard let answer = try await group.next() else { throw HTTPClientError.cancelled }
            return answer
        }
    }

    /// The path of an address without its query: queries can carry codes.
    private static func path(_ url: String) -> String {
        URLComponents(string: url)?.path ?? ""
    }

    private static func wasConnected(_ error: any Error) -> Bool {
        let refusals: Set<CInt> = [ECONNREFUSED, EHOSTUNREACH, ENETUNREACH]
        let isRefused = (error as? IOError).map { refusals.contains($0.errnoCode) } ?? false
        return !isRefused && !(error is NIOConnectionError) && error as? HTTPClientError != .connectTimeout
    }

    private static func reason(_ error: any Error) -> String {
        (error as? HTTPClientError)?.shortDescription ?? String(describing: error)
    }
}

/// One answer of Zoom's.
struct ZoomAnswer: Sendable {
    let status: Int
    let headers: HTTPHeaders
    let body: Data

    var trackingID: String? { headers.first(name: "x-zm-trackingid") }

    /// - Throws: `.nonsense` when the body is empty, not JSON, or not of this shape.
    func decoded<Value: Decodable>(_ type: Value.Type) throws(ZoomError) -> Value {
        do {
            return try JSONDecoder().decode(type, from: body)
        } catch {
            // The body is not quoted: it can hold a token.
            throw ZoomError(
                kind: .nonsense, status: status,
                message: body.isEmpty ? "an empty body" : "\(body.count) bytes that are not a \(type)",
                trackingID: trackingID)
        }
    }

    /// What was to be done is done only if the answer is the one for it: an empty 200 has been seen in its place.
    /// - Throws: `.nonsense`.
    func requireNothing() throws(ZoomError) {
        guard status != 204 else { return }
        throw ZoomError(
            kind: .nonsense, status: status, message: "\(status) in the place of 204", trackingID: trackingID)
    }

    /// The error that a status outside 2xx stands for.
    var error: ZoomError {
        let problem = try? JSONDecoder().decode(ZoomProblem.self, from: body)
        let text = problem?.text ?? String(decoding: body.prefix(200), as: UTF8.self)
        return ZoomError(
            kind: kind(problem, text: text), status: status, code: problem?.code,
            message: text.isEmpty ? "no reason given" : text, trackingID: trackingID)
    }

    private func kind(_ problem: ZoomProblem?, text: String) -> ZoomError.Kind {
        if text.contains("does not contain scopes") || problem?.code == 4711 { return .missingScope }
        // A dead refresh token answers 400 today and answered 401 before; the OAuth host's errors have no code.
        if problem?.error == "invalid_grant" || text.contains("Invalid Token!") { return .invalidGrant }
        switch status {
        case 401: return .invalidToken
        case 404: return .notFound
        case 429: return limit(text)
        case 500...: return .server
        default:
            // What is not even an error of Zoom's (XML has been seen) is no answer to what was asked.
            guard let problem else { return .nonsense }
            // 3003 and 1010: the meeting is another account's, so not there for this one.
            return problem.code == 124
                ? .invalidToken : [3001, 3003, 1010].contains(problem.code) ? .notFound : .refused
        }
    }

    /// The limits are told apart by their text; the daily one of meeting writes carries no Retry-After.
    private func limit(_ text: String) -> ZoomError.Kind {
        guard text.contains("daily") || headers.first(name: "x-ratelimit-type") == "Daily-limit" else {
            return .tooFast
        }
        let resumes = headers.first(name: "retry-after").flatMap { try? Date($0, strategy: .iso8601) }
        return .dailyLimit(resumesAt: resumes.map { Int64($0.timeIntervalSince1970 * 1000) })
    }
}

/// The error bodies of both hosts: the API's `{code, message, errors}` and OAuth's `{reason, error}`.
private struct ZoomProblem: Decodable {
    struct Fault: Decodable {
        let field: String?
        let message: String?
    }

    let code: Int?
    let message: String?
    let reason: String?
    let error: String?
    let errors: [Fault]?

    var text: String? {
        let faults = (errors ?? []).map { "\($0.field ?? "?"): \($0.message ?? "?")" }
        let parts = [message ?? reason ?? error].compactMap(\.self) + faults
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}
