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
                let profiles = try snapshot.profiles(of: account.id)
                return try snapshot.members(of: account.id).map { ($0, profiles[$0.user.id]) }
            }
            return Response.json(JSONValue(["users": found.map { JSONValue($0.0, $0.1) }]))
        }
        api.get("users/:id") { request, context in
            Response.json(try await user(context, of: account(request, .people)))
        }
        api.get("users/:id/zoom") { request, context in
            let account = try await account(request, .people)
            _ = try await user(context, of: account)
            let outlook = try await verbs.zoomOutlook(of: try context.parameters.require("id"))
            return Response.json(JSONValue(outlook))
        }
        api.patch("users/:id") { try await changeUser($0, $1) }
        api.delete("users/:id") { request, context in
            let holder = try await keyHolder(request, context, .people)
            try await verbs.endMembership(
                of: try context.parameters.require("id"), in: holder.account.id, by: holder)
            return Response(status: .noContent)
        }
    }

    /// `PATCH /api/v1/users/{id}`: what they may do, how many meetings they take, and what they keep free around them;
    /// what the body does not name stays as it is.
    private func changeUser(_ request: Request, _ context: WebContext) async throws -> Response {
        let holder = try await keyHolder(request, context, .people)
        let account = holder.account
        let current = try await user(context, of: account)
        let id = try context.parameters.require("id")
        let (limits, membership) = try await request.patch(of: current) { body in
            let changeable = ["limits", "buffers", "role", "is_limited"]
            body.readOnly(current.members.keys.filter { !changeable.contains($0) }.sorted(), of: current)
            let (limits, buffers) = (body.object("limits"), body.object("buffers"))
            let form = LimitsForm(
                day: limits?.number("day") ?? "", week: limits?.number("week") ?? "",
                month: limits?.number("month") ?? "", bufferBefore: buffers?.number("before") ?? "",
                bufferAfter: buffers?.number("after") ?? "")
            return (
                form,
                MembershipForm(body)
            )
        }
        let names = [
            "limit_day": "limits.day", "limit_week": "limits.week", "limit_month": "limits.month",
            "buffer_before": "buffers.before", "buffer_after": "buffers.after",
        ]
        try await renaming(names) {
            try await verbs.setLimits(limits, of: id, in: account)
        }
        let member = try await verbs.store.read { try $0.membership(of: id, in: account.id) }
        if member.map({ MembershipForm(role: $0.role, isLimited: $0.isLimited) != membership }) ?? false {
            try await verbs.setMembership(of: id, in: account.id, to: membership, by: holder)
        }
        return Response.json(try await user(context, of: account))
    }

    /// - Throws: `not_found` when there is no such member.
    private func user(_ context: WebContext, of account: Account) async throws -> JSONValue {
        let id = try context.parameters.require("id")
        let found = try await verbs.store.read { snapshot in
            try snapshot.membership(of: id, in: account.id).map { ($0, try snapshot.profile(of: id)) }
        }
        guard let (member, profile) = found else {
            throw OperationError.notFound("There is no such member of this account.")
        }
        return JSONValue(member, profile)
    }
}

extension JSONValue {
    /// A member as they can be sent back.
    fileprivate init(_ member: Member, _ profile: Profile?) {
        let buffers = profile?.buffers ?? Buffers()
        self.init([
            "id": member.user.id, "name": member.user.name, "email": member.user.email,
            "timezone": member.user.zone, "role": member.role.rawValue,
            "is_limited": member.isLimited, "phone": profile?.phone ?? "",
            "limits": JSONValue(profile?.limits ?? .none),
            "buffers": JSONValue(["before": buffers.before, "after": buffers.after]),
            "default_location": profile?.location.map { JSONValue($0) },
        ])
    }

    /// Limits as they can be sent back; null where there is none.
    init(_ limits: Limits) {
        self.init(["day": limits.perDay, "week": limits.perWeek, "month": limits.perMonth])
    }
}

extension JSONValue {
    fileprivate init(_ outlook: ZoomOutlook) {
        self.init([
            "state": outlook.connection?.state.rawValue, "email": outlook.connection?.zoomEmail,
            "problem": outlook.connection?.brokenReason,
            "writes": JSONValue([
                "limit": outlook.limit, "used": outlook.limit - outlook.left, "left": outlook.left,
                "resets_at": outlook.resetsAt,
            ]),
            "waiting": outlook.waiting.count,
            "forecast": outlook.forecast.map { JSONValue(["day": $0.day, "rooms": $0.rooms]) },
        ])
    }
}
