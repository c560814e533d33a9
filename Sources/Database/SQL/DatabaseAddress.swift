import Foundation

/// Where a database is: `sqlite:PATH`, or a PostgreSQL URL.
package enum DatabaseAddress: Hashable, Sendable, CustomStringConvertible {
    /// A file.
    case sqlite(path: String)
    /// A server and the way to speak with it.
    case postgres(PostgresOptions)

    /// - Throws: `.address` with the reason; it holds no part of a password.
    package init(_ text: String) throws(SQLError) {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            self = .postgres(try PostgresOptions(url: text))
            return
        }
        guard text.hasPrefix("sqlite:"), text.count > 7 else {
            throw .address("It must be sqlite: and a path, such as sqlite:data/usher.sqlite, or postgres://…")
        }
        let path = text.dropFirst(7)
        self = .sqlite(path: String(path.hasPrefix("//") ? path.dropFirst(2) : path))
    }

    /// The file, or the server and the database: never a password.
    package var description: String {
        switch self {
        case .sqlite(let path): path
        case .postgres(let options): "PostgreSQL at \(options.place)"
        }
    }

    /// Opens it.
    /// - Parameter connections: how many sessions with a PostgreSQL server there are at most.
    /// - Throws: `.address` when it cannot be used, with the reason.
    package func open(connections: Int = 12) throws(SQLError) -> any SQLDatabase {
        switch self {
        case .sqlite(let path): try SQLiteDatabase(path: path)
        case .postgres(let options): try PostgresDatabase(options, connections: connections)
        }
    }

    /// Claims the right to serve from it for this process, where only one may; it is held as long as the claim is.
    /// - Throws: `.address` when another process has it.
    package func claim() throws(SQLError) -> SQLiteClaim? {
        switch self {
        case .sqlite(let path): try SQLiteClaim(path: path)
        case .postgres: nil
        }
    }

    /// - Throws: `.address` when it is a file that is not there: opening it would make an empty one.
    package func requireThere() throws(SQLError) {
        if case .sqlite(let path) = self, !FileManager.default.fileExists(atPath: path) {
            throw .address("There is no SQLite file \(path).")
        }
    }
}
