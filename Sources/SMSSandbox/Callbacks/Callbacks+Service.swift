import ServiceLifecycle

extension Callbacks: Service {
    /// Sends until the process is to stop; what waits then is given up.
    func run() async throws {
        let sender = CallbackSender()
        await cancelWhenGracefulShutdown { await self.send(by: sender) }
        try await sender.shutdown()
    }
}
