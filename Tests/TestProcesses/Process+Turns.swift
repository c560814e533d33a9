package import Foundation
import Synchronization

extension Process {
    private static let turn = Mutex(())

    /// Starts the process, one at a time: Foundation's `run()` is not made for several threads.
    package func runInTurn() throws {
        try Self.turn.withLock { _ in try run() }
    }
}
