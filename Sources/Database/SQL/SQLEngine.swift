/// Which engine runs the statements, and the few words in which the engines differ. All other SQL is one text.
package enum SQLEngine: String, Sendable, CaseIterable {
    case sqlite
    case postgres

    /// Appended to a SELECT whose rows must not change until this transaction ends. SQLite has one writer at a time,
    /// so its rows are locked already. Others may still refer to the rows by foreign keys.
    package var rowLock: String {
        self == .sqlite ? "" : " FOR NO KEY UPDATE"
    }

    /// As `rowLock`, passing over rows that another transaction holds: for claiming work.
    package var rowLockSkippingLocked: String {
        self == .sqlite ? "" : " FOR NO KEY UPDATE SKIP LOCKED"
    }

    /// The database's own clock, UTC epoch milliseconds: what processes on several machines agree about.
    package var clock: String {
        self == .sqlite
            ? "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"
            : "CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)"
    }

    /// Begins a step of the schema, of which there must be one at a time, however long it takes. SQLite's writer is
    /// alone already.
    var migrationLock: [String] {
        self == .sqlite
            ? []
            : [
                "SET LOCAL lock_timeout = 0", PostgresOptions.unlimited,
                "SELECT pg_advisory_xact_lock(8574836)",
            ]
    }

    /// A query for how many tables bear a name: each engine keeps its catalogue in a table of its own.
    var tableCount: String {
        self == .sqlite
            ? "SELECT count(*) AS number FROM sqlite_master WHERE name = ?"
            : "SELECT count(*) AS number FROM pg_class WHERE relname = ? AND relkind = 'r' "
                + "AND pg_table_is_visible(oid)"
    }
}
