package import Foundation
package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore

/// The pretend Zoom as one server: OAuth pages and tokens, the REST API, join and host pages, webhooks, and a
/// console.
package struct SandboxServer: Sendable {
    private let configuration: SandboxConfiguration
    private let sandbox: Sandbox
    private let pages: Pages
    private let logger: Logger

    /// Opens the data file and seeds who is missing. `now` is the sandbox's clock.
    package init(
        configuration: SandboxConfiguration, logger: Logger, now: @escaping @Sendable () -> Date = { Date() }
    ) throws {
        self.configuration = configuration
        self.logger = logger
        sandbox = try Sandbox(configuration, now: now)
        pages = try Pages()
    }

    /// The service to run. It tells the port once it listens.
    package func buildApplication(
        onServerRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let configuration = self.configuration
        let sandbox = self.sandbox
        return Application(
            router: router(),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.host, port: configuration.port)),
            services: [sandbox.webhooks],
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? configuration.port
                await sandbox.listens(at: configuration.base(port: port))
                await onServerRunning(port)
            },
            logger: logger)
    }

    /// Mints a grant exactly as the token endpoint would, so that a host can start out connected. With port 0
    /// the answer's `apiURL` is right only once the server runs.
    package func issueConnection(email: String) async throws -> SandboxTokens {
        try await sandbox.connect(email: email)
    }

    /// The address others reach the sandbox by.
    package func publicBase() async -> String { await sandbox.base }

    private func router() -> Router<BasicRequestContext> {
        let router = Router(context: BasicRequestContext.self)
        router.add(middleware: AnswerMiddleware(sandbox: sandbox))
        router.add(middleware: LimitMiddleware(sandbox: sandbox))
        router.add(middleware: FaultMiddleware(sandbox: sandbox))
        ConsentRoutes(sandbox: sandbox, pages: pages).add(to: router)
        TokenRoutes(sandbox: sandbox).add(to: router)
        UserRoutes(sandbox: sandbox).add(to: router)
        MeetingRoutes(sandbox: sandbox).add(to: router)
        UpcomingRoutes(sandbox: sandbox).add(to: router)
        InvitationRoutes(sandbox: sandbox).add(to: router)
        RegistrantRoutes(sandbox: sandbox).add(to: router)
        InviteRoutes(sandbox: sandbox).add(to: router)
        JoinRoutes(sandbox: sandbox, pages: pages).add(to: router)
        RegistrantJoinRoutes(sandbox: sandbox, pages: pages).add(to: router)
        HostRoutes(sandbox: sandbox, pages: pages).add(to: router)
        RoomRoutes(sandbox: sandbox).add(to: router)
        PastMeetingRoutes(sandbox: sandbox).add(to: router)
        WebhookRoutes(sandbox: sandbox).add(to: router)
        ConsoleRoutes(sandbox: sandbox, pages: pages).add(to: router)
        return router
    }
}
