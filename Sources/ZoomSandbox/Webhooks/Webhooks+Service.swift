import ServiceLifecycle

extension Webhooks: Service {
    /// Sends events until the process is to stop; those that wait for another try are given up then.
    func run() async throws {
        guard let sender = WebhookSender(settings) else {
            // To return early would end everything else.
            try? await gracefulShutdown()
            return
        }
        await cancelWhenGracefulShutdown { await self.send(by: sender) }
        try await sender.shutdown()
    }
}
