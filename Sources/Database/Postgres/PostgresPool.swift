import Dispatch
import Foundation
import Synchronization

/// Sessions of one kind, each on a thread of its own, and the transactions that wait for one.
final class PostgresPool: Sendable {
    private struct State {
        var waiting: [any PostgresTransaction] = []
        var threads = 0
        var busy = 0
        var isClosed = false
        /// What the transactions under way are about.
        var subjects: Set<String> = []
        /// How many that nobody waits for may go before those that somebody waits for.
        var credit = 0

        /// The first that need not wait for its turn. While somebody waits for an answer, what nobody waits for goes
        /// once for each that somebody did.
        mutating func take() -> (any PostgresTransaction)? {
            let isPressed = waiting.contains { !$0.isPatient }
            let place = waiting.firstIndex { transaction in
                if transaction.isPatient { return !isPressed || credit > 0 }
                return transaction.subject.map { !subjects.contains($0) } ?? true
            }
            guard let place else { return nil }
            let transaction = joined(waiting.remove(at: place))
            if let subject = transaction.subject { subjects.insert(subject) }
            busy += 1
            if !transaction.isPatient { credit = 1 } else if isPressed { credit -= 1 }
            return transaction
        }

        /// A transaction together with those that wait for it to end.
        private mutating func joined(_ first: any PostgresTransaction) -> any PostgresTransaction {
            guard let subject = first.subject, !first.isPatient else { return first }
            var parts = [first]
            waiting.removeAll { other in
                guard parts.count < PostgresConvoy.longest, other.subject == subject, !other.isPatient else {
                    return false
                }
                parts.append(other)
                return true
            }
            return parts.count == 1 ? first : PostgresConvoy(parts: parts)
        }

        /// - Returns: how many may have been waiting for it: the next of its subject, and one that nobody waits for.
        mutating func finish(_ transaction: any PostgresTransaction) -> Int {
            busy -= 1
            if let subject = transaction.subject { subjects.remove(subject) }
            return min(2, waiting.count)
        }
    }

    private let options: PostgresOptions
    private let outage: PostgresOutage
    private let size: Int
    private let state = Mutex(State())
    private let arrivals = DispatchSemaphore(value: 0)
    private let threads = DispatchGroup()

    /// - Parameter size: how many sessions there are at most; each is opened when it is first needed.
    init(_ options: PostgresOptions, size: Int, outage: PostgresOutage) {
        self.options = options
        self.size = size
        self.outage = outage
    }

    func run(_ transaction: any PostgresTransaction) {
        let (isRefused, needsThread) = state.withLock { state in
            guard !state.isClosed else { return (true, false) }
            state.waiting.append(transaction)
            guard state.threads < size, state.waiting.count + state.busy > state.threads else {
                return (false, false)
            }
            state.threads += 1
            return (false, true)
        }
        if isRefused { return transaction.fail(.unavailable("it is being closed")) }
        if needsThread { startThread() }
        arrivals.signal()
    }

    /// Ends all sessions, once what waits has been done.
    func close() {
        let count = state.withLock { state in
            state.isClosed = true
            return state.threads
        }
        for _ in 0..<count { arrivals.signal() }
        threads.wait()
    }

    private func startThread() {
        threads.enter()
        let thread = Thread { [self] in
            var worker = PostgresWorker(options: options, outage: outage)
            while let transaction = next() {
                worker.perform(transaction)
                for _ in 0..<state.withLock({ $0.finish(transaction) }) { arrivals.signal() }
            }
            // Another thread may be waiting to hear that it is over.
            arrivals.signal()
            threads.leave()
        }
        thread.name = "usher.postgres"
        thread.start()
    }

    private func next() -> (any PostgresTransaction)? {
        while true {
            arrivals.wait()
            let (transaction, isOver) = state.withLock { state in
                (state.take(), state.isClosed && state.waiting.isEmpty)
            }
            if let transaction { return transaction }
            if isOver { return nil }
        }
    }
}
