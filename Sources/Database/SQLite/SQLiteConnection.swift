import Foundation
import GRDB

/// GRDB's connection behind our own words, for the length of one transaction; statements are prepared once per
/// connection.
final class SQLiteConnection: SQLConnection {
    let db: Database
    let engine = SQLEngine.sqlite
    /// What went wrong: nothing of the transaction is kept.
    private(set) var failure: SQLError?

    init(db: Database) {
        self.db = db
    }

    func execute(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) {
        _ = try changes(sql, arguments)
    }

    func changes(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> Int {
        do {
            let statement = try db.cachedStatement(sql: sql)
            try statement.setArguments(Self.arguments(arguments))
            try statement.execute()
            return db.changesCount
        } catch {
            throw fail(error, sql)
        }
    }

    func rows(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> [SQLRow] {
        do {
            let statement = try db.cachedStatement(sql: sql)
            let columns = statement.columnNames
            let cursor = try Row.fetchCursor(statement, arguments: Self.arguments(arguments))
            var rows: [SQLRow] = []
            while let row = try cursor.next() {
                rows.append(SQLRow(columns: columns, values: row.databaseValues.map(SQLValue.init)))
            }
            return rows
        } catch {
            throw fail(error, sql)
        }
    }

    func ask(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> SQLAnswer {
        let rows = try rows(sql, arguments)
        return SQLAnswer { () throws(SQLError) in rows }
    }

    func integers(_ sql: String, each lists: [[any SQLConvertible]]) throws(SQLError) -> [[Int64]] {
        do {
            let statement = try db.cachedStatement(sql: sql)
            let columns = 0..<statement.columnCount
            return try lists.map { list in
                let cursor = try Row.fetchCursor(statement, arguments: Self.arguments(list))
                var integers: [Int64] = []
                while let row = try cursor.next() {
                    for column in columns { integers.append(row[column] ?? 0) }
                }
                return integers
            }
        } catch {
            throw fail(error, sql)
        }
    }

    private func fail(_ error: any Error, _ sql: String) -> SQLError {
        let failed = SQLError(error, sql: sql)
        failure = failed
        return failed
    }

    private static func arguments(_ arguments: [any SQLConvertible]) -> StatementArguments {
        StatementArguments(arguments.map { $0.sqlValue.databaseValue })
    }
}

extension SQLValue {
    init(_ value: DatabaseValue) {
        self =
            switch value.storage {
            case .null: .null
            case .int64(let integer): .integer(integer)
            case .double(let real): .real(real)
            case .string(let text): .text(text)
            case .blob(let data): .blob(Array(data))
            }
    }

    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let integer): integer.databaseValue
        case .real(let real): real.databaseValue
        case .text(let text): text.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }
}

extension SQLError {
    /// The word that the trigger against double booking raises.
    static let overlapWord = "overlap"

    init(_ error: any Error, sql: String) {
        if let own = error as? SQLError {
            self = own
            return
        }
        if error is CancellationError {
            self = .interrupted
            return
        }
        guard let error = error as? DatabaseError else {
            self = .statement(String(describing: error), sql: sql)
            return
        }
        let message = error.message ?? "no reason given"
        self =
            switch (error.resultCode, error.extendedResultCode) {
            case (_, .SQLITE_CONSTRAINT_UNIQUE), (_, .SQLITE_CONSTRAINT_PRIMARYKEY): .unique(message)
            case (_, .SQLITE_CONSTRAINT_TRIGGER) where message == Self.overlapWord: .overlap
            case (.SQLITE_INTERRUPT, _), (.SQLITE_ABORT, _): .interrupted
            case (.SQLITE_CONSTRAINT, _): .constraint(message)
            case (.SQLITE_FULL, _): .unavailable("the disk with the SQLite file is full (\(message))")
            case (.SQLITE_BUSY, _), (.SQLITE_IOERR, _), (.SQLITE_LOCKED, _):
                .unavailable(message)
            default: .statement(message, sql: sql)
            }
    }
}
