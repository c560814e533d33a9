import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    func addSignIn(to router: Router<WebContext>) {
        router.get { try await home($0, $1) }
        router.get("sign-in") { request, _ in
            let notice =
                request.query("done") == "reset" ? Notice("ok", "Your password is set. Sign in with it.") : nil
            return try signInPage(next: request.query("next") ?? "", email: "", problem: nil, notice: notice)
        }
        router.post("sign-in") { try await signIn($0, $1) }
        router.post("sign-in/code") { try await sendCode($0, $1) }
        router.post("sign-out") { try await signOut($0, $1) }
    }

    private func home(_ request: Request, _ context: WebContext) async throws -> Response {
        let isSignedIn = try await verbs.person(of: request) != nil
        let accounts = try await verbs.store.read { try $0.accounts() }
        let name = accounts.count == 1 ? accounts[0].name : "Usher"
        return try renderer.page(
            "home", Page(title: name, HomePage(siteName: name, isSignedIn: isSignedIn, demo: settings.demo)))
    }

    private func signIn(_ request: Request, _ context: WebContext) async throws -> Response {
        try await throttle(.signIn, request, context)
        let fields = try await request.form()
        do {
            let step = try await verbs.signIn(
                email: fields["email"], password: fields["password"], browser: browser(request, context))
            switch step {
            case .done(let session): return signedIn(session, next: Self.ownPage(fields["next"]))
            case .code(let ticket): return try codePage(ticket: ticket, next: fields["next"])
            }
        } catch let error as OperationError where error.code == "sign_in" {
            return try signInPage(
                next: fields["next"], email: fields["email"], problem: error.message, status: .unprocessableContent
            )
        }
    }

    private func sendCode(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await request.form()
        do {
            let session = try await verbs.signIn(
                ticket: fields["ticket"], code: fields["code"], browser: browser(request, context))
            return signedIn(session, next: Self.ownPage(fields["next"]))
        } catch let error as OperationError where error.kind == .invalid {
            return try codePage(ticket: fields["ticket"], next: fields["next"], error: error)
        } catch let error as OperationError where error.code == "ticket_over" {
            return try signInPage(
                next: fields["next"], email: "", problem: error.message, status: error.status)
        }
    }

    private func codePage(ticket: String, next: String, error: OperationError? = nil) throws -> Response {
        let page = CodePage(
            next: Self.ownPage(next), ticket: ticket, codeError: error?.message(of: "code"))
        return try renderer.page(
            "sign_in_code", Page(title: "Sign in · Usher", page), status: error?.status ?? .ok)
    }

    /// Hands the browser its session, and leads it on.
    func signedIn(_ session: NewSession, next: String) -> Response {
        var response = Response.seeOther(next)
        response.setCookie(cookie(session.token, lifetime: session.lifetime))
        return response
    }

    /// The browser that a request comes from.
    func browser(_ request: Request, _ context: WebContext) -> Browser {
        Browser(name: request.headers[.userAgent] ?? "", address: visitor(request, context))
    }

    private func signOut(_ request: Request, _ context: WebContext) async throws -> Response {
        if let (person, _) = try await verbs.person(of: request) {
            var context = context
            context.person = person
            _ = try await request.form(context)
            try await verbs.signOut(person)
        }
        var response = Response.seeOther("/sign-in")
        response.setCookie(cookie("", lifetime: 0))
        return response
    }

    private func signInPage(
        next: String, email: String, problem: String?, notice: Notice? = nil, status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let page = SignInPage(next: Self.ownPage(next), email: email, signInError: problem, demo: settings.demo)
        return try renderer.page("sign_in", Page(title: "Sign in · Usher", page, notice: notice), status: status)
    }

    private func cookie(_ value: String, lifetime: Int) -> Cookie {
        Cookie(
            name: SessionMiddleware.cookie, value: value, maxAge: lifetime, path: "/", secure: settings.isSecure,
            httpOnly: true, sameSite: .lax)
    }

    /// Where signing in leads: a page of the app, never another site.
    private static func ownPage(_ path: String) -> String {
        let isOwn = path == "/app" || path.hasPrefix("/app/")
        let isPlain = path.utf8.allSatisfy { byte in
            (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || "/_-".utf8.contains(byte)
        }
        return isOwn && isPlain ? path : "/app/appointments"
    }
}

struct CodePage {
    let next: String
    let ticket: String
    let codeError: String?
}

struct HomePage {
    struct Door {
        let href: String
        let doorLabel: String
        let doorText: String
    }

    let siteName: String
    let isSignedIn: Bool
    let hasDoors: Bool
    let doorsTitle = "Look around the demo"
    let doors: [Door]

    init(siteName: String, isSignedIn: Bool, demo: WebSettings.Demo?) {
        self.siteName = siteName
        self.isSignedIn = isSignedIn
        hasDoors = demo != nil
        doors =
            demo.map { demo in
                [
                    Door(
                        href: demo.bookingPath, doorLabel: "Book an appointment",
                        doorText: "The page your guests see"),
                    Door(href: "/demo/mailbox", doorLabel: "Mailbox", doorText: "Every message that was sent"),
                    Door(
                        href: demo.sandboxURL, doorLabel: "Zoom sandbox", doorText: "What the pretend Zoom holds"),
                ]
            } ?? []
    }
}

struct SignInPage {
    struct DemoHint {
        let demoPassword: String
        let people: [Person]
    }

    struct Person {
        let personEmail: String
        let personRole: String
    }

    let next: String
    let email: String
    let signInError: String?
    let demo: DemoHint?

    init(next: String, email: String, signInError: String?, demo: WebSettings.Demo?) {
        self.next = next
        self.email = email
        self.signInError = signInError
        self.demo = demo.map { demo in
            DemoHint(
                demoPassword: demo.password,
                people: demo.people.map { Person(personEmail: $0.email, personRole: $0.role) })
        }
    }
}
