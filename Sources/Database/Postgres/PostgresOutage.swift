import Synchronization

/// What the sessions of one process know together about a server that is away: who asks while it is known to be away
/// need not wait for what others have waited for in vain.
final class PostgresOutage: Sendable {
    private struct State {
        let error: SQLError
        let noticed: ContinuousClock.Instant
    }

    private let state = Mutex<State?>(nil)
    /// For so long nobody knocks again.
    private static let rest = Duration.milliseconds(500)

    /// Whether somebody has waited in vain, and nobody has got through since.
    var isKnown: Bool { state.withLock { $0 != nil } }

    /// - Throws: the reason, when somebody was turned away a moment ago.
    func check() throws(SQLError) {
        let recent = state.withLock { $0 }
        if let recent, ContinuousClock.now - recent.noticed < Self.rest { throw recent.error }
    }

    func begin(_ error: SQLError) {
        state.withLock { $0 = State(error: error, noticed: .now) }
    }

    func end() {
        state.withLock { $0 = nil }
    }
}
