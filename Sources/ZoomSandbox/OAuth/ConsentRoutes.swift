import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The OAuth pages people see: sign in, then allow or decline.
struct ConsentRoutes: Sendable {
    let sandbox: Sandbox
    let pages: Pages

    // Cookies know no ports, so the name must not meet that of the app under test.
    private static let cookie = "zoom_sandbox_session"

    func add(to router: Router<BasicRequestContext>) {
        router.get("/oauth/authorize", use: authorize)
        router.post("/oauth/signin", use: signIn)
        router.post("/oauth/consent", use: decide)
    }

    @Sendable private func authorize(request: Request, context: BasicRequestContext) async throws -> Response {
        let query = request.uri.query ?? ""
        return try await answering(query) { asked in
            guard let person = await sandbox.signedIn(session(of: request)) else {
                let people = await sandbox.everybody()
                return pages.page(
                    "signin", SignInPage(request: asked.query, app: sandbox.app.name, people: people))
            }
            let page = ConsentPage(request: asked.query, app: sandbox.app, person: person)
            return pages.page("consent", page)
        }
    }

    @Sendable private func signIn(request: Request, context: BasicRequestContext) async throws -> Response {
        let fields = FormFields(try await request.bodyText())
        return try await answering(fields["request"] ?? "") { asked in
            let email = fields["email"] ?? ""
            guard let session = try await sandbox.signIn(email: email, password: fields["password"] ?? "")
            else {
                let people = await sandbox.everybody()
                let page = SignInPage(
                    request: asked.query, app: sandbox.app.name, email: email, isWrong: true, people: people)
                return pages.page("signin", page)
            }
            return again(asked, session: session, maxAge: nil)
        }
    }

    @Sendable private func decide(request: Request, context: BasicRequestContext) async throws -> Response {
        let fields = FormFields(try await request.bodyText())
        return try await answering(fields["request"] ?? "") { asked in
            switch fields["decision"] {
            case "decline":
                return .seeOther(asked.declined)
            case "allow":
                guard let person = await sandbox.signedIn(session(of: request)) else {
                    return again(asked, session: "", maxAge: 0)
                }
                return .seeOther(asked.accepted(code: try await sandbox.allow(asked, by: person)))
            default:
                return again(asked, session: "", maxAge: 0)
            }
        }
    }

    private func session(of request: Request) -> String? { request.cookies[Self.cookie]?.value }

    /// Back to the start of the dance, signed in or signed out.
    private func again(_ asked: AuthorizationRequest, session: String, maxAge: Int?) -> Response {
        var response = Response.seeOther("/oauth/authorize?\(asked.query)")
        let cookie = Cookie(
            name: Self.cookie, value: session, maxAge: maxAge, path: "/", httpOnly: true, sameSite: .lax)
        response.setCookie(cookie)
        return response
    }

    private func answering(
        _ query: String, _ answer: (AuthorizationRequest) async throws -> Response
    ) async throws -> Response {
        do {
            return try await answer(try AuthorizationRequest(query: query, app: sandbox.app))
        } catch AuthorizationRequest.Refusal.redirect(let location) {
            return .seeOther(location)
        } catch AuthorizationRequest.Refusal.page(let title, let code, let detail) {
            return pages.problem("\(title) (\(code))", detail, status: .badRequest)
        }
    }
}
