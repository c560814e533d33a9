import Dispatch
import GRDB
import Synchronization

/// Collects the writes that arrive while a commit is on its way to the disk, and commits them together: one wait for
/// the disk serves them all. One refusal undoes one write.
final class GroupCommit: Sendable {
    private struct State {
        var waiting: [any PendingWrite] = []
        var isDraining = false
        /// How many groups to come give each write a savepoint.
        var careful = 0
    }

    private let pool: DatabasePool
    private let state = Mutex(State())
    // A thread of its own: a write must not block Swift's pool, and must not end when its caller is cancelled.
    private let queue = DispatchQueue(label: "usher.sqlite.writer")
    /// How many writes share one commit at most, so that the first is not kept waiting by the last.
    private static let largestGroup = 256

    init(pool: DatabasePool) {
        self.pool = pool
    }

    func write<Result: Sendable>(
        _ body: @escaping @Sendable (any SQLConnection) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let write = Write(body: body, continuation: continuation)
            let mustDrain = state.withLock { state in
                state.waiting.append(write)
                defer { state.isDraining = true }
                return !state.isDraining
            }
            if mustDrain { queue.async { self.drain() } }
        }
    }

    private func drain() {
        while let group = nextGroup() {
            do {
                try pool.writeWithoutTransaction { try commit(group, $0) }
                for write in group { write.succeed() }
            } catch {
                for write in group { write.fail(SQLError(error, sql: "COMMIT")) }
            }
        }
    }

    private func nextGroup() -> [any PendingWrite]? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.isDraining = false
                return nil
            }
            let group = Array(state.waiting.prefix(Self.largestGroup))
            state.waiting.removeFirst(group.count)
            return group
        }
    }

    /// Commits without savepoints if it can: each costs a copy of every page that its write changes.
    private func commit(_ group: [any PendingWrite], _ db: Database) throws {
        let isCareful = state.withLock { state in
            defer { state.careful = max(0, state.careful - 1) }
            return state.careful > 0
        }
        if !isCareful, try commitTogether(group, db) { return }
        try commitOneByOne(group, db)
    }

    /// - Returns: false when nothing is kept, because a write was refused that had changed something already.
    private func commitTogether(_ group: [any PendingWrite], _ db: Database) throws -> Bool {
        var isWhole = true
        try db.inTransaction(.immediate) {
            for write in group {
                let before = db.totalChangesCount
                if !write.run(SQLiteConnection(db: db)), db.totalChangesCount != before {
                    isWhole = false
                    return .rollback
                }
            }
            return .commit
        }
        if !isWhole { state.withLock { $0.careful = Self.carefulGroups } }
        return isWhole
    }

    private func commitOneByOne(_ group: [any PendingWrite], _ db: Database) throws {
        try db.inTransaction(.immediate) {
            for write in group {
                // A refusal is the write's own result, kept inside it until the commit is durable.
                try db.inSavepoint { write.run(SQLiteConnection(db: db)) ? .commit : .rollback }
            }
            return .commit
        }
    }

    /// Where one is refused after it has changed something, more are, as when many want the same place.
    private static let carefulGroups = 32
}

private protocol PendingWrite: Sendable {
    /// Runs the body; false when it threw. It may be run again when nothing of its group was kept.
    func run(_ connection: SQLiteConnection) -> Bool
    /// Hands the body's own result to the caller.
    func succeed()
    /// Tells the caller that nothing was stored, unless its body had failed by itself.
    func fail(_ error: SQLError)
}

private final class Write<Value: Sendable>: PendingWrite {
    private let body: @Sendable (any SQLConnection) throws -> Value
    private let continuation: CheckedContinuation<Value, any Error>
    private let result = Mutex<Result<Value, any Error>?>(nil)

    init(
        body: @escaping @Sendable (any SQLConnection) throws -> Value,
        continuation: CheckedContinuation<Value, any Error>
    ) {
        self.body = body
        self.continuation = continuation
    }

    func run(_ connection: SQLiteConnection) -> Bool {
        let outcome = Result {
            let value = try body(connection)
            if let failure = connection.failure { throw failure }
            return value
        }
        result.withLock { $0 = outcome }
        if case .failure = outcome { return false }
        return true
    }

    func succeed() {
        guard let outcome = result.withLock({ $0 }) else { return }
        continuation.resume(with: outcome)
    }

    func fail(_ error: SQLError) {
        if case .failure(let own)? = result.withLock({ $0 }) {
            continuation.resume(throwing: own)
        } else {
            continuation.resume(throwing: error)
        }
    }
}
