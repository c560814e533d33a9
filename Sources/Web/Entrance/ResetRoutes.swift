import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    func addResets(to router: Router<WebContext>) {
        router.get("forgot") { _, _ in try forgotPage(isSent: false) }
        router.post("forgot") { request, context in
            try await throttle(.reset, request, context)
            try await verbs.forgotPassword(email: try await request.form()["email"])
            return try forgotPage(isSent: true)
        }
        router.get("reset/:token") { _, context in try await resetPage(context) }
        router.post("reset/:token") { request, context in
            let fields = try await request.form()
            do {
                try await verbs.resetPassword(
                    token: try context.parameters.require("token"), password: fields["password"],
                    from: visitor(request, context))
                return Response.seeOther("/sign-in?done=reset")
            } catch let error as OperationError where error.kind == .invalid {
                return try await resetPage(context, error: error)
            }
        }
    }

    private func forgotPage(isSent: Bool) throws -> Response {
        try renderer.page("forgot", Page(title: "New password · Usher", ForgotPage(isSent: isSent)))
    }

    private func resetPage(_ context: WebContext, error: OperationError? = nil) async throws -> Response {
        let token = try context.parameters.require("token")
        let user = try await verbs.passwordReset(token: token)
        let page = ResetPage(
            token: token, email: user.email,
            passwordInput: Input.line(
                "password", "New password", "", type: "password", error: error?.message(of: "password")
            ).hint("At least 10 characters.").required().wide())
        return try renderer.page(
            "reset", Page(title: "New password · Usher", page), status: error?.status ?? .ok)
    }
}

struct ForgotPage {
    let isSent: Bool
}

struct ResetPage {
    let token: String
    let email: String
    let passwordInput: Input
}
