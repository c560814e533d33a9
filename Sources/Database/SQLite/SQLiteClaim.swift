import Foundation

/// The right of one process to serve from a SQLite file: a lock of the operating system's on a file beside it, which
/// ends with the process, however that ends.
package final class SQLiteClaim: Sendable {
    private let descriptor: Int32

    /// - Throws: `.address` when another process has it.
    package init(path: String) throws(SQLError) {
        let lock = "\(path).lock"
        descriptor = open(lock, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw .address("The file \(lock) cannot be made. Check the folder's permissions.")
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .address(
                "Another process serves from \(path) already. Stop it first; several processes need PostgreSQL "
                    + "(docs/operations.md).")
        }
    }

    deinit { close(descriptor) }
}
