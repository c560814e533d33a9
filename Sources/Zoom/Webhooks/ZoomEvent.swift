import Foundation

/// An event of Zoom's, as far as Usher acts on it.
package enum ZoomEvent: Sendable, Hashable {
    /// `endpoint.url_validation`: Zoom checks that the address is ours.
    case validation(plainToken: String)
    /// `app_deauthorized`: a user has taken the app's permission back; UTC epoch milliseconds when Zoom says when.
    case deauthorized(zoomUserID: String, at: Int64?)
    /// `meeting.deleted`: somebody deleted a meeting; by its number.
    case meetingDeleted(zoomID: String)
    case other(String)

    /// Reads the body of a delivery; ids come as numbers or as strings.
    /// - Throws: `ZoomError` (`nonsense`) when it is not an event.
    package init(body: [UInt8]) throws(ZoomError) {
        let envelope: Envelope
        do {
            envelope = try JSONDecoder().decode(Envelope.self, from: Data(body))
        } catch {
            throw ZoomError(kind: .nonsense, message: "a webhook that is no event")
        }
        let payload = envelope.payload
        self =
            switch envelope.event {
            case "endpoint.url_validation": .validation(plainToken: payload?.plainToken ?? "")
            case "app_deauthorized":
                .deauthorized(
                    zoomUserID: payload?.userID ?? "", at: envelope.eventTime)
            case "meeting.deleted": .meetingDeleted(zoomID: payload?.object?.id?.text ?? "")
            default: .other(envelope.event)
            }
    }

    private struct Envelope: Decodable {
        let event: String
        let eventTime: Int64?
        let payload: Payload?

        private enum CodingKeys: String, CodingKey {
            case event, payload
            case eventTime = "event_ts"
        }
    }

    private struct Payload: Decodable {
        let plainToken: String?
        let userID: String?
        let object: Object?

        private enum CodingKeys: String, CodingKey {
            case plainToken
            case userID = "user_id"
            case object
        }
    }

    private struct Object: Decodable {
        let id: FlexibleID?
    }
}
