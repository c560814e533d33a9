import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Where a phone's answer is played.
struct ReplyRoutes: Sendable {
    let sandbox: Sandbox

    func add(to router: Router<SandboxContext>) {
        router.post("/sandbox/inbound", use: receive)
    }

    @Sendable private func receive(request: Request, context: SandboxContext) async throws -> Response {
        let fields = try await request.fields()
        let message = await sandbox.receive(
            from: fields["from"] ?? "", to: fields["to"] ?? "", body: fields["body"] ?? "")
        guard let message else {
            return try .json(
                ["error": "from must be a phone's number, and to one of the account's"], status: .badRequest)
        }
        return try request.done(MessageAnswer(message, account: sandbox.account.sid), status: .created)
    }
}
