import Synchronization

/// Tells open pages that what they show has changed, whichever process changed it. It carries no content: a page asks
/// again for itself.
package final class LiveSignals: Sendable {
    private struct State {
        var listeners: [String: [Int: AsyncStream<Void>.Continuation]] = [:]
        var last = 0
        /// What other processes have yet to be told.
        var unsaid: Set<String> = []
    }

    private let state = Mutex(State())
    /// `hasNews` has an element whenever there is something to tell the others; it is for one listener.
    let (hasNews, news) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))

    /// One element for each change of the subject from now on; several that come at once may be one.
    package func changes(of subjectID: String) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let number = state.withLock { state in
            state.last += 1
            state.listeners[subjectID, default: [:]][state.last] = continuation
            return state.last
        }
        continuation.onTermination = { [weak self] _ in self?.forget(number, subjectID) }
        return stream
    }

    /// To the pages of this process at once, and of the others as soon as they can be told.
    func publish(_ subjectID: String) {
        state.withLock { _ = $0.unsaid.insert(subjectID) }
        news.yield()
        tell(subjectID)
    }

    /// To the pages of this process.
    func tell(_ subjectID: String) {
        let listeners = state.withLock { $0.listeners[subjectID] ?? [:] }
        for listener in listeners.values { listener.yield() }
    }

    /// To every page of this process: anything may have changed.
    func tellAll() {
        let listeners = state.withLock { $0.listeners.values.flatMap(\.values) }
        for listener in listeners { listener.yield() }
    }

    /// What is to be told, once.
    func takeUnsaid() -> [String] {
        state.withLock { state in
            defer { state.unsaid = [] }
            return Array(state.unsaid)
        }
    }

    private func forget(_ number: Int, _ subjectID: String) {
        state.withLock { state in
            state.listeners[subjectID]?[number] = nil
            if state.listeners[subjectID]?.isEmpty ?? false { state.listeners[subjectID] = nil }
        }
    }
}
