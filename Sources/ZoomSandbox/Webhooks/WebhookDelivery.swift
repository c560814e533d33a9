import Foundation

/// One event on its way, and how its tries went.
struct WebhookDelivery: Sendable {
    enum State: String, Sendable {
        case waiting, delivered, failed, dropped
    }

    /// One try; no status when nobody answered.
    struct Attempt: Sendable {
        let at: Date
        let trackingID: String
        let status: Int?
        let reason: String
    }

    let event: String
    let body: String
    /// The same over all tries.
    let requestID: String
    let timestamp: String
    private(set) var attempts: [Attempt] = []
    var state = State.waiting

    init(_ event: WebhookEvent, body: String, requestID: String) {
        self.event = event.name
        self.body = body
        self.requestID = requestID
        timestamp = String(Int(event.at.timeIntervalSince1970))
    }

    /// Notes a try. Only silence and errors of the server's are worth another.
    mutating func note(_ attempt: Attempt) {
        let isRetry = !attempts.isEmpty
        attempts.append(attempt)
        switch attempt.status {
        case 200, 204: state = .delivered
        case .some(201..<300) where isRetry: state = .delivered
        case nil, .some(500...):
            if attempts.count > WebhookSettings.retryMinutes.count { state = .failed }
        default: state = .failed
        }
    }
}
