import Database

/// Whose token is to be renewed: one process does it at a time.
package enum TokenHolder: Hashable, Sendable {
    case user(String)
    /// The organisation of an account.
    case organisation(String)

    fileprivate var table: String {
        switch self {
        case .user: "connections"
        case .organisation: "zoom_organisations"
        }
    }

    fileprivate var column: String {
        switch self {
        case .user: "user_id"
        case .organisation: "account_id"
        }
    }

    /// The id of the user or of the account.
    package var id: String {
        switch self {
        case .user(let id), .organisation(let id): id
        }
    }
}

extension Transaction {
    /// Takes the right to renew a token, for so many seconds by the database's clock. One process has it at a time;
    /// saving what was got gives it back.
    /// - Returns: false when another one has it.
    package func claimRefresh(of holder: TokenHolder, lease: String, seconds: Int) throws -> Bool {
        let clock = connection.engine.clock
        return try connection.changes(
            "UPDATE \(holder.table) SET refresh_lease = ?, refresh_until = \(clock) + ? "
                + "WHERE \(holder.column) = ? AND (refresh_lease IS NULL OR refresh_until <= \(clock))",
            [lease, seconds * 1000, holder.id]) == 1
    }

    /// Gives the right back without a new token.
    package func releaseRefresh(of holder: TokenHolder, lease: String) throws {
        try connection.execute(
            "UPDATE \(holder.table) SET refresh_lease = NULL WHERE \(holder.column) = ? AND refresh_lease = ?",
            [holder.id, lease])
    }

    /// Frees what a process that is gone had claimed. Only for an engine whose file one process has to itself.
    package func releaseRefreshes() throws {
        for table in ["connections", "zoom_organisations"] {
            try connection.execute(
                "UPDATE \(table) SET refresh_lease = NULL WHERE refresh_lease IS NOT NULL")
        }
    }
}
