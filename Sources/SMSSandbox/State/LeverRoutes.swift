import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The levers tests and newcomers pull.
struct LeverRoutes: Sendable {
    let sandbox: Sandbox

    func add(to router: Router<SandboxContext>) {
        router.post("/sandbox/advance", use: advance)
        router.post("/sandbox/faults", use: addFault)
        router.post("/sandbox/faults/clear", use: clearFaults)
        router.post("/sandbox/reset", use: reset)
        router.get("/sandbox/callbacks", use: callbacks)
    }

    @Sendable private func advance(request: Request, context: SandboxContext) async throws -> Response {
        try request.done(["advanced": await sandbox.advance()])
    }

    @Sendable private func addFault(request: Request, context: SandboxContext) async throws -> Response {
        guard let fault = Fault(try await request.fields()) else {
            return try .json(["error": "kind, count, share, delay_ms or code makes no sense"], status: .badRequest)
        }
        guard await sandbox.add(fault) else {
            return try .json(["error": "there are too many faults already"], status: .conflict)
        }
        return try .json(fault, status: .created)
    }

    @Sendable private func clearFaults(request: Request, context: SandboxContext) async throws -> Response {
        await sandbox.clearFaults()
        return try request.done(["status": "success"])
    }

    @Sendable private func reset(request: Request, context: SandboxContext) async throws -> Response {
        await sandbox.reset()
        return try request.done(["status": "success"])
    }

    @Sendable private func callbacks(request: Request, context: SandboxContext) async throws -> Response {
        try .json(["callbacks": await sandbox.callbacks.log])
    }
}
