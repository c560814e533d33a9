import HTTPTypes
import Hummingbird
import Operations
import Store

/// Lets only who is signed in pass; sends others to sign in and back. What is done while logged in as somebody is
/// written down with both names.
struct SessionMiddleware: RouterMiddleware {
    static let cookie = "usher_session"
    let site: Site

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard let (person, session) = try await site.verbs.person(of: request) else {
            let path = request.method == .get ? request.uri.path : "/app/appointments"
            return .seeOther("/sign-in?next=\(path)")
        }
        var context = context
        (context.person, context.session) = (person, session)
        let response = try await next(request, context)
        // What is only looked at leads nowhere else.
        let isChange = request.method == .post && response.status == .seeOther
        if person.behind != nil, isChange, request.uri.path != "/log-in-as/end" {
            let asker = Asker(person, address: site.visitor(request, context))
            try await site.verbs.noteActed(request.uri.path, in: session?.account.id, by: asker)
        }
        return response
    }
}

extension Verbs {
    /// Who the cookie of a request stands for, and the account they have open.
    func person(of request: Request) async throws -> (person: Person, session: Session?)? {
        guard let token = request.cookies[SessionMiddleware.cookie]?.value, token.utf8.count <= 100 else {
            return nil
        }
        return try await person(token: token)
    }
}
