internal import Dispatch
internal import Synchronization

/// The connections to one server: so many at once, each for many mails.
final class SMTPConnections: Sendable {
    private struct Resting {
        let connection: SMTPConnection
        let mails: Int
        let since: ContinuousClock.Instant
    }

    private struct State {
        /// The one used last is at the end, and used next.
        var resting: [Resting] = []
        var inUse = 0
        var waiting: [CheckedContinuation<Lent, Never>] = []
        var isWatched = false
    }

    /// A connection for one mail, and how many mails it has carried before.
    struct Lent: Sendable {
        let connection: SMTPConnection
        let mails: Int
    }

    /// Who gets a connection that is given back, or whether it rests and somebody has to look after it.
    private typealias Next = (waiting: CheckedContinuation<Lent, Never>?, isUnwatched: Bool)

    private let state = Mutex(State())
    private let server: MailServer
    private let options: SMTPTransport.Options

    init(server: MailServer, options: SMTPTransport.Options) {
        self.server = server
        self.options = options
    }

    /// A connection that nobody else has until it is given back or let go; waits for one while all are in use.
    func borrow() async -> Lent {
        await withCheckedContinuation { continuation in
            let lent = state.withLock { state -> Lent? in
                if state.inUse == options.concurrency {
                    state.waiting.append(continuation)
                    return nil
                }
                state.inUse += 1
                return state.resting.popLast().map { Lent(connection: $0.connection, mails: $0.mails) } ?? fresh()
            }
            if let lent { continuation.resume(returning: lent) }
        }
    }

    /// The mail has gone: the connection is there for another one, unless it has carried its share.
    func giveBack(_ lent: Lent) {
        let mails = lent.mails + 1
        if mails >= options.mailsPerConnection { return letGo(lent) }
        let (waiting, isUnwatched) = state.withLock { state in
            if !state.waiting.isEmpty { return (state.waiting.removeFirst(), false) as Next }
            state.inUse -= 1
            state.resting.append(Resting(connection: lent.connection, mails: mails, since: .now))
            defer { state.isWatched = true }
            return (nil, !state.isWatched)
        }
        waiting?.resume(returning: Lent(connection: lent.connection, mails: mails))
        if isUnwatched { watch() }
    }

    /// The connection is of no more use.
    func letGo(_ lent: Lent) {
        let waiting = state.withLock { state -> CheckedContinuation<Lent, Never>? in
            if !state.waiting.isEmpty { return state.waiting.removeFirst() }
            state.inUse -= 1
            return nil
        }
        waiting?.resume(returning: fresh())
    }

    /// A connection for whoever lets go of another one, which nothing has gone over before.
    func fresh() -> Lent {
        Lent(connection: SMTPConnection(server: server, options: options), mails: 0)
    }

    /// Servers end what is idle for some minutes; a client that does so itself, sooner, never finds it ended.
    private func watch() {
        DispatchQueue.global().asyncAfter(deadline: .now() + .seconds(options.idle)) { [weak self] in
            if self?.endIdle() == true { self?.watch() }
        }
    }

    /// - Returns: whether connections are left to be watched.
    private func endIdle() -> Bool {
        let oldest = ContinuousClock.now - .seconds(options.idle)
        let (ended, isLeft) = state.withLock { state in
            let ended = state.resting.filter { $0.since <= oldest }
            state.resting.removeAll { $0.since <= oldest }
            state.isWatched = !state.resting.isEmpty
            return (ended, state.isWatched)
        }
        // Said goodbye to outside the lock.
        withExtendedLifetime(ended) {}
        return isLeft
    }
}
