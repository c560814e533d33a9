import Logging
import ServiceLifecycle
import Store
import TimeZones

/// Removes what has had its time: sessions, pending consents, submissions, throttles, password resets, logs of webhooks.
package struct Housekeeping: Service {
    private let verbs: Verbs

    package init(verbs: Verbs) {
        self.verbs = verbs
    }

    /// Sweeps every ten minutes until the process is to stop.
    package func run() async throws {
        if verbs.store.isExclusive { try await verbs.store.write { try $0.releaseRefreshes() } }
        await cancelWhenGracefulShutdown {
            await lookAfterSilence()
            while !Task.isCancelled {
                await sweep()
                // Sleeping ends early when the process is to stop; that is no error.
                try? await Task.sleep(for: .seconds(600))
            }
        }
    }

    private func lookAfterSilence() async {
        do {
            try await verbs.lookAfterSilence()
        } catch {
            verbs.logger.error("connections not looked at", metadata: ["error": "\(error)"])
        }
    }

    /// Removes it once.
    package func sweep() async {
        let now = verbs.now
        do {
            try await verbs.store.write { transaction in
                try transaction.deleteExpiredSessions(at: now)
                try transaction.deleteAuthorizations(before: now.adding(minutes: -60))
                try transaction.deleteSubmissions(before: now.adding(minutes: -1440))
                try transaction.deleteThrottles(before: now)
                try transaction.deletePasswordResets(before: now)
                try transaction.deleteZoomEvents(before: now.adding(minutes: -30 * 1440))
                try transaction.deleteZoomCalls(before: now.adding(minutes: -CallLedger.keptMinutes))
                try transaction.deleteHookDeliveries(before: now.adding(minutes: -30 * 1440))
                try transaction.deleteZoomDays(before: UTCDay.name(of: now.adding(minutes: -60 * 1440)))
            }
            try await verbs.refreshIdleConnections()
            try await verbs.store.write { transaction in
                for userID in try transaction.unwatchedConnections(limit: 100) {
                    transaction.promise(.lookAtZoom, userID, due: now, at: now)
                }
            }
        } catch {
            verbs.logger.error("housekeeping failed", metadata: ["error": "\(error)"])
        }
    }
}
