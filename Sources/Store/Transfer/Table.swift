/// A table as a transfer sees it.
struct Table: Sendable {
    let name: String
    /// The columns of its primary key, all of them text.
    let key: [String]

    init(_ name: String, key: String...) {
        (self.name, self.key) = (name, key)
    }
}

extension Schema {
    /// Every table with something of ours in it, each after those it refers to. Not among them are the schema's own
    /// steps, how far a transfer has come, and the versions, which come with the rows.
    static let tables = [
        Table("agencies", key: "id"), Table("accounts", key: "id"), Table("users", key: "id"),
        Table("memberships", key: "account_id", "user_id"), Table("agency_members", key: "user_id"),
        Table("sessions", key: "id"), Table("invitations", key: "id"), Table("password_resets", key: "id"),
        Table("photos", key: "user_id"),
        Table("recovery_codes", key: "user_id", "code_hash"), Table("audit", key: "id"),
        Table("api_keys", key: "id"), Table("zoom_organisations", key: "account_id"),
        Table("connections", key: "user_id"), Table("zoom_calls", key: "id"),
        Table("zoom_days", key: "utc_day", "zoom_user_id"), Table("zoom_events", key: "id"),
        Table("authorizations", key: "state_hash"), Table("schedules", key: "id"),
        Table("calendars", key: "id"), Table("calendar_hosts", key: "calendar_id", "user_id"),
        Table("resources", key: "id"), Table("calendar_resources", key: "calendar_id", "resource_id"),
        Table("blocks", key: "id"), Table("calendar_groups", key: "id"),
        Table("group_calendars", key: "group_id", "calendar_id"), Table("booking_links", key: "id"),
        Table("calendar_feeds", key: "id"),
        Table("contacts", key: "id"), Table("contact_tags", key: "contact_id", "tag"),
        Table("contact_fields", key: "id"), Table("meetings", key: "id"),
        Table("host_times", key: "meeting_id", "owner_id"), Table("rooms", key: "meeting_id"),
        Table("guest_ways", key: "guest_id"),
        Table("holds", key: "id"), Table("series", key: "id"), Table("waiting", key: "id"),
        Table("appointments", key: "id"), Table("extra_guests", key: "id"), Table("history", key: "id"),
        Table("submissions", key: "submission_key"), Table("work", key: "work_key"),
        Table("messages", key: "id"), Table("mailbox", key: "message_id"), Table("throttles", key: "throttle_key"),
        Table("webhook_endpoints", key: "id"), Table("webhook_deliveries", key: "id"),
    ]
}
