import Hummingbird
import HummingbirdCore

/// The page that shows the phones.
struct PhoneRoutes: Sendable {
    let sandbox: Sandbox
    let pages: Pages

    func add(to router: Router<SandboxContext>) {
        router.get("/", use: phones)
    }

    @Sendable private func phones(request: Request, context: SandboxContext) async throws -> Response {
        pages.phones(await sandbox.phonesPage())
    }
}
