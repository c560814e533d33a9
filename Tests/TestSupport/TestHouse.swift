import AsyncHTTPClient
package import Database
package import Logging
package import Messaging
package import Operations
import Store
import Synchronization
import TestDatabases
package import TimeZones
import Zoom
import ZoomSandbox

/// A whole Usher for a test: a database of its own, the sandbox over HTTP as Zoom, a clock that the test moves, and a
/// mail server that keeps what it takes.
package struct TestHouse: Sendable {
    package let verbs: Verbs
    package let clock: TestClock
    package let mail: TestMail
    package let zoom: RunningSandbox
    package let database: any SQLDatabase

    /// Runs `body` in a fresh house on each engine in turn.
    package static func with(
        at start: Instant = TestClock.usual, zoomTimeoutSeconds: Int64 = 20, dailyWrites: Int = 1_000_000,
        _ body: (TestHouse) async throws -> Void
    ) async throws {
        try await TestDatabases.each { database in
            try await with(
                database, at: start, zoomTimeoutSeconds: zoomTimeoutSeconds, dailyWrites: dailyWrites, body)
        }
    }

    /// Runs `body` in a fresh house on a database, which is migrated.
    package static func with(
        _ database: any SQLDatabase, at start: Instant = TestClock.usual, zoomTimeoutSeconds: Int64 = 20,
        dailyWrites: Int = 1_000_000, _ body: (TestHouse) async throws -> Void
    ) async throws {
        let clock = TestClock(start)
        var configuration = RunningSandbox.usual
        configuration.dailyWrites = dailyWrites
        try await RunningSandbox.with(
            clock: clock, configuration: configuration, timeoutSeconds: zoomTimeoutSeconds
        ) { zoom in
            _ = try await UsherStore.migrate(database)
            try await body(
                TestHouse(database: database, clock: clock, zoom: zoom, dailyWrites: dailyWrites))
        }
    }

    /// - Parameter database: may be that of other houses too, as several processes share one.
    /// - Parameter dailyWrites: how many writes a day Zoom is thought to allow a host.
    /// - Parameter allowsPrivateHooks: whether webhooks may be on this machine, where tests have theirs.
    package init(
        database: any SQLDatabase, clock: TestClock, zoom: RunningSandbox, dailyWrites: Int = 1_000_000,
        allowsPrivateHooks: Bool = true
    ) {
        self.database = database
        self.clock = clock
        self.zoom = zoom
        mail = TestMail()
        verbs = Verbs(
            store: UsherStore(database: database), zones: ZoneDatabase(), zoom: zoom.client, mail: mail,
            vault: Vault(secret: "a secret for tests, long enough to be one"),
            surroundings: Surroundings(now: { clock.now }, randomBytes: Surroundings.system.randomBytes),
            settings: .init(
                publicURL: "http://usher.test", mailFrom: MailAddress(email: "bookings@harbor.example"),
                zoomWebhookSecrets: ["webhook-secret", "former-secret"], zoomDailyWrites: dailyWrites,
                allowsPrivateHooks: allowsPrivateHooks),
            logger: .quiet)
    }

    /// Does all the work that is due at this moment of the clock, and what comes of it: what one kind leaves to be done
    /// can be of a kind that had its turn before.
    package func work() async {
        for _ in 0..<3 {
            for runner in WorkRunner.all(verbs: verbs) { await runner.drain() }
        }
    }

    /// A line of the ledger of calls.
    package struct CallLine: Sendable {
        /// As in `GET /v2/users/me`.
        package let name: String
        package let status: Int
        package let meeting: String?
        package let user: String?
        package let tracking: String?
    }

    /// Every call of Zoom's API that was written down.
    package func zoomCalls() async throws -> [CallLine] {
        try await database.read { connection in
            try connection.rows("SELECT * FROM zoom_calls", []).map { row in
                CallLine(
                    name: "\(try row.text("method")) \(try row.text("path"))", status: try row.integer("status"),
                    meeting: try row.optionalText("meeting_id"), user: try row.optionalText("user_id"),
                    tracking: try row.optionalText("tracking_id"))
            }
        }
    }

    /// Lets every lease run out, as the database's clock would.
    package func endLeases() async throws {
        try await database.write { connection in
            try connection.execute("UPDATE work SET leased_until = 0")
            try connection.execute("UPDATE connections SET refresh_until = 0")
        }
    }
}

/// A clock that stands until it is moved.
package final class TestClock: Sendable {
    /// Monday, 30 November 2026, 06:00 UTC.
    package static let usual = Instant(seconds: 1_796_018_400)
    private let moment: Mutex<Instant>

    package init(_ start: Instant) {
        moment = Mutex(start)
    }

    package var now: Instant { moment.withLock { $0 } }

    package func advance(minutes: Int = 0, seconds: Int = 0) {
        moment.withLock { $0 = $0.adding(minutes: minutes).adding(seconds: seconds) }
    }
}

/// A mail server that keeps what it takes and can refuse.
package final class TestMail: MailTransport {
    private let state = Mutex<(taken: [MailMessage], refusal: MessagingError?)>(([], nil))

    package init() {}

    package var taken: [MailMessage] { state.withLock { $0.taken } }

    /// From now on every message is refused so; nil takes them again.
    package func refuse(with error: MessagingError?) {
        state.withLock { $0.refusal = error }
    }

    package func send(_ message: MailMessage) async throws(MessagingError) {
        let refusal = state.withLock { state in
            if state.refusal == nil { state.taken.append(message) }
            return state.refusal
        }
        if let refusal { throw refusal }
    }

    /// The messages to one address.
    package func to(_ email: String) -> [MailMessage] {
        taken.filter { $0.to.email == email }
    }
}

extension Logger {
    package static var quiet: Logger {
        Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    }
}
