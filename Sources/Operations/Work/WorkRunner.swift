import Logging
import ServiceLifecycle
package import Store
import Synchronization
import TimeZones

/// Does durable work of one kind as it falls due: claims rows under a lease, runs them side by side, and reports back.
/// Each kind has a runner of its own, so that a slow mail server keeps no room waiting.
package struct WorkRunner: Service {
    private let verbs: Verbs
    private let kind: WorkItem.Kind
    private let inFlight = InFlight()
    /// How many pieces are under way at once.
    private static let width = 6
    /// Longer than any piece of work takes; after a crash another may take it then.
    private static let leaseSeconds = 120
    /// How late a due row can be noticed when nothing wakes the runner.
    private static let tick = Duration.milliseconds(500)

    package init(_ kind: WorkItem.Kind, verbs: Verbs) {
        self.kind = kind
        self.verbs = verbs
    }

    /// A runner for every kind of work.
    package static func all(verbs: Verbs) -> [WorkRunner] {
        WorkItem.Kind.allCases.map { WorkRunner($0, verbs: verbs) }
    }

    /// Works until the process is to stop; what is under way is finished first.
    package func run() async throws {
        if verbs.store.isExclusive { try await verbs.store.write { try $0.releaseWork(kind) } }
        await withDiscardingTaskGroup { group in
            // Behind everything that somebody waits for.
            group.addTask(priority: .low) { await self.working() }
        }
    }

    private func working() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.ticking() }
            for await _ in verbs.store.wakes.stream(kind).cancelOnGracefulShutdown() {
                while let items = await claim(), !items.isEmpty {
                    for item in items {
                        inFlight.add(1)
                        group.addTask(priority: .low) {
                            await perform(item)
                            // Several at a time are claimed as easily as one.
                            if inFlight.add(-1) <= Self.width / 2 { verbs.store.wakes.wake(kind) }
                        }
                    }
                }
            }
            group.cancelAll()
        }
    }

    /// Does all work that is due, and what falls due by it, and returns. For tests, which move the clock themselves.
    package func drain() async {
        while let items = await claim(), !items.isEmpty {
            await withDiscardingTaskGroup { group in
                for item in items { group.addTask { await perform(item) } }
            }
        }
    }

    private func ticking() async {
        while !Task.isCancelled {
            verbs.store.wakes.wake(kind)
            try? await Task.sleep(for: Self.tick)
        }
    }

    private func claim() async -> [WorkItem]? {
        let free = Self.width - inFlight.count
        guard free > 0 else { return nil }
        do {
            let now = verbs.now
            guard let due = try await verbs.store.read({ try $0.nextDue(kind) }), due <= now else { return nil }
            let lease = verbs.surroundings.token()
            return try await verbs.store.write {
                try $0.claimWork(
                    kind, limit: free, lease: lease, seconds: Self.leaseSeconds, at: now)
            }
        } catch {
            verbs.logger.error("work cannot be claimed", metadata: ["error": "\(error)"])
            return nil
        }
    }

    private func perform(_ item: WorkItem) async {
        do {
            switch try await outcome(of: item) {
            case .settled, .parked:
                try await verbs.keep { try $0.complete(item, at: verbs.now) }
            case .again(let due, let error):
                try await verbs.keep { try $0.postpone(item, until: due, error: error, at: verbs.now) }
            }
        } catch {
            await putOff(item, error)
        }
    }

    /// Something went wrong that the work itself had no answer to: it is tried again, later each time.
    private func putOff(_ item: WorkItem, _ error: any Error) async {
        let isStopping = error is CancellationError
        // What is put off because the process stops is nobody's trouble.
        verbs.logger.log(
            level: isStopping ? .debug : .error, "work not done",
            metadata: ["work": "\(item.key)", "error": "\(error)"])
        let due = isStopping ? verbs.now : verbs.surroundings.retry(after: item.attempts)
        do {
            try await verbs.keep { try $0.postpone(item, until: due, error: "\(error)", at: verbs.now) }
        } catch {
            // Then its lease runs out, and it falls due again.
            verbs.logger.error("work not put off", metadata: ["work": "\(item.key)", "error": "\(error)"])
        }
    }

    private func outcome(of item: WorkItem) async throws -> Outcome {
        switch item.kind {
        case .reconcileRoom: try await verbs.reconcileRoom(item)
        case .sendMessage: try await verbs.sendMessage(item.subjectID, attempts: item.attempts)
        case .expireHold: try await verbs.expireHold(item.subjectID)
        case .takeZoomEvents: try await verbs.takeZoomEvents(about: item.subjectID)
        case .matchOrganisation: try await verbs.keepOrganisation(of: item.subjectID)
        case .lookAtZoom: try await verbs.lookAtZoom(of: item.subjectID)
        case .offerPlaces: try await verbs.offerPlaces(item.subjectID)
        case .deliverHook: try await verbs.deliverHook(item.subjectID)
        }
    }
}

/// How many pieces of work are under way.
private final class InFlight: Sendable {
    private let number = Mutex(0)

    var count: Int { number.withLock { $0 } }

    /// - Returns: how many there are now.
    @discardableResult
    func add(_ change: Int) -> Int {
        number.withLock { number in
            number += change
            return number
        }
    }
}
