import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The console, and the levers tests pull.
struct ConsoleRoutes: Sendable {
    let sandbox: Sandbox
    let pages: Pages

    func add(to router: Router<BasicRequestContext>) {
        router.get("/", use: console)
        router.get("/sandbox/state", use: state)
        router.post("/sandbox/faults", use: addFault)
        router.delete("/sandbox/faults", use: clearFaults)
        router.post("/sandbox/faults/clear", use: clearFaults)
        router.post("/sandbox/reset", use: reset)
        router.post("/sandbox/revoke", use: revoke)
        router.post("/sandbox/writes", use: useWrites)
        router.post("/sandbox/account-app", use: switchAccountApp)
    }

    @Sendable private func console(request: Request, context: BasicRequestContext) async throws -> Response {
        pages.page("console", await sandbox.console())
    }

    @Sendable private func state(request: Request, context: BasicRequestContext) async throws -> Response {
        .json(await sandbox.state())
    }

    @Sendable private func addFault(request: Request, context: BasicRequestContext) async throws -> Response {
        guard let fault = Fault(try await request.formOrJSON()) else {
            return .json(["error": "on, kind, status, count or delay_ms makes no sense"], status: .badRequest)
        }
        await sandbox.add(fault)
        return done(request, fault.json, status: .created)
    }

    @Sendable private func clearFaults(request: Request, context: BasicRequestContext) async throws
        -> Response
    {
        await sandbox.clearFaults()
        return done(request, ["status": "success"])
    }

    @Sendable private func reset(request: Request, context: BasicRequestContext) async throws -> Response {
        try await sandbox.reset()
        return done(request, ["status": "success"])
    }

    @Sendable private func revoke(request: Request, context: BasicRequestContext) async throws -> Response {
        let email = try await request.formOrJSON()["email"]?.text ?? ""
        guard try await sandbox.revoke(email: email) else {
            return .json(["error": "nobody has this address"], status: .notFound)
        }
        return done(request, ["status": "success"])
    }

    @Sendable private func switchAccountApp(request: Request, context: BasicRequestContext) async throws
        -> Response
    {
        let state = try await request.formOrJSON()["state"]?.text ?? ""
        guard ["on", "off"].contains(state) else {
            return .json(["error": "state must be on or off"], status: .badRequest)
        }
        try await sandbox.switchAccountApp(isOn: state == "on")
        return done(request, ["state": .string(state)])
    }

    /// Another app of the same person creates and updates meetings.
    @Sendable private func useWrites(request: Request, context: BasicRequestContext) async throws -> Response {
        let fields = try await request.formOrJSON()
        guard let count = fields["count"]?.integer, (1...1000).contains(count) else {
            return .json(["error": "count must be between 1 and 1000"], status: .badRequest)
        }
        guard let used = try await sandbox.useWrites(count, email: fields["email"]?.text ?? "") else {
            return .json(["error": "nobody has this address"], status: .notFound)
        }
        return done(request, ["writes_today": .number(used)])
    }

    /// A browser's form goes back to the console; anybody else gets JSON.
    private func done(_ request: Request, _ answer: JSONValue, status: HTTPResponse.Status = .ok) -> Response {
        let isBrowser = request.headers[.accept]?.contains("text/html") ?? false
        return isBrowser && !request.isJSON ? .seeOther("/") : .json(answer, status: status)
    }
}
