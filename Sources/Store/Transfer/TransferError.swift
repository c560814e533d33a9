/// Why a transfer was not begun, or not finished.
package enum TransferError: Error, Hashable, CustomStringConvertible {
    /// The target holds something; names the first such table.
    case notEmpty(String)
    /// An unfinished transfer came from another source.
    case begunFrom(String)
    /// After the copy the two sides hold different rows.
    case differs(table: String, source: Int, target: Int)

    package var description: String {
        switch self {
        case .notEmpty(let table):
            "The target is not empty: there are rows in \(table). Transfer into a new database."
        case .begunFrom(let source):
            "A transfer from \(source) into this target was not finished. Finish it, or transfer into a new database."
        case .differs(let table, let source, let target):
            "The two sides differ in \(table) (\(source) rows in the source, \(target) in the target): something "
                + "changed while it was copied. Stop every `usher serve`, and transfer into a new database."
        }
    }
}
