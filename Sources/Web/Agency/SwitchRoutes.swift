import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    /// Where somebody works: an account, the agency, or as somebody else.
    func addSwitching(to routes: AppRoutes) {
        routes.post("switch", for: .people) { request, context in
            let fields = try await request.form(context)
            let accountID = fields["account"]
            try await verbs.open(
                account: accountID.isEmpty ? nil : accountID, by: try context.signedInPerson())
            return Response.seeOther(accountID.isEmpty ? "/agency" : "/app/appointments")
        }
        routes.post("log-in-as/end", for: .people) { request, context in
            _ = try await request.form(context)
            try await verbs.endLogInAs(by: try asker(request, context))
            return Response.seeOther("/agency/people")
        }
        routes.get("no-account", for: .people) { _, context in
            let person = try context.signedInPerson()
            let (headline, text) =
                person.accounts.isEmpty
                ? (
                    "No account yet",
                    "You are signed in, and belong to no account. An admin of your agency can add you: Agency, Team, "
                        + "your name, User roles, Add to account."
                )
                : (
                    "Choose an account",
                    "The one that was open is not yours to open any more. Choose another one at the top left."
                )
            let page = MessagePage(headline: headline, text: text, action: nil)
            return try renderer.page(
                "app_message", Page(title: page.headline, page, person: person, on: .person))
        }
    }

    /// Who asks, for the audit log.
    func asker(_ request: Request, _ context: WebContext) throws -> Asker {
        Asker(try context.signedInPerson(), address: visitor(request, context))
    }
}
