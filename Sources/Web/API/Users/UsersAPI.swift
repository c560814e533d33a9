import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store

extension Site {
    func addUserAPI(to api: RouterGroup<WebContext>) {
        api.get("users") { request, _ in
            let account = try await account(request, .people)
            let found = try await verbs.store.read { snapshot in
                try snapshot.members(of: account.id).map { ($0, try snapshot.limits(of: $0.user.id)) }
            }
            return Response.json(JSONValue(["users": found.map { JSONValue($0.0, $0.1) }]))
        }
        api.get("users/:id") { request, context in
            Response.json(try await user(context, of: account(request, .people)))
        }
        api.patch("users/:id") { try await changeUser($0, $1) }
    }

    /// `PATCH /api/v1/users/{id}`: how many meetings they take; what the body does not name stays as it is.
    private func changeUser(_ request: Request, _ context: WebContext) async throws -> Response {
        let account = try await account(request, .people)
        let current = try await user(context, of: account)
        let typed = try await request.patch(of: current) { body in
            body.readOnly(current.members.keys.filter { $0 != "limits" }.sorted(), of: current)
            let limits = body.object("limits")
            return ["day", "week", "month"].map { limits?.number($0) ?? "" }
        }
        let names = ["limit_day": "limits.day", "limit_week": "limits.week", "limit_month": "limits.month"]
        try await renaming(names) {
            try await verbs.setLimits(
                of: context.parameters.require("id"), day: typed[0], week: typed[1], month: typed[2], in: account)
        }
        return Response.json(try await user(context, of: account))
    }

    /// - Throws: `not_found` when there is no such member.
    private func user(_ context: WebContext, of account: Account) async throws -> JSONValue {
        let id = try context.parameters.require("id")
        let found = try await verbs.store.read { snapshot in
            try snapshot.membership(of: id, in: account.id).map { ($0, try snapshot.limits(of: id)) }
        }
        guard let (member, limits) = found else {
            throw OperationError.notFound("There is no such member of this account.")
        }
        return JSONValue(member, limits)
    }
}

extension JSONValue {
    /// A member as they can be sent back.
    fileprivate init(_ member: Member, _ limits: Limits) {
        self.init([
            "id": member.user.id, "name": member.user.name, "email": member.user.email,
            "timezone": member.user.zone, "role": member.role.rawValue, "limits": JSONValue(limits),
        ])
    }

    /// Limits as they can be sent back; null where there is none.
    init(_ limits: Limits) {
        self.init(["day": limits.perDay, "week": limits.perWeek, "month": limits.perMonth])
    }
}
