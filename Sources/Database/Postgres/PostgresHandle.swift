import CPQ
import Foundation

/// Opens sessions.
enum PostgresHandle {
    private static let oldestVersion = 130_000

    /// - Returns: libpq's handle; `PQfinish` closes it.
    /// - Throws: `.unavailable` when the server cannot be reached or does not let us in, `.address` when it is too old.
    static func open(_ options: PostgresOptions) throws(SQLError) -> OpaquePointer {
        let keywords = options.keywords.keys.map { strdup($0) } + [nil]
        let values = options.keywords.values.map { strdup($0) } + [nil]
        defer { for text in keywords + values { free(text) } }
        let opened = PQconnectdbParams(keywords.map { UnsafePointer($0) }, values.map { UnsafePointer($0) }, 0)
        guard let opened else { throw .unavailable("there is no memory for a connection") }
        if let reason = refusal(opened) {
            PQfinish(opened)
            throw reason
        }
        // Notices are for people at a terminal.
        PQsetNoticeProcessor(opened, { _, _ in }, nil)
        return opened
    }

    private static func refusal(_ handle: OpaquePointer) -> SQLError? {
        guard PQstatus(handle) == CONNECTION_OK else {
            return .unavailable(PostgresFailure.tidy(String(cString: PQerrorMessage(handle))))
        }
        return tooOld(version: Int(PQserverVersion(handle)))
    }

    /// - Parameter version: as libpq counts, 150002 for 15.2.
    static func tooOld(version: Int) -> SQLError? {
        guard version < oldestVersion else { return nil }
        return .address("PostgreSQL \(version / 10_000) is too old: Usher needs 13 or newer.")
    }
}
