import Synchronization

/// Tells open pages that what they show has changed. It carries no content: a page asks again for itself.
package final class LiveSignals: Sendable {
    private struct State {
        var listeners: [String: [Int: AsyncStream<Void>.Continuation]] = [:]
        var last = 0
    }

    private let state = Mutex(State())

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

    func publish(_ subjectID: String) {
        let listeners = state.withLock { $0.listeners[subjectID] ?? [:] }
        for listener in listeners.values { listener.yield() }
    }

    private func forget(_ number: Int, _ subjectID: String) {
        state.withLock { state in
            state.listeners[subjectID]?[number] = nil
            if state.listeners[subjectID]?.isEmpty ?? false { state.listeners[subjectID] = nil }
        }
    }
}
