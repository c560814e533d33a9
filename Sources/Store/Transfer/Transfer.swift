package import Database
import Foundation

/// Copies everything from one database to another, of either engine. It can be stopped at any moment and run again:
/// how far it has come is kept in the target, in the same transaction as the rows.
package struct Transfer: Sendable {
    /// One table's part, once it has been compared.
    package struct Part: Hashable, Sendable {
        package let table: String
        package let rows: Int
    }

    private let source: any SQLDatabase
    private let target: any SQLDatabase
    private let sourceName: String
    /// Rows in one transaction.
    private static let batch = 500

    /// - Parameters:
    ///   - source: migrated, and used by nobody else meanwhile.
    ///   - sourceName: what the source is called, without a password; a transfer goes on only from the same one.
    ///   - target: empty, or what an unfinished transfer has left of it.
    package init(from source: any SQLDatabase, named sourceName: String, to target: any SQLDatabase) {
        self.source = source
        self.sourceName = sourceName
        self.target = target
    }

    /// Copies what is not there yet, and compares every row.
    /// - Parameter report: hears of each table that has been copied.
    /// - Returns: every table with the number of its rows, which are the same on both sides.
    /// - Throws: `TransferError`; `SQLError`, as when the source's schema is not this program's.
    package func run(_ report: @Sendable (Part) -> Void = { _ in }) async throws -> [Part] {
        try await UsherStore.check(source)
        _ = try await UsherStore.migrate(target)
        try await begin()
        for table in Schema.tables { report(Part(table: table.name, rows: try await copy(table))) }
        var parts: [Part] = []
        for table in Schema.tables { parts.append(try await compare(table)) }
        try await target.write { try $0.execute("DELETE FROM transfer_progress") }
        return parts
    }

    /// Makes sure that the target is empty, or filled by an unfinished transfer from the same source.
    private func begin() async throws {
        let name = sourceName
        try await target.write { connection in
            let sources = try connection.rows("SELECT DISTINCT source FROM transfer_progress")
                .map { try $0.text("source") }
            if sources == [name] { return }
            if let other = sources.first { throw TransferError.begunFrom(other) }
            for table in Schema.tables {
                let row = try connection.row("SELECT 1 AS one FROM \(table.name) LIMIT 1")
                if row != nil { throw TransferError.notEmpty(table.name) }
            }
            for table in Schema.tables {
                try connection.execute(
                    "INSERT INTO transfer_progress (table_name, source, last_key, copied) VALUES (?, ?, '', 0)",
                    [table.name, name])
            }
        }
    }

    /// - Returns: how many rows have been copied in all.
    private func copy(_ table: Table) async throws -> Int {
        var (key, copied) = try await progress(of: table)
        while true {
            let former = key
            let rows = try await source.read { try table.rows(after: former, limit: Self.batch, $0) }
            guard let last = rows.last else { return copied }
            key = try table.key(of: last)
            copied += rows.count
            let (lastKey, count) = (key, copied)
            try await target.write { connection in
                for row in rows { try table.insert(row, connection) }
                try connection.execute(
                    "UPDATE transfer_progress SET last_key = ?, copied = ? WHERE table_name = ?",
                    [try Self.encoded(lastKey), count, table.name])
            }
        }
    }

    private func progress(of table: Table) async throws -> (key: [String], copied: Int) {
        let row = try await target.read { connection in
            try connection.row("SELECT last_key, copied FROM transfer_progress WHERE table_name = ?", [table.name])
        }
        guard let row else { return ([], 0) }
        return (try Self.decoded(try row.text("last_key")), try row.integer("copied"))
    }

    /// - Throws: `.differs` when the two sides do not hold the same rows.
    private func compare(_ table: Table) async throws -> Part {
        let (here, there) = (try await sum(of: table, in: source), try await sum(of: table, in: target))
        guard here == there else {
            throw TransferError.differs(table: table.name, source: here.rows, target: there.rows)
        }
        return Part(table: table.name, rows: here.rows)
    }

    /// The number of rows, and a sum over what is in them that does not depend on their order, which is each
    /// engine's own.
    private func sum(of table: Table, in database: any SQLDatabase) async throws -> RowSum {
        var sum = RowSum()
        var key: [String] = []
        while true {
            let former = key
            let rows = try await database.read { try table.rows(after: former, limit: 10 * Self.batch, $0) }
            guard let last = rows.last else { return sum }
            key = try table.key(of: last)
            for row in rows { sum.add(row) }
        }
    }

    private static func encoded(_ key: [String]) throws -> String {
        String(decoding: try JSONEncoder().encode(key), as: UTF8.self)
    }

    private static func decoded(_ text: String) throws -> [String] {
        text.isEmpty ? [] : try JSONDecoder().decode([String].self, from: Data(text.utf8))
    }
}

private struct RowSum: Equatable {
    private(set) var rows = 0
    private var hashes = 0

    mutating func add(_ row: SQLRow) {
        rows += 1
        // The engines may have the columns in another order.
        let fields = zip(row.columns, row.values).sorted { $0.0 < $1.0 }
        var hasher = Hasher()
        for (column, value) in fields {
            hasher.combine(column)
            hasher.combine(value)
        }
        hashes &+= hasher.finalize()
    }
}

extension Table {
    /// The rows whose keys come after one, in the order of the keys; an empty key comes before all.
    fileprivate func rows(after last: [String], limit: Int, _ connection: any SQLConnection) throws -> [SQLRow] {
        let columns = key.joined(separator: ", ")
        let places = key.map { _ in "?" }.joined(separator: ", ")
        let condition = last.isEmpty ? "" : "WHERE (\(columns)) > (\(places)) "
        return try connection.rows(
            "SELECT * FROM \(name) \(condition)ORDER BY \(columns) LIMIT ?", last + [limit])
    }

    fileprivate func key(of row: SQLRow) throws -> [String] {
        try key.map { try row.text($0) }
    }

    fileprivate func insert(_ row: SQLRow, _ connection: any SQLConnection) throws {
        let places = row.columns.map { _ in "?" }.joined(separator: ", ")
        try connection.execute(
            "INSERT INTO \(name) (\(row.columns.joined(separator: ", "))) VALUES (\(places))", row.values)
    }
}
