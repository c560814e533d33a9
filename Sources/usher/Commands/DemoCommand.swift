import ArgumentParser
import Database
import Foundation
import Logging
import Messaging
import Operations
import Store
import Web
import Zoom
import ZoomSandbox

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Try Usher: one process with a pretend Zoom, a mailbox and an invented account.",
        discussion: "PORT and SANDBOX_PORT move the two ports. Nothing leaves this machine.")

    @Option(help: "Keep the data in this folder; without it, in a fresh temporary one.") var data: String?

    func run() async throws {
        Console.startLogging()
        let folder = try DemoFolder(data)
        let port = Self.port("PORT", 8080)
        let sandboxPort = Self.port("SANDBOX_PORT", 8090)
        let settings = Self.settings(folder, try Self.database(folder), port: port, sandboxPort: sandboxPort)
        try await House.with(settings, isMigrated: false, mail: { DemoMailbox(store: $0) }) { house in
            _ = try await house.migrate()
            let sandbox = try Self.sandbox(house, folder, port: sandboxPort)
            let filled = try await Self.fill(house, sandbox, folder)
            let welcome = Self.welcome(settings, filled)
            let application = try house.application(demo: Self.hints(settings)) { _ in Console.say(welcome) }
            try await house.run([sandbox.buildApplication(), application] + house.workers)
        }
    }

    private static func sandbox(_ house: House, _ folder: DemoFolder, port: Int) throws -> SandboxServer {
        let settings = house.settings
        var configuration = SandboxConfiguration(
            host: settings.host, port: port, clientID: settings.zoom.clientID,
            clientSecret: settings.zoom.clientSecret, redirectURIs: [house.verbs.zoomRedirectURI],
            dataFile: folder.zoomPath, people: DemoPeople.zoomPeople, dailyWrites: settings.zoomDailyWrites)
        configuration.webhookURL = "\(settings.publicURL)/webhooks/zoom"
        configuration.webhookSecret = webhookSecret
        return try SandboxServer(configuration: configuration, logger: house.logger)
    }

    /// - Returns: the folder with the key to the account.
    private static func fill(
        _ house: House, _ sandbox: SandboxServer, _ folder: DemoFolder
    ) async throws -> DemoFolder {
        var folder = folder
        if let apiKey = try await DemoSeed(verbs: house.verbs, sandbox: sandbox).fill() {
            try folder.keep(apiKey: apiKey)
        } else if folder.isNew {
            throw LaunchError(
                "\(house.settings.database) holds a demo that was begun with another folder, and its keys are there. "
                    + "Name that folder by --data, or another database by USHER_DATABASE_URL.")
        }
        return folder
    }

    private static func port(_ name: String, _ otherwise: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? otherwise
    }

    /// USHER_DATABASE_URL, or a file in the demo's own folder.
    private static func database(_ folder: DemoFolder) throws -> DatabaseAddress {
        guard let url = ProcessInfo.processInfo.environment["USHER_DATABASE_URL"], !url.isEmpty else {
            return .sqlite(path: folder.databasePath)
        }
        do {
            return try DatabaseAddress(url)
        } catch {
            throw LaunchError(database: error)
        }
    }

    private static func settings(
        _ folder: DemoFolder, _ database: DatabaseAddress, port: Int, sandboxPort: Int
    ) -> Settings {
        let zoom = "http://127.0.0.1:\(sandboxPort)"
        let level = ProcessInfo.processInfo.environment["USHER_LOG_LEVEL"].flatMap(Logger.Level.init(rawValue:))
        return Settings(
            database: database, databaseConnections: 12, secret: folder.secret, host: "127.0.0.1", port: port,
            publicURL: "http://127.0.0.1:\(port)", smtp: nil, mailFrom: "bookings@harbor.example",
            zoom: ZoomApp(
                clientID: "sandbox-client", clientSecret: "sandbox-secret", oauthBase: zoom, apiBase: "\(zoom)/v2"),
            zoomWebhookSecrets: [webhookSecret], zoomDailyWrites: dailyWrites,
            // Whoever tries webhooks here has a receiver on this machine.
            allowsPrivateHooks: true, trustsProxy: false,
            signInsPerMinute: nil,
            bookingsPerMinute: nil,
            logLevel: level ?? .warning)
    }

    /// As many as Zoom allows, unless a proof needs more.
    private static var dailyWrites: Int {
        ProcessInfo.processInfo.environment["USHER_ZOOM_DAILY_WRITES"].flatMap { Int($0) } ?? 100
    }

    /// Between the demo and its own pretend Zoom.
    private static let webhookSecret = "demo-webhook-secret"

    private static func hints(_ settings: Settings) -> WebSettings.Demo {
        WebSettings.Demo(
            password: DemoPeople.password,
            people: DemoPeople.all.map { person in
                let role = person.isAdmin ? "Admin and host" : "Host"
                return (person.email, person.isConnected ? role : "\(role), Zoom still to be connected")
            },
            bookingPath: "/book/\(DemoSeed.account)/\(DemoSeed.calendar)", sandboxURL: settings.zoom.oauthBase)
    }

    private static func welcome(_ settings: Settings, _ folder: DemoFolder) -> String {
        let rhea = DemoPeople.all.first { !$0.isConnected }
        return """

              Usher is open at \(settings.publicURL)

              Book as a visitor   \(settings.publicURL)/book/\(DemoSeed.account)/\(DemoSeed.calendar)
              Read every message  \(settings.publicURL)/demo/mailbox
              Sign in             \(settings.publicURL)/sign-in
                                  \(DemoPeople.all[0].email) / \(DemoPeople.password)
              Connect Zoom as     \(rhea?.email ?? "") / \(DemoPeople.password)
              The pretend Zoom    \(settings.zoom.oauthBase)
              API key             \(folder.apiKey ?? "kept only in the folder of the first start")

              Data in \(folder.path)
              Stop with Ctrl-C.

            """
    }
}
