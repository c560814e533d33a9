import Foundation

/// An event of Zoom's: what every one has, and what Usher acts on.
package struct ZoomEvent: Sendable, Hashable {
    package enum Content: Sendable, Hashable {
        /// `endpoint.url_validation`: Zoom checks that the address is ours.
        case validation(plainToken: String)
        /// `app_deauthorized`: a user has taken the app's permission back.
        case deauthorized(zoomUserID: String)
        /// `user.deactivated`, `user.deleted`, `user.disassociated`: their meetings can no longer be held.
        case userGone(zoomUserID: String)
        /// A meeting was made, changed, deleted or brought back, by us or by somebody in Zoom; by its number.
        case meetingChanged(zoomID: String)
        case other
    }

    /// As in `meeting.deleted`.
    package let name: String
    /// When it happened, UTC epoch milliseconds; nil when Zoom does not say.
    package let time: Int64?
    /// The number of the meeting that it is about; nil for none.
    package let meetingID: String?
    /// Zoom's id of the meeting's host; often left out.
    package let hostID: String?
    package let content: Content

    /// Reads the body of a delivery; ids come as numbers or as strings.
    /// - Throws: `ZoomError` (`nonsense`) when it is not an event.
    package init(body: [UInt8]) throws(ZoomError) {
        let envelope: Envelope
        do {
            envelope = try JSONDecoder().decode(Envelope.self, from: Data(body))
        } catch {
            throw ZoomError(kind: .nonsense, message: "a webhook that is no event")
        }
        name = envelope.event
        time = envelope.eventTime
        let isMeeting = name.hasPrefix("meeting.")
        meetingID = isMeeting ? envelope.payload?.object?.id?.text : nil
        hostID = isMeeting ? envelope.payload?.object?.hostID : nil
        content = Self.content(envelope)
    }

    private static func content(_ envelope: Envelope) -> Content {
        let payload = envelope.payload
        switch envelope.event {
        case "endpoint.url_validation": return .validation(plainToken: payload?.plainToken ?? "")
        case "app_deauthorized": return .deauthorized(zoomUserID: payload?.userID ?? "")
        case "user.deactivated", "user.deleted", "user.disassociated":
            return .userGone(zoomUserID: payload?.object?.id?.text ?? "")
        case "meeting.created", "meeting.updated", "meeting.deleted", "meeting.permanently_deleted",
            "meeting.recovered":
            return .meetingChanged(zoomID: payload?.object?.id?.text ?? "")
        default: return .other
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
        let hostID: String?

        private enum CodingKeys: String, CodingKey {
            case id
            case hostID = "host_id"
        }
    }
}
