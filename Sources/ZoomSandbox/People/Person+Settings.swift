extension Person {
    /// The answer of `GET /users/me/settings`, of which an option asks for another part.
    func settings(option: String?) throws -> JSONValue {
        switch option {
        case nil, "": settingsAnswer
        case "meeting_authentication": Self.meetingAuthentication
        case "recording_authentication": ["recording_authentication": false, "authentication_options": []]
        case "meeting_security": ["meeting_security": Self.meetingSecurity]
        default: throw ZoomError.validation([.init(name: "option", message: "Invalid field.")])
        }
    }

    private static let meetingAuthentication: JSONValue = [
        "allow_authentication_exception": false,
        "authentication_options": [
            [
                "id": "signIn_D8cJuqWVQ623CI4Q8yQK0Q", "name": "Sign in to Zoom", "type": "enforce_login",
                "default_option": true, "visible": true,
            ]
        ],
        "meeting_authentication": false,
    ]

    private static let meetingSecurity: JSONValue = [
        "auto_security": true, "block_user_domain": false, "block_user_domain_list": [],
        "embed_password_in_join_link": true, "encryption_type": "enhanced_encryption",
        "end_to_end_encrypted_meetings": false, "meeting_password": true,
        "only_authenticated_can_join_from_webclient": false, "phone_password": true, "pmi_password": true,
        "require_password_for_scheduled_meeting": true, "waiting_room": false,
        "waiting_room_settings": [
            "participants_to_place_in_waiting_room": 0, "users_who_can_admit_participants_from_waiting_room": 0,
            "whitelisted_domains_for_waiting_room": "",
        ],
    ]

    /// What a scheduler looks at.
    private var settingsAnswer: JSONValue {
        [
            "schedule_meeting": [
                "host_video": false, "participants_video": false, "audio_type": "both",
                "join_before_host": false, "personal_meeting": true,
                "use_pmi_for_scheduled_meetings": false, "use_pmi_for_instant_meetings": false,
                "require_password_for_scheduling_new_meetings": true,
                "default_password_for_scheduled_meetings": "", "embed_password_in_join_link": true,
            ],
            "in_meeting": [
                "waiting_room": false, "show_a_join_from_your_browser_link": true,
                "join_from_desktop": true, "join_from_mobile": true, "entry_exit_chime": "none",
                "chat": true, "screen_sharing": true,
            ],
            "email_notification": [
                "jbh_reminder": true, "cancel_meeting_reminder": true, "alternative_host_reminder": true,
            ],
            "recording": ["local_recording": true, "cloud_recording": .bool(profile.type == 2)],
            "feature": [
                "meeting_capacity": 100, "large_meeting": false, "webinar": false, "zoom_phone": false,
            ],
        ]
    }
}
