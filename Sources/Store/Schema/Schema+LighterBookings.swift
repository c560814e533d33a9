import Database

extension Schema {
    /// Looks up less at each booking.
    static let lighterBookings = Migration(
        "lighter bookings", [], own: [.postgres: droppedReferences + overlapByNumber + [noteTime]])

    /// Its account, its calendar and its hosts have just been read in the same transaction, and are never deleted while
    /// something refers to them. On PostgreSQL each look-up locks a row that all bookings share; SQLite, where it costs
    /// next to nothing, keeps looking.
    private static let droppedReferences = [
        ("contacts", "account_id"), ("contacts", "owner_id"), ("meetings", "account_id"),
        ("meetings", "calendar_id"), ("meetings", "host_id"), ("rooms", "host_id"),
        ("appointments", "account_id"), ("appointments", "calendar_id"), ("appointments", "host_id"),
        ("messages", "account_id"), ("history", "account_id"),
    ].map { "ALTER TABLE \($0) DROP CONSTRAINT \($0)_\($1)_fkey" }

    /// Numbers are compared many times faster than texts, and no two owners will ever have the same one.
    private static let overlapByNumber = [
        "ALTER TABLE host_times DROP CONSTRAINT host_times_overlap",
        """
        ALTER TABLE host_times ADD CONSTRAINT host_times_overlap EXCLUDE USING gist
            (hashtextextended(owner_id, 0) WITH =, int8range(starts_at, ends_at) WITH &&)
        """,
    ]

    /// Nearly always there is a version to change.
    private static let noteTime = """
        CREATE OR REPLACE FUNCTION note_time() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            changed TEXT := COALESCE(NEW.owner_id, OLD.owner_id);
            next BIGINT := (random() * 9007199254740991)::bigint;
        BEGIN
            UPDATE versions SET number = next WHERE subject_id = changed;
            IF NOT FOUND THEN
                INSERT INTO versions (subject_id, number) VALUES (changed, next)
                ON CONFLICT (subject_id) DO UPDATE SET number = excluded.number;
            END IF;
            RETURN NULL;
        END $$
        """
}
