/// A meeting as Zoom holds it.
package struct ZoomMeeting: Sendable, Decodable {
    /// The meeting number, up to 11 digits.
    package let id: String
    /// Whose meeting it is: a Zoom user's id.
    package let hostID: String?
    package let topic: String?
    package let agenda: String?
    /// UTC, RFC 3339.
    package let startTime: String?
    /// Minutes.
    package let duration: Int?
    package let password: String?
    package let joinURL: String?
    /// Carries the host's credential and lives two hours: never stored, never logged.
    package let startURL: String?
    package let settings: ZoomMeetingSettings?

    private enum CodingKeys: String, CodingKey {
        case id, topic, agenda, duration, password, settings
        case hostID = "host_id"
        case startTime = "start_time"
        case joinURL = "join_url"
        case startURL = "start_url"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        id = try container.decode(FlexibleID.self, forKey: .id).text
        hostID = try container.decodeIfPresent(String.self, forKey: .hostID)
        topic = try container.decodeIfPresent(String.self, forKey: .topic)
        agenda = try container.decodeIfPresent(String.self, forKey: .agenda)
        startTime = try container.decodeIfPresent(String.self, forKey: .startTime)
        duration = try container.decodeIfPresent(Int.self, forKey: .duration)
        password = try container.decodeIfPresent(String.self, forKey: .password)
        joinURL = try container.decodeIfPresent(String.self, forKey: .joinURL)
        startURL = try container.decodeIfPresent(String.self, forKey: .startURL)
        settings = try container.decodeIfPresent(ZoomMeetingSettings.self, forKey: .settings)
    }
}

/// The settings that decide whether a guest gets in.
package struct ZoomMeetingSettings: Sendable, Codable, Hashable {
    package var waitingRoom: Bool?
    package var joinBeforeHost: Bool?
    package var meetingAuthentication: Bool?
    /// 0 automatic, 1 manual, 2 no registration.
    package var approvalType: Int?
    /// `local`, `cloud` or `none`.
    package var autoRecording: String?
    /// Whether Zoom writes to registrants itself.
    package var registrantsConfirmationEmail: Bool?
    package var registrantsEmailNotification: Bool?
    /// Whether a registrant may come in from more than one device.
    package var allowsMultipleDevices: Bool?

    package init(
        waitingRoom: Bool? = nil, joinBeforeHost: Bool? = nil, meetingAuthentication: Bool? = nil,
        approvalType: Int? = nil, autoRecording: String? = nil
    ) {
        self.waitingRoom = waitingRoom
        self.joinBeforeHost = joinBeforeHost
        self.meetingAuthentication = meetingAuthentication
        self.approvalType = approvalType
        self.autoRecording = autoRecording
    }

    /// What of these a meeting has otherwise; nil when nothing.
    package func differing(from held: ZoomMeetingSettings?) -> ZoomMeetingSettings? {
        var rest = ZoomMeetingSettings()
        func keep<Value: Equatable>(_ setting: WritableKeyPath<ZoomMeetingSettings, Value?>) {
            if let wanted = self[keyPath: setting], wanted != held?[keyPath: setting] {
                rest[keyPath: setting] = wanted
            }
        }
        for flag in [
            \ZoomMeetingSettings.waitingRoom, \.joinBeforeHost, \.meetingAuthentication,
            \.registrantsConfirmationEmail, \.registrantsEmailNotification, \.allowsMultipleDevices,
        ] {
            keep(flag)
        }
        keep(\.approvalType)
        keep(\.autoRecording)
        return rest == ZoomMeetingSettings() ? nil : rest
    }

    private enum CodingKeys: String, CodingKey {
        case waitingRoom = "waiting_room"
        case joinBeforeHost = "join_before_host"
        case meetingAuthentication = "meeting_authentication"
        case approvalType = "approval_type"
        case autoRecording = "auto_recording"
        case registrantsConfirmationEmail = "registrants_confirmation_email"
        case registrantsEmailNotification = "registrants_email_notification"
        case allowsMultipleDevices = "allow_multiple_devices"
    }
}

/// What a scheduled meeting (type 2) is created with.
package struct ZoomMeetingDraft: Sendable, Encodable {
    /// At most 200 characters.
    package let topic: String
    /// At most 2,000 characters.
    package let agenda: String
    /// UTC with `Z`: Zoom drops any other offset in silence.
    package let startTime: String
    /// Minutes.
    package let duration: Int
    /// A name of the tz database.
    package let timezone: String
    package let settings: ZoomMeetingSettings
    private let type = 2
    /// Without a passcode Zoom may turn the waiting room on in silence; by default it makes one.
    private let defaultPassword: Bool

    package init(
        topic: String, agenda: String, startTime: String, duration: Int, timezone: String,
        settings: ZoomMeetingSettings, hasPasscode: Bool = true
    ) {
        defaultPassword = hasPasscode
        self.topic = String(topic.unicodeScalars.prefix(200))
        self.agenda = String(agenda.unicodeScalars.prefix(2000))
        self.startTime = startTime
        self.duration = duration
        self.timezone = timezone
        self.settings = settings
    }

    private enum CodingKeys: String, CodingKey {
        case topic, agenda, duration, timezone, settings, type
        case startTime = "start_time"
        case defaultPassword = "default_password"
    }
}

/// What an update changes; what is nil stays.
package struct ZoomMeetingChange: Sendable, Encodable, Hashable {
    /// UTC with `Z`.
    package var startTime: String?
    /// Minutes.
    package var duration: Int?
    package var settings: ZoomMeetingSettings?

    package init(
        startTime: String? = nil, duration: Int? = nil, settings: ZoomMeetingSettings? = nil
    ) {
        self.startTime = startTime
        self.duration = duration
        self.settings = settings
    }

    /// Nothing differs, so there is nothing to send.
    package var isEmpty: Bool { self == ZoomMeetingChange() }

    private enum CodingKeys: String, CodingKey {
        case duration, settings
        case startTime = "start_time"
    }
}
