/// A database of either engine. Bodies are synchronous: nothing can be awaited while a transaction is open.
package protocol SQLDatabase: Sendable {
    var engine: SQLEngine { get }

    /// Runs `body` on one consistent snapshot. It must not write.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result

    /// Runs `body` in one transaction and answers when it is durable. A throw undoes all that the body did, and
    /// nothing of what its neighbours in the same commit did.
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result

    /// Releases files and connections; nothing may be called afterwards.
    func close() throws
}

/// An open transaction.
package protocol SQLConnection {
    var engine: SQLEngine { get }

    /// Runs one statement with `?` placeholders; returns how many rows it changed.
    @discardableResult
    func execute(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> Int

    /// Runs one query with `?` placeholders.
    func rows(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> [SQLRow]

    /// Runs one query whose columns are all integers, and gives them row after row in one list: for results of
    /// thousands of rows. NULL counts as 0.
    func integers(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> [Int64]
}

extension SQLConnection {
    /// Runs one statement without arguments; returns how many rows it changed.
    @discardableResult
    package func execute(_ sql: String) throws(SQLError) -> Int {
        try execute(sql, [])
    }

    /// Runs one query without arguments.
    package func rows(_ sql: String) throws(SQLError) -> [SQLRow] {
        try rows(sql, [])
    }

    /// The first row, or nil.
    package func row(_ sql: String, _ arguments: [any SQLConvertible] = []) throws(SQLError) -> SQLRow? {
        try rows(sql, arguments).first
    }
}
