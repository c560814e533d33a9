import Foundation

extension Person {
    /// The answer of `GET /users/me`.
    func answer(base: String, now: Date) -> JSONValue {
        [
            "id": .string(id),
            "account_id": .string(profile.accountID),
            "account_number": .int(pmi),
            "first_name": .string(profile.firstName),
            "last_name": .string(profile.lastName),
            "display_name": .string(name),
            "email": .string(email),
            "type": .number(profile.type),
            "role_name": "Owner",
            "role_id": "0",
            "pmi": .int(pmi),
            "use_pmi": false,
            "personal_meeting_url": .string("\(base)/j/\(pmi)"),
            "timezone": .string(profile.timezone),
            "verified": 1,
            "dept": "",
            "created_at": .string(createdAt.zoomText),
            "last_login_time": .string(now.zoomText),
            "cms_user_id": "",
            "jid": .string("\(id.lowercased())@xmpp.zoom.us"),
            "group_ids": [],
            "im_group_ids": [],
            "language": "en-US",
            "phone_country": "",
            "phone_number": "",
            "status": "active",
            "job_title": "",
            "location": "",
            "login_types": [100],
            "cluster": "us04",
            "user_created_at": .string(createdAt.zoomText),
        ]
    }

    /// The answer of `GET /users/me/settings`: the parts a scheduler looks at.
    var settingsAnswer: JSONValue {
        [
            "schedule_meeting": [
                "host_video": false, "participants_video": false, "audio_type": "both",
                "join_before_host": false, "personal_meeting": true,
                "use_pmi_for_scheduled_meetings": false, "use_pmi_for_instant_meetings": false,
                "require_password_for_scheduling_new_meetings": true,
                "default_password_for_scheduled_meetings": "",
                "embed_password_in_join_link": true, "enforce_login": false, "meeting_authentication": false,
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
