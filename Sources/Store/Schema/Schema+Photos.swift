import Database

extension Schema {
    /// What members look like.
    static let photos = Migration(
        "photos",
        [
            // The version of their picture, which its address names; empty while there is none.
            "ALTER TABLE users ADD COLUMN photo TEXT",
            """
            CREATE TABLE photos (
                user_id TEXT PRIMARY KEY REFERENCES users (id),
                media_type TEXT NOT NULL,
                image TEXT NOT NULL
            )
            """,
        ])
}
