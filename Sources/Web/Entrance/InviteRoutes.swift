import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    /// How people come in: by an invitation, or by a new password.
    func addEntrances(to router: Router<WebContext>) {
        router.get("invite/:token") { try await invitePage($0, $1) }
        router.post("invite/:token") { try await acceptInvitation($0, $1) }
        addResets(to: router)
    }

    private func invitePage(
        _ request: Request, _ context: WebContext, typed: FormFields? = nil, error: OperationError? = nil
    ) async throws -> Response {
        let token = try context.parameters.require("token")
        let view = try await verbs.invitation(token: token)
        let person = try await verbs.person(of: request)?.person
        let isTheirs = person?.user.email == view.invitation.email && person?.behind == nil
        let zone = typed?["timezone"] ?? view.account?.zone ?? "UTC"
        func input(_ name: String, _ label: String, _ value: String, _ type: String) -> Input {
            .line(name, label, value, type: type, error: error?.message(of: name == "name" ? "user_name" : name))
                .required().wide()
        }
        let page = InvitePage(
            placeName: view.place, invitedBy: view.invitation.invitedBy, email: view.invitation.email,
            token: token,
            joinCSRF: isTheirs ? person?.csrf : nil,
            signInHref: view.isKnown && !isTheirs ? "/sign-in" : nil,
            form: view.isKnown
                ? nil
                : InvitePage.Form(
                    inputs: [
                        input("name", "Your name", typed?["name"] ?? view.invitation.name, "text"),
                        input("password", "Choose a password", "", "password").hint("At least 10 characters."),
                    ],
                    zoneGroups: zoneMenu.groups(selected: zone, at: verbs.now),
                    timezoneError: error?.message(of: "zone")))
        return try renderer.page(
            "invite", Page(title: "Invitation · Usher", page), status: error?.status ?? .ok)
    }

    private func acceptInvitation(_ request: Request, _ context: WebContext) async throws -> Response {
        try await throttle(.signIn, request, context)
        let token = try context.parameters.require("token")
        let fields = try await request.form()
        if let person = try await verbs.person(of: request)?.person, !fields["csrf"].isEmpty {
            guard ConstantTime.equal(fields["csrf"].utf8, person.csrf.utf8) else { throw Request.staleForm }
            try await verbs.acceptInvitation(
                token: token, by: Asker(person, address: visitor(request, context)))
            return .seeOther("/app/appointments")
        }
        do {
            let session = try await verbs.acceptInvitation(
                token: token, name: fields["name"], password: fields["password"], zone: fields["timezone"],
                browser: browser(request, context))
            return signedIn(session, next: "/app/appointments")
        } catch let error as OperationError where error.kind == .invalid {
            return try await invitePage(request, context, typed: fields, error: error)
        } catch let error as OperationError where error.code == "sign_in_first" {
            return .seeOther("/invite/\(token)")
        }
    }
}

struct InvitePage {
    struct Form {
        let inputs: [Input]
        let zoneGroups: [ZoneGroup]
        let timezoneError: String?
    }

    let placeName: String
    let invitedBy: String
    let email: String
    let token: String
    /// For who is signed in with the address.
    let joinCSRF: String?
    /// For who has to sign in with it first.
    let signInHref: String?
    /// For who is new.
    let form: Form?
}
