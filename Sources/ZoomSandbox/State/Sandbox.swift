import Foundation

/// The pretend Zoom itself: what it holds, and its data file.
actor Sandbox {
    let app: RegisteredApp
    let limits: Limits
    let webhooks: Webhooks
    let now: @Sendable () -> Date
    let zakKey: Data
    var base: String
    var contents: SandboxContents
    var faults: [Fault] = []
    var log = RequestLog()
    var rates = RateCounts()
    /// Whether an account's own app gets no tokens.
    var isAccountAppOff = false
    /// How many requests of each person, and of each account's own app, are at work.
    var inProgress: [String: Int] = [:]

    private let storage: Storage?
    private let addressIsFixed: Bool
    private var pending: [Change.Key: Change] = [:]
    private var noted = 0
    private var written = 0
    private var isWriting = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    init(_ configuration: SandboxConfiguration, now: @escaping @Sendable () -> Date) throws {
        let storage = try configuration.dataFile.map { try Storage(path: $0) }
        var contents = try SandboxContents(try storage?.load() ?? [])
        let seeds = try contents.seed(configuration.people, now: now())
        try storage?.saveAtStart(seeds)
        app = RegisteredApp(configuration)
        limits = Limits(configuration)
        webhooks = Webhooks(configuration, now: now)
        base = configuration.base(port: configuration.port)
        addressIsFixed = configuration.publicBase != nil
        zakKey = contents.zakKey ?? Random.bytes(32)
        self.now = now
        self.storage = storage
        self.contents = contents
    }

    /// Tells the port that was taken, when it was left open.
    func listens(at address: String) {
        if !addressIsFixed { base = address }
    }

    /// Notes a row to write at the next `commit`.
    func note(_ change: @autoclosure () throws -> Change) rethrows {
        guard storage != nil else { return }
        let made = try change()
        pending[made.key] = made
        noted += 1
    }

    /// Returns when everything noted so far is in the data file. Calls that wait at the same time share a
    /// write, and there is one write at a time, so an older body never lands on a newer one.
    func commit() async throws {
        guard let storage else { return }
        let wanted = noted
        while written < wanted {
            if isWriting {
                await withCheckedContinuation { waiters.append($0) }
            } else {
                try await write(to: storage)
            }
        }
    }

    private func write(to storage: Storage) async throws {
        let batch = pending
        let upTo = noted
        pending = [:]
        isWriting = true
        defer {
            isWriting = false
            for waiter in waiters { waiter.resume() }
            waiters = []
        }
        do {
            try await storage.save(Array(batch.values))
            written = upTo
        } catch {
            pending.merge(batch) { newer, _ in newer }
            throw error
        }
    }
}
