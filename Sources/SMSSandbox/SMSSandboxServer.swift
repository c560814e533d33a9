package import Foundation
package import Hummingbird
import HummingbirdCore
package import Logging
import NIOCore

/// The pretend Twilio as one server: the Messages API, signed callbacks, levers, and a page that shows the phones.
package struct SMSSandboxServer: Sendable {
    private let configuration: SMSSandboxConfiguration
    private let sandbox: Sandbox
    private let pages: Pages
    private let logger: Logger

    /// `now` is the sandbox's clock.
    package init(
        configuration: SMSSandboxConfiguration, logger: Logger, now: @escaping @Sendable () -> Date = { Date() }
    ) throws {
        self.configuration = configuration
        self.logger = logger
        sandbox = Sandbox(configuration, now: now)
        pages = try Pages()
    }

    /// The service to run. It tells the port once it listens.
    package func buildApplication(
        onServerRunning: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) -> some ApplicationProtocol {
        let port = configuration.port
        return Application(
            router: router(),
            configuration: ApplicationConfiguration(address: .hostname(configuration.host, port: port)),
            services: [sandbox.callbacks, Pace(sandbox: sandbox, delay: configuration.stepDelay)],
            onServerRunning: { channel in await onServerRunning(channel.localAddress?.port ?? port) },
            logger: logger)
    }

    private func router() -> Router<SandboxContext> {
        let router = Router(context: SandboxContext.self)
        router.add(middleware: AnswerMiddleware())
        router.add(middleware: FaultMiddleware(sandbox: sandbox))
        MessageRoutes(sandbox: sandbox).add(to: router)
        ReplyRoutes(sandbox: sandbox).add(to: router)
        LeverRoutes(sandbox: sandbox).add(to: router)
        PhoneRoutes(sandbox: sandbox, pages: pages).add(to: router)
        return router
    }
}
