import Database

extension Schema {
    /// What members are told within the app: the messages to them, and how far each has read.
    static let notices = Migration(
        "notices",
        [
            """
            CREATE INDEX messages_to_members ON messages (recipient_email, account_id, created_at)
            WHERE kind IN (\(formerNotices))
            """,
            "CREATE INDEX messages_about_waiting ON messages (context) WHERE kind IN (\(Message.Kind.aboutWaiting))",
            "ALTER TABLE memberships ADD COLUMN notices_seen_at BIGINT NOT NULL DEFAULT 0",
        ])

    /// Whether a message is a notice stands in its row, so that new kinds need no index of their own.
    static let markedNotices = Migration(
        "messages to members",
        [
            "ALTER TABLE messages ADD COLUMN is_notice INTEGER NOT NULL DEFAULT 0",
            "UPDATE messages SET is_notice = 1 WHERE kind IN (\(formerNotices))",
            "DROP INDEX messages_to_members",
            """
            CREATE INDEX messages_to_members ON messages (recipient_email, account_id, created_at)
            WHERE is_notice = 1
            """,
        ])

    private static let formerNotices =
        "'host_booked', 'host_moved', 'host_cancelled', 'host_requested', 'room_failed', 'connection_needed', "
        + "'connection_broken', 'host_series_booked', 'host_series_cancelled', 'host_series_moved'"
}
