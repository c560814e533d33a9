import ArgumentParser
import Foundation
import Hummingbird
import Logging
import ServiceLifecycle
import UnixSignals
import ZoomSandbox

struct SandboxCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sandbox", abstract: "Serve a pretend Zoom to develop against.",
        discussion: "Point USHER_ZOOM_OAUTH_BASE at its address and USHER_ZOOM_API_BASE at its address + /v2.")

    @Option(help: "Where to listen.") var host = "127.0.0.1"
    @Option(help: "The port; SANDBOX_PORT says it too.") var port: Int?
    @Option(help: "The app's client ID.") var clientID = "sandbox-client"
    @Option(help: "The app's client secret.") var clientSecret = "sandbox-secret"
    @Option(help: "An address the app may send people back to; more than one if repeated.")
    var redirect = ["http://127.0.0.1:8080/oauth/zoom/callback"]
    @Option(help: "A file that keeps what the sandbox holds.") var data: String?
    @Option(help: "How many meetings it lets each host make or change a UTC day.") var dailyWrites = 100

    func run() async throws {
        Console.startLogging()
        let chosen = port ?? Int(ProcessInfo.processInfo.environment["SANDBOX_PORT"] ?? "") ?? 8090
        let server = try SandboxServer(
            configuration: SandboxConfiguration(
                host: host, port: chosen, clientID: clientID, clientSecret: clientSecret, redirectURIs: redirect,
                dataFile: data, people: DemoPeople.zoomPeople, dailyWrites: dailyWrites),
            logger: Logger(label: "zoom-sandbox"))
        let application = server.buildApplication { port in
            Console.say("The Zoom sandbox listens on http://\(host):\(port)")
        }
        let logger = Logger(label: "zoom-sandbox")
        do {
            try await ServiceGroup(
                services: [application], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger
            ).run()
        } catch {
            throw LaunchError(error, port: chosen)
        }
    }
}
