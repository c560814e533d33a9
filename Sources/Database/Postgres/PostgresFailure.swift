import CPQ

/// What went wrong in a session, and whether the transaction may be run again.
struct PostgresFailure: Error {
    enum Remedy {
        /// The caller has to know.
        case none
        /// Another transaction was in the way; nothing of this one was kept.
        case again
        /// As `again`, in a new session: this one is gone, or knows statements that are no longer right.
        case reconnect
    }

    let error: SQLError
    let remedy: Remedy

    init(_ error: SQLError, _ remedy: Remedy = .none) {
        (self.error, self.remedy) = (error, remedy)
    }

    /// The session has ended.
    static func lost(_ why: String) -> PostgresFailure {
        PostgresFailure(.unavailable("the connection to PostgreSQL was lost (\(tidy(why)))"), .reconnect)
    }

    /// What the server said of a statement, by its SQLSTATE (PostgreSQL's manual, appendix A).
    init(result: OpaquePointer, sql: String) {
        func field(_ code: CChar) -> String {
            PQresultErrorField(result, CInt(code)).map { String(cString: $0) } ?? ""
        }
        let state = field(67)  // 'C', PG_DIAG_SQLSTATE
        let message = field(77)  // 'M', PG_DIAG_MESSAGE_PRIMARY
        let constraint = field(110)  // 'n', PG_DIAG_CONSTRAINT_NAME
        self.init(state: state, message: message, constraint: constraint, sql: sql)
    }

    init(state: String, message: String, constraint: String, sql: String) {
        switch state {
        case "23505": self.init(.unique(constraint))
        case "23P01" where constraint.hasSuffix("_overlap"): self.init(.overlap)
        case _ where state.hasPrefix("23"): self.init(.constraint(message))
        case "40001", "40P01": self.init(.unavailable("changes of others were in the way (\(message))"), .again)
        // Another process has changed the schema, or a pooler between us has given the session to someone else.
        case "0A000" where message.contains("cached plan"), "26000", "42P05":
            self.init(.unavailable(message), .reconnect)
        case "57P01", "57P02", "57P03", "57P05", "25P03": self.init(.unavailable(message), .reconnect)
        case "25006":
            self.init(
                .unavailable("PostgreSQL takes no changes (\(message)). Is it a replica? Name the primary server"))
        case "53100": self.init(.unavailable("the disk of the PostgreSQL server is full (\(message))"))
        case "42501" where message.contains("extension"), "0A000" where message.contains("extension"),
            "58P01" where message.contains("extension"):
            self.init(
                .schema(
                    "\(message). Usher needs btree_gist, of Debian's postgresql-contrib: install it, and let the "
                        + "database's owner or a superuser say CREATE EXTENSION btree_gist."))
        case "42501":
            self.init(
                .schema("\(message). Let the user of the address own the database, or grant it what is missing."))
        case "55P03", "57014": self.init(.unavailable("PostgreSQL took too long (\(message))"))
        case _ where ["08", "53", "57", "58"].contains(state.prefix(2)): self.init(.unavailable(message))
        case "": self = .lost(message)
        default: self.init(.statement(message, sql: sql))
        }
    }

    /// libpq's sentences on one line: it breaks them, puts two spaces after a colon, and asks back.
    static func tidy(_ message: String) -> String {
        message.split(separator: "\n").filter { !$0.hasSuffix("?") }
            .map { $0.split(separator: " ").joined(separator: " ") }.joined(separator: "; ")
    }
}
