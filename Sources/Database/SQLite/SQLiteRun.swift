import GRDB
import GRDBSQLite

/// One run of a prepared statement, by SQLite's own interface: what GRDB does around each run costs more than a short
/// run itself. GRDB keeps the statement and its connection.
final class SQLiteRun {
    private let pointer: OpaquePointer
    private let sql: String

    /// - Throws: `SQLError.statement` when the arguments are not as many as the placeholders; `DatabaseError`.
    init(_ sql: String, _ arguments: [any SQLConvertible], on db: Database) throws {
        // A full disk, for one, ends the whole transaction: what came after it would be kept one by one.
        guard db.isInsideTransaction else {
            throw DatabaseError(resultCode: .SQLITE_ABORT, message: "the transaction has ended", sql: sql)
        }
        let pointer = try db.cachedStatement(sql: sql).sqliteStatement
        let places = Int(sqlite3_bind_parameter_count(pointer))
        guard places == arguments.count else {
            let why = "it has \(places) placeholders, and \(arguments.count) arguments came"
            throw SQLError.statement(why, sql: sql)
        }
        (self.pointer, self.sql) = (pointer, sql)
        for (place, argument) in arguments.enumerated() {
            guard bind(argument.sqlValue, at: CInt(place + 1)) == SQLITE_OK else { throw failure }
        }
    }

    deinit {
        // The error of the run has been thrown already.
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
    }

    /// Goes to the next row; false when there is none.
    func step() throws -> Bool {
        switch sqlite3_step(pointer) {
        case SQLITE_ROW: true
        case SQLITE_DONE: false
        default: throw failure
        }
    }

    var columnCount: CInt { sqlite3_column_count(pointer) }

    /// The names of the columns, as they are since the last change of the schema.
    var columns: [String] {
        (0..<columnCount).map { column in sqlite3_column_name(pointer, column).map { String(cString: $0) } ?? "" }
    }

    /// A column of the present row as a number; NULL counts as 0.
    func integer(_ column: CInt) -> Int64 { sqlite3_column_int64(pointer, column) }

    /// A column of the present row.
    func value(_ column: CInt) -> SQLValue {
        switch sqlite3_column_type(pointer, column) {
        case SQLITE_INTEGER: .integer(integer(column))
        case SQLITE_FLOAT: .real(sqlite3_column_double(pointer, column))
        case SQLITE_TEXT:
            .text(String(decoding: bytes(sqlite3_column_text(pointer, column), column), as: UTF8.self))
        case SQLITE_BLOB: .blob(Array(bytes(sqlite3_column_blob(pointer, column), column)))
        default: .null
        }
    }

    private func bytes(_ start: UnsafeRawPointer?, _ column: CInt) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(pointer, column)))
    }

    private func bind(_ value: SQLValue, at place: CInt) -> CInt {
        // SQLITE_TRANSIENT: SQLite makes a copy of its own.
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch value {
        case .null: return sqlite3_bind_null(pointer, place)
        case .integer(let integer): return sqlite3_bind_int64(pointer, place, integer)
        case .real(let real): return sqlite3_bind_double(pointer, place, real)
        case .text(var text):
            return text.withUTF8 { utf8 in
                utf8.withMemoryRebound(to: CChar.self) {
                    sqlite3_bind_text(pointer, place, $0.baseAddress, CInt($0.count), transient)
                }
            }
        case .blob(let blob):
            return blob.withUnsafeBytes {
                $0.isEmpty
                    ? sqlite3_bind_zeroblob(pointer, place, 0)
                    : sqlite3_bind_blob(pointer, place, $0.baseAddress, CInt($0.count), transient)
            }
        }
    }

    private var failure: DatabaseError {
        let connection = sqlite3_db_handle(pointer)
        return DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
            message: sqlite3_errmsg(connection).map { String(cString: $0) }, sql: sql)
    }
}
