import Logging
import ServiceLifecycle
import Store

/// Carries live signals between the processes on one database.
package struct SignalExchange: Service {
    private let verbs: Verbs
    /// Knows this process's own announcements.
    private let process: String

    package init(verbs: Verbs) {
        self.verbs = verbs
        process = verbs.surroundings.token()
    }

    /// Until the process is to stop.
    package func run() async throws {
        await withDiscardingTaskGroup { group in
            group.addTask(priority: .low) { await say() }
            group.addTask { await listen() }
        }
    }

    private func say() async {
        for await _ in verbs.live.hasNews.cancelOnGracefulShutdown() {
            do {
                try await verbs.store.announce(changesOf: verbs.live.takeUnsaid(), by: process)
            } catch {
                // The others' pages look again by themselves once the database is back.
                verbs.logger.warning("live signals not sent", metadata: ["error": "\(error)"])
            }
        }
    }

    private func listen() async {
        for await announcement in verbs.store.announcements().cancelOnGracefulShutdown() {
            switch announcement {
            // Its own pages know already.
            case .changed(_, by: process): continue
            case .changed(let subjectID, by: _): verbs.live.tell(subjectID)
            case .missed: verbs.live.tellAll()
            }
        }
    }
}
