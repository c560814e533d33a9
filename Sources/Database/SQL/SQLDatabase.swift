/// A database of either engine. Bodies are synchronous: nothing can be awaited while a transaction is open.
package protocol SQLDatabase: Sendable {
    var engine: SQLEngine { get }

    /// Runs `body` on one consistent snapshot. It must not write.
    func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result

    /// Runs `body` in one transaction and answers when it is durable. A throw undoes all that the body did, and
    /// nothing of what its neighbours in the same commit did. A body that was undone because others were in its way,
    /// or its commit, is run again: it may do nothing that counts outside the database.
    /// - Parameter subject: bodies of the same subject run one after the other in this process, as they would wait for
    ///   each other's locks anyway; where there are several connections, they keep no more than one of them busy.
    func write<Result: Sendable>(
        inTurnFor subject: String?, _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result

    /// Says words to every process that uses the database; an engine of one process has nobody to tell.
    func signal(_ words: [String]) async throws

    /// What is said from now on, by this process too. Where there is one process only, nothing ever is.
    func signals() -> AsyncStream<DatabaseSignal>

    /// Releases files and connections; nothing may be called afterwards.
    func close() throws
}

extension SQLDatabase {
    /// As `write(inTurnFor:_:)`, of no subject.
    package func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await write(inTurnFor: nil, body)
    }
}

/// Something heard from the processes that share a database.
package enum DatabaseSignal: Hashable, Sendable {
    /// As it was said.
    case word(String)
    /// Listening has begun, or begun again: something may have been said that was not heard.
    case missed
}

/// An open transaction. An error dooms it: whatever the body makes of it, nothing of the transaction is kept.
package protocol SQLConnection {
    var engine: SQLEngine { get }

    /// Runs one statement with `?` placeholders whose outcome nobody waits for. On PostgreSQL it travels with the
    /// statements after it, so that its error may be thrown by one of them, or by the commit.
    func execute(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError)

    /// Runs one statement with `?` placeholders; returns how many rows it changed.
    func changes(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> Int

    /// Runs one query with `?` placeholders.
    func rows(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> [SQLRow]

    /// Asks a query whose answer is read later: on PostgreSQL, queries that do not wait for each other travel together.
    func ask(_ sql: String, _ arguments: [any SQLConvertible]) throws(SQLError) -> SQLAnswer

    /// Runs one query whose columns are all integers once for each list of arguments, in few round trips, and gives
    /// each result row after row in one list: for results of thousands of rows. NULL counts as 0.
    func integers(_ sql: String, each lists: [[any SQLConvertible]]) throws(SQLError) -> [[Int64]]
}

/// The answer to a query, which may be on its way yet. It can be read until the transaction ends.
package struct SQLAnswer {
    private let read: () throws(SQLError) -> [SQLRow]

    package init(_ read: @escaping () throws(SQLError) -> [SQLRow]) {
        self.read = read
    }

    /// Every row, once it is here.
    package func rows() throws(SQLError) -> [SQLRow] {
        try read()
    }
}

extension SQLConnection {
    /// Runs one statement without arguments.
    package func execute(_ sql: String) throws(SQLError) {
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
