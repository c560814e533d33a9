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
}
