import Foundation
import Store
import TimeZones
import Zoom

extension Verbs {
    /// Takes a delivery of Zoom's: checks its signature on the raw bytes, acts on it, and answers what Zoom wants back.
    /// - Parameters:
    ///   - signature: the header `x-zm-signature`.
    ///   - timestamp: the header `x-zm-request-timestamp`.
    /// - Returns: a JSON object.
    /// - Throws: `not_found` without a secret; `bad_signature`; `bad_json`.
    package func receiveZoomEvent(_ body: [UInt8], signature: String, timestamp: String) async throws -> String {
        guard let secret = settings.zoomWebhookSecret else {
            throw OperationError.notFound("USHER_ZOOM_WEBHOOK_SECRET is not set, so no events are taken here.")
        }
        let verifier = WebhookVerifier(secret: secret)
        guard verifier.accepts(body, signature: signature, timestamp: timestamp) else {
            throw OperationError(.forbidden, "bad_signature", "This event is not signed by Zoom for this app.")
        }
        let event: ZoomEvent
        do {
            event = try ZoomEvent(body: body)
        } catch {
            throw OperationError(.invalid, "bad_json", error.description)
        }
        try await take(event)
        guard case .validation(let token) = event else { return "{}" }
        let answer = ["plainToken": token, "encryptedToken": verifier.answer(to: token)]
        return String(decoding: try JSONEncoder().encode(answer), as: UTF8.self)
    }

    /// Doing so twice does no more than once: Zoom delivers at least once.
    private func take(_ event: ZoomEvent) async throws {
        switch event {
        case .deauthorized(let zoomUserID, let time):
            guard let connection = try await store.read({ try $0.connection(zoomUserID: zoomUserID) }),
                // An event from before the present connection is about the one before it.
                time.map({ Instant(milliseconds: $0) > connection.connectedAt }) ?? true
            else { return }
            try await markBroken(connection, reason: "The permission was taken back in Zoom.")
        case .meetingDeleted(let zoomID):
            // The room is looked at again; if it is still wanted it is made anew, and the guest's link leads there.
            try await store.write { transaction in
                guard let room = try transaction.room(zoomID: zoomID), room.isWanted else { return }
                transaction.promise(.reconcileRoom, room.meetingID, due: now, at: now)
            }
        case .validation, .other:
            return
        }
    }
}
