import ServiceLifecycle

/// Lets messages go on by themselves, each after its time in a state.
struct Pace: Service {
    let sandbox: Sandbox
    let delay: Duration?

    func run() async throws {
        guard let delay else {
            // To return early would end everything else.
            try? await gracefulShutdown()
            return
        }
        // The clock is the sandbox's and may be moved, so it is looked at often.
        let pause = min(max(delay / 4, .milliseconds(5)), .milliseconds(250))
        await cancelWhenGracefulShutdown {
            while (try? await Task.sleep(for: pause)) != nil { _ = await sandbox.advance(after: delay) }
        }
    }
}
