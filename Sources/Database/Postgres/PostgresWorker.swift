import Foundation

/// One thread's session: opened when needed, replaced when lost.
struct PostgresWorker {
    private let options: PostgresOptions
    private let outage: PostgresOutage
    private var session: PostgresSession?
    /// How long a caller waits for a server that is not there, and for a session to be free.
    private static let patience = Duration.seconds(3)
    private static let longestWait = Duration.seconds(10)
    /// How often a transaction that others are in the way of is run.
    private static let mostCollisions = 10

    init(options: PostgresOptions, outage: PostgresOutage) {
        self.options = options
        self.outage = outage
    }

    /// Runs the transaction until it is settled, or it has become clear that it will not be.
    mutating func perform(_ transaction: any PostgresTransaction) {
        let begun = ContinuousClock.now
        if !transaction.isPatient, begun - transaction.createdAt > Self.longestWait {
            return transaction.fail(.unavailable("no connection to PostgreSQL was free in time"))
        }
        let patience = outage.isKnown ? Duration.zero : Self.patience
        var tries = 0
        while let failure = attempt(transaction) {
            tries += 1
            let isOver =
                failure.remedy == .again
                ? tries >= Self.mostCollisions : ContinuousClock.now - begun > patience
            if isOver { return transaction.fail(failure.error) }
            Self.pause(after: tries)
        }
    }

    /// Nil when the caller has its answer.
    private mutating func attempt(_ transaction: any PostgresTransaction) -> PostgresFailure? {
        let session: PostgresSession
        do {
            session = try liveSession()
        } catch {
            // Whoever was patient until now has waited for all.
            if ContinuousClock.now - transaction.createdAt > Self.patience { outage.begin(error) }
            return PostgresFailure(error, .reconnect)
        }
        let failure = transaction.run(in: session)
        // One that failed in ending its transaction is not to be trusted with another.
        if failure?.remedy == .reconnect || session.failure != nil { self.session = nil }
        return failure
    }

    private mutating func liveSession() throws(SQLError) -> PostgresSession {
        if let session, session.isAlive() { return session }
        session = nil
        try outage.check()
        let opened = try PostgresSession(options)
        outage.end()
        session = opened
        return opened
    }

    /// Milliseconds that double from one up to 250, and half of it by chance, so that two who collided part.
    private static func pause(after tries: Int) {
        let longest = Double(min(250, 2 << min(tries, 8)))
        Thread.sleep(forTimeInterval: Double.random(in: longest / 2...longest) / 1000)
    }
}
