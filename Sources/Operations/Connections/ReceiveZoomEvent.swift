import Crypto
import Foundation
import Store
import TimeZones
import Zoom

/// A delivery of Zoom's as it came in.
package struct ZoomDelivery: Sendable {
    package let body: [UInt8]
    /// The header `x-zm-signature`.
    package let signature: String
    /// The header `x-zm-request-timestamp`.
    package let timestamp: String
    /// The header `x-zm-request-id`, the same however often Zoom tries; empty when there is none.
    package let requestID: String

    package init(body: [UInt8], signature: String, timestamp: String, requestID: String = "") {
        self.body = body
        self.signature = signature
        self.timestamp = timestamp
        self.requestID = requestID
    }
}

extension Verbs {
    /// Takes a delivery of Zoom's: checks its signature on the raw bytes, stores it, and answers what Zoom wants back
    /// within its three seconds. What follows from it is durable work. A delivery that comes again changes nothing.
    /// - Returns: a JSON object.
    /// - Throws: `not_found` without a secret; `bad_signature`; `bad_json`.
    package func receive(_ delivery: ZoomDelivery) async throws -> String {
        if settings.zoomWebhookSecrets.isEmpty {
            throw OperationError.notFound("USHER_ZOOM_WEBHOOK_SECRET is not set, so no events are taken here.")
        }
        let verifiers = settings.zoomWebhookSecrets.map(WebhookVerifier.init(secret:))
        guard
            let verifier = verifiers.first(where: {
                $0.accepts(delivery.body, signature: delivery.signature, timestamp: delivery.timestamp)
            })
        else {
            throw OperationError(.forbidden, "bad_signature", "This event is not signed by Zoom for this app.")
        }
        let event: ZoomEvent
        do {
            event = try ZoomEvent(body: delivery.body)
        } catch {
            throw OperationError(.invalid, "bad_json", error.description)
        }
        if case .validation(let token) = event.content {
            let answer = ["plainToken": token, "encryptedToken": verifier.answer(to: token)]
            return String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
        }
        try await keep(event, delivery)
        return "{}"
    }

    private func keep(_ event: ZoomEvent, _ delivery: ZoomDelivery) async throws {
        let digest = SHA256.hash(data: delivery.body).map { String($0, radix: 36) }.joined()
        let received = ReceivedEvent(
            id: delivery.requestID.isEmpty ? digest : String(delivery.requestID.prefix(200)), event: event.name,
            subjectID: event.subjectID, body: String(decoding: delivery.body, as: UTF8.self),
            happenedAt: event.time.map(Instant.init(milliseconds:)) ?? now, receivedAt: now)
        try await store.write { transaction in
            guard try transaction.insert(received) else { return }
            transaction.promise(.takeZoomEvents, received.subjectID, due: now, at: now)
        }
    }
}

extension ZoomEvent {
    /// What is about the same thing is taken in order.
    fileprivate var subjectID: String {
        switch content {
        case .deauthorized(let zoomUserID), .userGone(let zoomUserID): zoomUserID
        default: meetingID ?? name
        }
    }
}
