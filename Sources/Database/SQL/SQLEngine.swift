/// Which engine runs the statements, and the few words in which the engines differ. All other SQL is one text.
package enum SQLEngine: String, Sendable, CaseIterable {
    case sqlite
    case postgres

    /// Appended to a SELECT whose rows must not change until this transaction ends. SQLite has one writer at a time,
    /// so its rows are locked already.
    package var rowLock: String {
        self == .sqlite ? "" : " FOR UPDATE"
    }

    /// As `rowLock`, passing over rows that another transaction holds: for claiming work.
    package var rowLockSkippingLocked: String {
        self == .sqlite ? "" : " FOR UPDATE SKIP LOCKED"
    }

    /// A query for how many tables bear a name: each engine keeps its catalogue in a table of its own.
    var tableCount: String {
        self == .sqlite
            ? "SELECT count(*) AS number FROM sqlite_master WHERE name = ?"
            : "SELECT count(*) AS number FROM information_schema.tables WHERE table_name = ?"
    }
}
