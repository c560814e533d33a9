import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    /// How somebody signs in, and where they are signed in: theirs wherever they work.
    func addSecurity(to routes: AppRoutes) {
        routes.get("me/security", for: .people) { request, context in
            try await securityPage(context, notice: request.query("done").flatMap(SecurityPage.notice))
        }
        routes.post("me/password", for: .people) { request, context in
            let fields = try await request.form(context)
            return try await securing(request, context, done: "password") {
                try await verbs.changePassword(current: fields["current"], to: fields["password"], by: $0)
            }
        }
        routes.post("me/sessions/end", for: .people) { request, context in
            let fields = try await request.form(context)
            return try await securing(request, context, done: "session") {
                try await verbs.endSession(fields["session"].isEmpty ? nil : fields["session"], by: $0)
            }
        }
        routes.get("me/authenticator", for: .people) { request, context in
            try await authenticatorPage(request, context)
        }
        routes.post("me/authenticator", for: .people) { try await confirmAuthenticator($0, $1) }
        routes.post("me/authenticator/remove", for: .people) { request, context in
            let fields = try await request.form(context)
            return try await securing(request, context, done: "removed") {
                try await verbs.removeAuthenticator(password: fields["remove_current"], by: $0)
            }
        }
    }

    /// Carries one of its forms out, or shows the page with why not.
    private func securing(
        _ request: Request, _ context: WebContext, done: String, _ body: (Asker) async throws -> Void
    ) async throws -> Response {
        do {
            try await body(try asker(request, context))
            return .seeOther("/me/security?done=\(done)")
        } catch let error as OperationError where error.kind == .invalid {
            return try await securityPage(context, error: error, of: done)
        }
    }

    private func securityPage(
        _ context: WebContext, notice: Notice? = nil, error: OperationError? = nil, of form: String = ""
    ) async throws -> Response {
        let person = try context.signedInPerson()
        if person.behind != nil {
            throw OperationError(
                .forbidden, "logged_in_as",
                "How \(person.user.name) signs in is theirs alone to see and to change.")
        }
        let now = verbs.now
        let (browsers, hasAuthenticator, codes) = try await verbs.store.read {
            (
                try $0.browsers(of: person.user.id, at: now),
                try $0.credentials(of: person.user.id)?.totpSecret != nil,
                try $0.recoveryCodeCount(of: person.user.id)
            )
        }
        let page = SecurityPage(
            person, browsers, hasAuthenticator: hasAuthenticator, codes: codes,
            dates: Dates(zone: try verbs.zones.zone(person.user.zone)), error: error, of: form)
        return try renderer.page(
            "security", framed(context, "Sign-in and security", page, notice: notice), status: error?.status ?? .ok
        )
    }

    private func authenticatorPage(
        _ request: Request, _ context: WebContext, error: OperationError? = nil
    ) async throws -> Response {
        let setup = try await verbs.beginAuthenticator(by: try asker(request, context))
        let page = AuthenticatorPage(
            secret: setup.secret.enumerated().map {
                $0.offset > 0 && $0.offset % 4 == 0 ? " \($0.element)" : "\($0.element)"
            }
            .joined(),
            address: setup.address, picture: QRCode(setup.address),
            codeInput: Input.line("code", "The code it shows", "", error: error?.message(of: "code")).required())
        return try renderer.page(
            "authenticator", framed(context, "Authenticator", page), status: error?.status ?? .ok)
    }

    private func confirmAuthenticator(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await request.form(context)
        do {
            let codes = try await verbs.confirmAuthenticator(code: fields["code"], by: try asker(request, context))
            return try renderer.page(
                "recovery_codes", framed(context, "Recovery codes", RecoveryCodesPage(codes: codes)))
        } catch let error as OperationError where error.kind == .invalid {
            return try await authenticatorPage(request, context, error: error)
        }
    }

    /// A person's own page, in the frame of where they are.
    private func framed(_ context: WebContext, _ title: String, _ page: Any, notice: Notice? = nil) throws -> Page
    {
        if let session = context.session {
            return Page(title: title, page, session: session, on: .person, notice: notice)
        }
        return Page(title: title, page, person: try context.signedInPerson(), on: .person, notice: notice)
    }
}

struct SecurityPage {
    struct Row {
        let sessionID: String
        let browserName: String
        let from: String
        let seen: String
        let isThis: Bool
    }

    let userEmail: String
    let passwordInputs: [Input]
    let hasAuthenticator: Bool
    let codesText: String
    let removeInput: Input
    let browsers: [Row]
    let hasOthers: Bool

    init(
        _ person: Person, _ browsers: [SignedInBrowser], hasAuthenticator: Bool, codes: Int, dates: Dates,
        error: OperationError?, of form: String
    ) {
        func message(_ field: String, _ owner: String) -> String? {
            form == owner ? error?.message(of: field) : nil
        }
        userEmail = person.user.email
        passwordInputs = [
            Input.line(
                "current", "Present password", "", type: "password", error: message("current", "password")
            ).required(),
            Input.line(
                "password", "New password", "", type: "password", error: message("password", "password")
            ).hint("At least 10 characters.").required(),
        ]
        self.hasAuthenticator = hasAuthenticator
        codesText = codes == 1 ? "1 recovery code is left." : "\(codes) recovery codes are left."
        removeInput = Input.line(
            "remove_current", "Your password", "", type: "password", error: message("current", "removed")
        ).required()
        self.browsers = browsers.map {
            Row(
                sessionID: $0.id, browserName: BrowserName.of($0.browser), from: $0.address,
                seen: dates.stamp($0.seenAt), isThis: $0.id == person.sessionID)
        }
        hasOthers = browsers.count > 1
    }

    static func notice(_ word: String) -> Notice? {
        switch word {
        case "password": Notice("ok", "Your password is changed. You are signed out everywhere else.")
        case "session": Notice("ok", "Signed out there.")
        case "removed": Notice("ok", "The authenticator is removed. Signing in asks for your password alone.")
        default: nil
        }
    }
}

/// What people call their browser, of what it calls itself.
enum BrowserName {
    static func of(_ agent: String) -> String {
        let programs = [("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")]
        let systems = [
            ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
            ("Mac OS X", "Mac"), ("Linux", "Linux"),
        ]
        let program = programs.first { agent.contains($0.0) }?.1 ?? "A browser"
        let system = systems.first { agent.contains($0.0) }?.1
        return system.map { "\(program) on \($0)" } ?? program
    }
}

struct AuthenticatorPage {
    let secret: String
    let address: String
    let picture: QRCode?
    let codeInput: Input
}

struct RecoveryCodesPage {
    let codes: [String]
}
