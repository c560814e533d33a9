/// Says that something may have fallen due. Many calls are one.
package final class WakeSignal: Sendable {
    private let streams: [WorkItem.Kind: (stream: AsyncStream<Void>, continuation: AsyncStream<Void>.Continuation)]

    init() {
        let kinds = WorkItem.Kind.allCases.map {
            ($0, AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1)))
        }
        streams = Dictionary(uniqueKeysWithValues: kinds)
    }

    /// For one listener.
    package func stream(_ kind: WorkItem.Kind) -> AsyncStream<Void> {
        streams[kind]?.stream ?? AsyncStream { $0.finish() }
    }

    package func wake(_ kind: WorkItem.Kind) {
        streams[kind]?.continuation.yield()
    }
}
