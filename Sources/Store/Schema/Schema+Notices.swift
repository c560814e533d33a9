import Database

extension Schema {
    /// What members are told within the app: the messages to them, and how far each has read.
    static let notices = Migration(
        "notices",
        [
            """
            CREATE INDEX messages_to_members ON messages (recipient_email, account_id, created_at)
            WHERE kind IN (\(Message.Kind.toMembers))
            """,
            "CREATE INDEX messages_about_waiting ON messages (context) WHERE kind IN (\(Message.Kind.aboutWaiting))",
            "ALTER TABLE memberships ADD COLUMN notices_seen_at BIGINT NOT NULL DEFAULT 0",
        ])
}
