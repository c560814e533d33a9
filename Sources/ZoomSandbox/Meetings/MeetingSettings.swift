import HTTPTypes

/// The `settings` of a meeting: what Zoom assumes, and which of the caller's it takes.
enum MeetingSettings {
    static let defaults: [String: JSONValue] = [
        "host_video": false, "participant_video": false, "cn_meeting": false, "in_meeting": false,
        "join_before_host": false, "jbh_time": 0, "mute_upon_entry": false, "watermark": false,
        "use_pmi": false, "approval_type": 2, "registration_type": 1, "audio": "both",
        "auto_recording": "none", "enforce_login": false, "enforce_login_domains": "",
        "alternative_hosts": "", "alternative_host_update_polls": false,
        "alternative_hosts_email_notification": true, "close_registration": false,
        "show_share_button": false, "allow_multiple_devices": false,
        "registrants_confirmation_email": true, "registrants_email_notification": true,
        "waiting_room": false, "meeting_authentication": false, "encryption_type": "enhanced_encryption",
        "email_notification": true, "private_meeting": false, "internal_meeting": false,
        "host_save_video_order": false, "focus_mode": false, "device_testing": false,
        "participant_focused_meeting": false, "push_change_to_calendar": false,
        "auto_start_meeting_summary": false, "auto_start_ai_companion_questions": false,
        "global_dial_in_countries": ["US"], "global_dial_in_numbers": [], "contact_name": "",
        "contact_email": "", "meeting_invitees": [],
    ]

    private static let others: Set<String> = [
        "approved_or_denied_countries_or_regions", "audio_conference_info",
        "authentication_domains", "authentication_exception", "authentication_option",
        "auto_add_recording_to_video_management", "breakout_room", "calendar_type", "continuous_meeting_chat",
        "custom_keys", "email_in_attendee_report", "language_interpretation", "question_and_answer",
        "resources", "sign_language_interpretation", "summary_template_id", "waiting_room_options",
        "who_can_ask_questions", "who_will_receive_summary", "allow_host_control_participant_mute_state",
        "disable_participant_video", "alternative_host_manage_meeting_summary",
        "alternative_host_manage_cloud_recording",
    ]

    /// The caller's settings that Zoom knows. Others are passed over in silence, wrong values are not.
    static func read(_ given: [String: JSONValue], problems: inout FieldReader) -> [String: JSONValue] {
        var reader = FieldReader(given, prefix: "settings.")
        var taken: [String: JSONValue] = [:]
        for (name, value) in given where value != .null {
            switch defaults[name] {
            case .bool: taken[name] = reader.flag(name).map { .bool($0) }
            case .string: taken[name] = reader.text(name, upTo: 2000).map { .string($0) }
            case .int:
                let range = name == "approval_type" ? 0...2 : 0...15
                taken[name] = reader.number(name, in: range).map { .number($0) }
            case nil: if others.contains(name) { taken[name] = value }
            default: taken[name] = value
            }
        }
        problems.take(over: reader)
        return taken
    }

    /// More than one domain is separated by semicolons.
    static func checkDomains(_ settings: [String: JSONValue]) throws {
        guard let domains = settings["enforce_login_domains"]?.text, domains.contains(",") else { return }
        throw ZoomError(
            .badRequest, 300, "Invalid enforce_login_domains. Separate multiple domains with semicolons.")
    }
}

extension Meeting {
    func setting(_ name: String) -> Bool {
        (settings[name] ?? MeetingSettings.defaults[name])?.flag ?? false
    }

    /// "Secure every meeting with one option": without a passcode, a waiting room or authentication, Zoom
    /// turns the waiting room on and says nothing.
    mutating func enforceSecurity() {
        if password.isEmpty, !setting("waiting_room"), !setting("meeting_authentication") {
            settings["waiting_room"] = true
        }
    }
}
