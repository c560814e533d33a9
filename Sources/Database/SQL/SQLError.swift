/// What a database refused or could not do.
package enum SQLError: Error, Hashable, CustomStringConvertible {
    /// A unique index already holds such a row; names the index's columns or the constraint.
    case unique(String)
    /// The wall against double booking: the row's stretch of time overlaps another one of the same host.
    case overlap
    /// Another constraint (foreign key, NOT NULL, CHECK).
    case constraint(String)
    /// The engine is too busy or gone for now; the same call may succeed later.
    case unavailable(String)
    /// The caller has left in the middle of it.
    case interrupted
    /// A statement that cannot be run, with its text.
    case statement(String, sql: String)
    /// A row read as what it is not.
    case column(String)
    /// The schema is not this program's.
    case schema(String)
    /// An address that names no database.
    case address(String)

    package var description: String {
        switch self {
        case .unique(let what): "There is already such a row (\(what))."
        case .overlap: "The host already has a meeting at this time."
        case .constraint(let why): "The database refused the row: \(why)."
        case .unavailable(let why): "The database cannot be used just now: \(why). Try again."
        case .interrupted: "The caller left before the database had answered."
        case .statement(let why, let sql): "The database refused a statement: \(why) in “\(sql)”."
        case .column(let why), .schema(let why), .address(let why): why
        }
    }
}
