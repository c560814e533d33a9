import Database

extension Schema {
    /// What is known of the people who book.
    static let contactBook = Migration(
        "contact book",
        [
            "phone TEXT NOT NULL DEFAULT ''", "notes TEXT NOT NULL DEFAULT ''",
            // By the key of each field, as JSON.
            "fields TEXT NOT NULL DEFAULT '{}'",
            // Name, address and number without accents and in small letters: what is looked through, and the order.
            "search TEXT NOT NULL DEFAULT ''",
            "updated_at BIGINT NOT NULL DEFAULT 0",
            // The one who goes on as this one.
            "merged_into TEXT", "erased_at BIGINT",
        ].map { "ALTER TABLE contacts ADD COLUMN \($0)" }
            + [
                "UPDATE contacts SET search = lower(name) || ' ' || lower(email), updated_at = created_at",
                "CREATE INDEX contacts_by_name ON contacts (account_id, search, id)",
                "CREATE INDEX contacts_merged ON contacts (merged_into) WHERE merged_into IS NOT NULL",
                "CREATE INDEX appointments_by_contact ON appointments (contact_id, starts_at)",
                """
                CREATE TABLE contact_tags (
                    contact_id TEXT NOT NULL REFERENCES contacts (id),
                    account_id TEXT NOT NULL REFERENCES accounts (id),
                    tag TEXT NOT NULL,
                    PRIMARY KEY (contact_id, tag)
                )
                """,
                "CREATE INDEX contact_tags_by_tag ON contact_tags (account_id, tag)",
                """
                CREATE TABLE contact_fields (
                    id TEXT PRIMARY KEY,
                    account_id TEXT NOT NULL REFERENCES accounts (id),
                    field_key TEXT NOT NULL,
                    label TEXT NOT NULL,
                    kind TEXT NOT NULL,
                    options TEXT NOT NULL,
                    position INTEGER NOT NULL,
                    UNIQUE (account_id, field_key)
                )
                """,
            ])
}
