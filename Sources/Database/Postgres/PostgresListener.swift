import CPQ
import Foundation
import Synchronization

/// Hears what other processes say (LISTEN), in a session and on a thread of its own, which are there only while
/// somebody listens.
final class PostgresListener: Sendable {
    static let channel = "usher"

    private struct State {
        var listeners: [Int: AsyncStream<DatabaseSignal>.Continuation] = [:]
        var last = 0
        var isRunning = false
        var isClosed = false
    }

    private let options: PostgresOptions
    private let state = Mutex(State())
    /// How long the thread looks at nothing but the socket, milliseconds.
    private static let turn: CInt = 250

    init(_ options: PostgresOptions) {
        self.options = options
    }

    func signals() -> AsyncStream<DatabaseSignal> {
        let (stream, continuation) = AsyncStream<DatabaseSignal>.makeStream()
        let (number, mustStart) = state.withLock { state in
            state.last += 1
            state.listeners[state.last] = continuation
            defer { state.isRunning = true }
            return (state.last, !state.isRunning && !state.isClosed)
        }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { $0.listeners[number] = nil }
        }
        if mustStart { start() }
        return stream
    }

    func close() {
        let listeners = state.withLock { state in
            state.isClosed = true
            return state.listeners
        }
        for listener in listeners.values { listener.finish() }
    }

    private func start() {
        let thread = Thread { [self] in
            while isNeeded { listen() }
        }
        thread.name = "usher.postgres.listener"
        thread.start()
    }

    private var isNeeded: Bool {
        state.withLock { state in
            let isNeeded = !state.isClosed && !state.listeners.isEmpty
            if !isNeeded { state.isRunning = false }
            return isNeeded
        }
    }

    /// One session's life. Whatever was said before it began may have been missed.
    private func listen() {
        guard let session = PostgresListening(options, channel: Self.channel) else {
            return Thread.sleep(forTimeInterval: 0.5)
        }
        tell(.missed)
        while isNeeded, let words = session.words(within: Self.turn) {
            for word in words { tell(.word(word)) }
        }
    }

    private func tell(_ signal: DatabaseSignal) {
        let listeners = state.withLock { $0.listeners }
        for listener in listeners.values { listener.yield(signal) }
    }
}

/// A session that listens on one channel.
private final class PostgresListening {
    private let handle: OpaquePointer

    init?(_ options: PostgresOptions, channel: String) {
        guard let session = try? PostgresHandle.open(options) else { return nil }
        handle = session
        let result = PQexec(handle, "LISTEN \(channel)")
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { return nil }
    }

    deinit { PQfinish(handle) }

    /// What was said within so many milliseconds; nil when the session is lost.
    func words(within milliseconds: CInt) -> [String]? {
        var socket = pollfd(fd: PQsocket(handle), events: Int16(POLLIN), revents: 0)
        guard poll(&socket, 1, milliseconds) >= 0 || errno == EINTR else { return nil }
        guard PQconsumeInput(handle) == 1, PQstatus(handle) == CONNECTION_OK else { return nil }
        var words: [String] = []
        while let notice = PQnotifies(handle) {
            words.append(String(cString: notice.pointee.extra))
            PQfreemem(notice)
        }
        return words
    }
}
