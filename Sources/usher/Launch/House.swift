import AsyncHTTPClient
import Database
import Foundation
import Hummingbird
import Logging
import Messaging
import NIOCore
import Operations
import ServiceLifecycle
import Store
import TimeZones
import UnixSignals
import Web
import Zoom

/// One Usher put together from its settings: every command that needs more than one part builds it here.
struct House {
    let settings: Settings
    let database: any SQLDatabase
    let store: UsherStore
    let http: HTTPClient
    let verbs: Verbs
    let logger: Logger

    /// Opens a house, runs `body`, and lets go of everything, whatever happens.
    /// - Parameters:
    ///   - mail: makes the mail server that stands in for the settings' own.
    ///   - isMigrated: whether the database has to be at this program's schema.
    static func with(
        _ settings: Settings, isMigrated: Bool = true, mail: (UsherStore) -> (any MailTransport)? = { _ in nil },
        _ body: (House) async throws -> Void
    ) async throws {
        let house = try House(settings, mail: mail)
        do {
            if isMigrated { try await house.checkSchema() }
            try await body(house)
        } catch {
            try await house.close()
            throw error
        }
        try await house.close()
    }

    private init(_ settings: Settings, mail: (UsherStore) -> (any MailTransport)?) throws {
        self.settings = settings
        var logger = Logger(label: "usher")
        logger.logLevel = settings.logLevel
        self.logger = logger
        do {
            database = try settings.database.open(connections: settings.databaseConnections)
        } catch {
            throw LaunchError(database: error)
        }
        store = UsherStore(database: database)
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.timeout.connect = .seconds(5)
        // Whoever asks tries again by itself, later each time.
        configuration.connectionPool.retryConnectionEstablishment = false
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let transport = mail(store) ?? settings.smtp ?? NoMail()
        verbs = Verbs(
            store: store, zones: ZoneDatabase(), zoom: ZoomClient(app: settings.zoom, http: http, logger: logger),
            mail: transport, vault: Vault(secret: settings.secret), surroundings: .system,
            settings: .init(
                publicURL: settings.publicURL, mailFrom: MailAddress(name: nil, email: settings.mailFrom),
                zoomWebhookSecrets: settings.zoomWebhookSecrets, zoomDailyWrites: settings.zoomDailyWrites,
                allowsPrivateHooks: settings.allowsPrivateHooks),
            logger: logger)
    }

    /// Brings the database to this program's schema; returns the steps that ran.
    func migrate() async throws -> [String] {
        do {
            return try await UsherStore.migrate(database)
        } catch let error as SQLError {
            throw LaunchError(database: error)
        }
    }

    /// - Throws: when the database's schema is not this program's, with what to do.
    func checkSchema() async throws {
        do {
            try await UsherStore.check(database)
        } catch let error as SQLError {
            throw LaunchError(database: error)
        }
    }

    /// - Throws: when there is no such account, with what to do.
    func account(slug: String) async throws -> Account {
        guard let account = try await store.read({ try $0.account(slug: slug) }) else {
            throw LaunchError("There is no account \(slug). Make it with `usher account`.")
        }
        return account
    }

    /// The web server.
    func application(demo: WebSettings.Demo? = nil, onRunning: @escaping @Sendable (Int) async -> Void) throws
        -> some ApplicationProtocol
    {
        let web = WebSettings(
            isSecure: settings.publicURL.hasPrefix("https:"), zoomOrigins: zoomOrigins,
            trustsProxy: settings.trustsProxy, signInsPerMinute: settings.signInsPerMinute,
            bookingsPerMinute: settings.bookingsPerMinute, missingZoomSettings: settings.missingZoomSettings,
            demo: demo)
        return Application(
            router: try Site(verbs: verbs, settings: web).router(),
            configuration: .init(address: .hostname(settings.host, port: settings.port), serverName: nil),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port ?? settings.port) },
            logger: logger)
    }

    /// What goes on behind the pages.
    var workers: [any Service] {
        WorkRunner.all(verbs: verbs) + [Housekeeping(verbs: verbs), SignalExchange(verbs: verbs)]
    }

    /// Runs services until a signal asks to stop, alone on a database that one process has to itself.
    func run(_ services: [any Service]) async throws {
        let claim = try claim()
        defer { withExtendedLifetime(claim) {} }
        var configuration = ServiceGroupConfiguration(
            services: services.map { .init(service: $0) }, gracefulShutdownSignals: [.sigterm, .sigint],
            logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(15)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch {
            throw LaunchError(error, port: settings.port)
        }
    }

    private func claim() throws(LaunchError) -> SQLiteClaim? {
        do {
            return try settings.database.claim()
        } catch {
            throw LaunchError(database: error)
        }
    }

    private func close() async throws {
        try await http.shutdown()
        try database.close()
    }

    private var zoomOrigins: [String] {
        let base = URLComponents(string: settings.zoom.oauthBase)
        let own = base.flatMap { base in
            base.host.map { "\(base.scheme ?? "https")://\($0)\(base.port.map { ":\($0)" } ?? "")" }
        }
        return ["https://zoom.us", "https://*.zoom.us"]
            + [own].compactMap(\.self).filter { $0 != "https://zoom.us" }
    }
}

/// Stands where no mail server is set: every message is kept as not sent, and says why.
private struct NoMail: MailTransport {
    func send(_ message: MailMessage) async throws(MessagingError) {
        throw MessagingError(.invalid(field: "USHER_SMTP_URL", text: "no mail server is set"))
    }
}

/// Why a server did not start, or a command could not be carried out.
struct LaunchError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    init(database error: SQLError) {
        description = "USHER_DATABASE_URL: \(error)"
    }

    init(_ error: any Error, port: Int) {
        let isTaken = (error as? IOError)?.errnoCode == EADDRINUSE
        description =
            isTaken
            ? "A port is in use already. Stop what uses it, or choose others by PORT and SANDBOX_PORT."
            : "\(error)"
    }
}
