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
        try run(sql, arguments) { run in while try run.step() {} }
    }

    func changes(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> Int {
        try execute(sql, arguments)
        return db.changesCount
    }

    func rows(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> [SQLRow] {
        try run(sql, arguments) { run in
            var rows: [SQLRow] = []
            var columns: [String] = []
            while try run.step() {
                if columns.isEmpty { columns = run.columns }
                rows.append(SQLRow(columns: columns, values: (0..<run.columnCount).map(run.value)))
            }
            return rows
        }
    }

    func ask(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> SQLAnswer {
        let rows = try rows(sql, arguments)
        return SQLAnswer { () throws(SQLError) in rows }
    }

    func integers(_ sql: String, each lists: [[any SQLConvertible]]) throws(SQLError) -> [[Int64]] {
        var answers: [[Int64]] = []
        for list in lists {
            let answer = try run(sql, list) { run in
                var integers: [Int64] = []
                let columns = 0..<run.columnCount
                while try run.step() {
                    for column in columns { integers.append(run.integer(column)) }
                }
                return integers
            }
            answers.append(answer)
        }
        return answers
    }

    private func run<Result>(
        _ sql: String, _ arguments: [any SQLConvertible], _ body: (SQLiteRun) throws -> Result
    ) throws(SQLError) -> Result {
        do {
            let run = try SQLiteRun(sql, arguments, on: db)
            return try body(run)
        } catch {
            throw fail(error, sql)
        }
    }

    private func fail(_ error: any Error, _ sql: String) -> SQLError {
        let failed = SQLError(error, sql: sql)
        failure = failed
        return failed
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
