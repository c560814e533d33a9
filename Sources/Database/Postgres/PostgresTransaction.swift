import Synchronization

/// A transaction that waits for a session.
protocol PostgresTransaction: Sendable {
    var createdAt: ContinuousClock.Instant { get }
    /// One transaction of a subject runs at a time in this process; of no subject, as many as like.
    var subject: String? { get }
    /// Whether nobody waits for its answer: it was asked for by a task of low priority.
    var isPatient: Bool { get }
    /// Runs the body in a transaction and answers the caller.
    /// - Returns: nil when the caller has been answered; a failure after which it may be run again.
    func run(in session: PostgresSession) -> PostgresFailure?
    /// Answers the caller that it cannot be had.
    func fail(_ error: SQLError)
    /// Runs the body within a transaction that others share, and keeps what came of it for `answer`.
    func run(sharing session: PostgresSession) -> PostgresShare
    /// Answers the caller with what came of it, once it is durable.
    func answer()
}

/// What came of one part of a shared transaction.
enum PostgresShare {
    case kept
    /// To be undone: it was refused, or has thrown by itself.
    case undone
    /// The whole transaction is lost with it, and may be run again.
    case lost(PostgresFailure)
}

/// The transaction of one `read` or `write`.
final class PostgresCall<Value: Sendable>: PostgresTransaction {
    enum Kind: String {
        /// All statements of a reading see the same moment.
        case read = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
        /// Each statement sees what is committed when it begins: after a row lock, what its holder has done.
        case write = "BEGIN ISOLATION LEVEL READ COMMITTED"
    }

    let createdAt = ContinuousClock.now
    let subject: String?
    let isPatient: Bool
    private let kind: Kind
    private let body: @Sendable (any SQLConnection) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>
    private let outcome = Mutex<Result<Value, any Error>?>(nil)

    init(
        _ kind: Kind, inTurnFor subject: String? = nil, isPatient: Bool,
        body: @escaping @Sendable (any SQLConnection) throws -> Value,
        continuation: CheckedContinuation<Value, any Error>
    ) {
        self.kind = kind
        self.subject = subject
        self.isPatient = isPatient
        self.body = body
        self.continuation = continuation
    }

    func run(in session: PostgresSession) -> PostgresFailure? {
        do {
            try session.begin(kind.rawValue)
            let value = try body(PostgresConnection(session: session))
            if let failure = session.failure { throw failure }
            guard kind == .write else {
                try session.settle()
                // Nothing hangs on the end of a reading: the caller need not wait for it.
                continuation.resume(returning: value)
                session.leave()
                return nil
            }
            try session.commit()
            continuation.resume(returning: value)
            return nil
        } catch {
            return settle(error, session)
        }
    }

    /// The session knows better than the body what went wrong.
    private func settle(_ error: any Error, _ session: PostgresSession) -> PostgresFailure? {
        let failure = error as? PostgresFailure ?? session.failure
        session.rollback()
        if let failure, failure.remedy != .none { return failure }
        continuation.resume(throwing: (error as? PostgresFailure)?.error ?? error)
        return nil
    }

    func fail(_ error: SQLError) {
        continuation.resume(throwing: error)
    }

    func run(sharing session: PostgresSession) -> PostgresShare {
        do {
            let value = try body(PostgresConnection(session: session))
            // An error of its last statements must not be taken for one of the next part's.
            try session.settle()
            outcome.withLock { $0 = .success(value) }
            return .kept
        } catch {
            let failure = error as? PostgresFailure ?? session.failure
            if let failure, failure.remedy != .none { return .lost(failure) }
            outcome.withLock { $0 = .failure((error as? PostgresFailure)?.error ?? error) }
            return .undone
        }
    }

    func answer() {
        guard let outcome = outcome.withLock({ $0 }) else { return }
        continuation.resume(with: outcome)
    }
}
