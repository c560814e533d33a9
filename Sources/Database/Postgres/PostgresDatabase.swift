/// One PostgreSQL database, shared by as many processes as like: some sessions that read, some that write, and one
/// that listens.
package final class PostgresDatabase: SQLDatabase {
    package let engine = SQLEngine.postgres
    private let readers: PostgresPool
    private let writers: PostgresPool
    private let listener: PostgresListener

    /// Makes sure that the server is there and lets us in.
    /// - Parameter connections: how many sessions there are at most, the listening one aside; two at least.
    /// - Throws: `.address` when it cannot be used, with the reason.
    package init(_ options: PostgresOptions, connections: Int = 12) throws(SQLError) {
        do {
            _ = try PostgresSession(options)
        } catch .unavailable(let why) {
            throw .address("PostgreSQL at \(options.place) cannot be used: \(why).")
        }
        let reading = max(1, connections / 3)
        let outage = PostgresOutage()
        readers = PostgresPool(options, size: reading, outage: outage)
        writers = PostgresPool(options, size: max(1, connections - reading), outage: outage)
        listener = PostgresListener(options)
    }

    /// Runs `body` in a session of its own kind; if the session is lost it is run again in another.
    package func read<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        if Task.isCancelled { throw SQLError.interrupted }
        let isPatient = Self.isPatient
        return try await withCheckedThrowingContinuation {
            readers.run(PostgresCall(.read, isPatient: isPatient, body: body, continuation: $0))
        }
    }

    /// Runs `body`, again if the transactions of others were in the way, and answers when it is durable.
    package func write<Result: Sendable>(
        inTurnFor subject: String?, _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        let isPatient = Self.isPatient
        return try await withCheckedThrowingContinuation {
            writers.run(
                PostgresCall(.write, inTurnFor: subject, isPatient: isPatient, body: body, continuation: $0))
        }
    }

    /// Whether the task that asks is one that nobody waits for: it was begun with a low priority, whatever its parent's.
    private static var isPatient: Bool { (Task.basePriority ?? .medium) < .medium }

    package func signal(_ words: [String]) async throws {
        try await write { connection in
            for word in words {
                try connection.execute("SELECT pg_notify(?, ?)", [PostgresListener.channel, word])
            }
        }
    }

    package func signals() -> AsyncStream<DatabaseSignal> {
        listener.signals()
    }

    /// Ends all sessions, once what waits has been done.
    package func close() {
        listener.close()
        readers.close()
        writers.close()
    }
}
