import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The Messages resource: send one, look at one; and the list of all, as the sandbox has it.
struct MessageRoutes: Sendable {
    static let path = "/2010-04-01/Accounts/:account/Messages"

    let sandbox: Sandbox

    func add(to router: Router<SandboxContext>) {
        router.post("\(Self.path).json", use: send)
        router.get("\(Self.path)/:message", use: show)
        router.get("/sandbox/messages", use: list)
    }

    @Sendable private func send(request: Request, context: SandboxContext) async throws -> Response {
        try await authorize(request, context)
        let message = try await sandbox.send(try await request.fields())
        return try .json(MessageAnswer(message, account: sandbox.account.sid), status: .created)
    }

    @Sendable private func show(request: Request, context: SandboxContext) async throws -> Response {
        try await authorize(request, context)
        let name = try context.parameters.require("message")
        guard name.hasSuffix(".json"), let message = await sandbox.message(String(name.dropLast(5))) else {
            throw TwilioError.notFound(request.uri.path)
        }
        return try .json(MessageAnswer(message, account: sandbox.account.sid))
    }

    @Sendable private func list(request: Request, context: SandboxContext) async throws -> Response {
        let answers = await sandbox.messages.map { MessageAnswer($0, account: sandbox.account.sid) }
        return try .json(["messages": answers])
    }

    private func authorize(_ request: Request, _ context: SandboxContext) async throws {
        try await sandbox.authorize(request.basicCredentials, account: try context.parameters.require("account"))
    }
}
