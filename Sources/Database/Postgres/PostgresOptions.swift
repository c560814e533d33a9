import CPQ

/// Where a PostgreSQL server is and how to speak with it: a URL as libpq takes it, with its TLS and other options
/// (PostgreSQL's manual, "Connection URIs"), and our own defaults below it.
package struct PostgresOptions: Hashable, Sendable {
    /// libpq's keywords and their values, the password among them.
    private(set) var keywords: [String: String]

    /// - Throws: `.address` when libpq cannot read the URL; the message holds no part of a password.
    package init(url: String) throws(SQLError) {
        let parsed = try Self.parsed(url)
        // A password with a sign that ends it is read as part of a host, a port or a name, and would be written out.
        let places = [parsed["host"], parsed["hostaddr"], parsed["dbname"]].compactMap(\.self)
        let port = parsed["port"] ?? ""
        guard !places.contains(where: { $0.contains("@") }), port.allSatisfy({ $0.isNumber || $0 == "," }) else {
            throw .address(Self.refusal(""))
        }
        keywords = Self.defaults.merging(parsed) { $1 }
        // What the URL says comes last, and wins.
        keywords["options"] = [Self.timeouts, keywords["options"]].compactMap(\.self).joined(separator: " ")
    }

    /// A server that is not there is noticed in seconds, and so is one that has fallen silent.
    private static let defaults = [
        "application_name": "usher", "connect_timeout": "5", "client_encoding": "UTF8",
        "target_session_attrs": "read-write", "keepalives_idle": "30", "keepalives_interval": "10",
        "tcp_user_timeout": "20000",
    ]

    /// No statement runs for ever, none waits for ever for a lock, and a process that is stopped in the middle of a
    /// transaction does not keep its locks. Milliseconds.
    private static let timeouts =
        "-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=60000"

    /// Lifts the limits for a transaction that may take its time, such as a step of the schema.
    static let unlimited = "SET LOCAL statement_timeout = 0"

    /// How long a server may say nothing to a statement, milliseconds: some seconds more than it has for it. Nil when it
    /// may take as long as it likes.
    var longestSilence: Int? {
        // The last one counts, as it does for the server.
        let limits = (keywords["options"] ?? "").split(whereSeparator: { " =".contains($0) })
        guard let place = limits.lastIndex(of: "statement_timeout"), place + 1 < limits.count,
            let limit = Int(limits[place + 1]), limit > 0
        else { return nil }
        return limit + 5000
    }

    /// The server and the database, without user and password.
    var place: String {
        let host = keywords["host"] ?? keywords["hostaddr"] ?? "the local socket"
        let port = keywords["port"].map { ":\($0)" } ?? ""
        return "\(host)\(port)" + (keywords["dbname"].map { "/\($0)" } ?? "")
    }

    private static func parsed(_ url: String) throws(SQLError) -> [String: String] {
        var reason: UnsafeMutablePointer<CChar>?
        defer { PQfreemem(reason) }
        guard let options = PQconninfoParse(url, &reason) else {
            throw .address(Self.refusal(reason.map { String(cString: $0) } ?? ""))
        }
        defer { PQconninfoFree(options) }
        var keywords: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { keywords[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        return keywords
    }

    /// libpq quotes what it cannot read, which may be the password; only the name of an unknown option is passed on.
    private static func refusal(_ reason: String) -> String {
        let isHarmless = reason.hasPrefix("invalid URI query parameter")
        return
            "This is no address of a PostgreSQL database. Write postgres://user:password@host:5432/database, with "
            + "%-escapes in a password that has other signs than letters and digits."
            + (isHarmless ? " libpq says: \(reason.split(separator: "\n").joined(separator: " "))." : "")
    }
}

/// Printed or dumped, it shows the place and nothing that lets anybody in.
extension PostgresOptions: CustomStringConvertible, CustomReflectable {
    package var description: String { place }
    package var customMirror: Mirror { Mirror(self, children: ["place": place]) }
}
