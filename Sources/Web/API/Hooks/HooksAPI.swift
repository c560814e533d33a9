import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    func addHookAPI(to api: RouterGroup<WebContext>) {
        api.get("webhooks") { request, _ in
            let account = try await account(request, .webhooks)
            let hooks = try await verbs.store.read { try $0.hooks(of: account.id) }
            return Response.json(JSONValue(["webhooks": hooks.map { JSONValue($0) }]))
        }
        api.post("webhooks") { request, context in
            let holder = try await keyHolder(request, context, .webhooks)
            let form = try await request.body { HookForm($0, over: nil) }
            let (hook, secret) = try await verbs.addHook(form, of: holder.account.id, by: holder)
            return Response.json(JSONValue(hook).adding("secret", secret), status: .created)
        }
        addHookAPI(ofOne: api.group("webhooks/:id"))
        addHookLogAPI(to: api.group("webhooks/:id/deliveries"))
    }

    private func addHookAPI(ofOne hook: RouterGroup<WebContext>) {
        hook.get { request, context in
            let account = try await account(request, .webhooks)
            return Response.json(
                JSONValue(try await verbs.hook(try context.parameters.require("id"), of: account.id)))
        }
        hook.patch { try await changeHook($0, $1) }
        hook.delete { request, context in
            let holder = try await keyHolder(request, context, .webhooks)
            try await verbs.removeHook(try context.parameters.require("id"), of: holder.account.id, by: holder)
            return Response.nothing
        }
        hook.post("rotate") { request, context in
            let holder = try await keyHolder(request, context, .webhooks)
            try await request.body(isOptional: true) { _ in }
            let (hook, secret) = try await verbs.rotateHookSecret(
                try context.parameters.require("id"), of: holder.account.id, by: holder)
            return Response.json(JSONValue(hook).adding("secret", secret))
        }
        hook.post("test") { request, context in
            let holder = try await keyHolder(request, context, .webhooks)
            try await request.body(isOptional: true) { _ in }
            let delivery = try await verbs.tryHook(
                try context.parameters.require("id"), of: holder.account.id, by: holder)
            return Response.json(JSONValue(delivery), status: .created)
        }
    }

    private func addHookLogAPI(to log: RouterGroup<WebContext>) {
        log.get { try await hookLog($0, $1) }
        log.post(":delivery/redeliver") { request, context in
            let holder = try await keyHolder(request, context, .webhooks)
            try await request.body(isOptional: true) { _ in }
            let delivery = try await verbs.redeliver(
                try context.parameters.require("delivery"), ofHook: try context.parameters.require("id"),
                of: holder.account.id, by: holder)
            return Response.json(JSONValue(delivery))
        }
    }

    /// `PATCH /api/v1/webhooks/{id}`
    private func changeHook(_ request: Request, _ context: WebContext) async throws -> Response {
        let holder = try await keyHolder(request, context, .webhooks)
        let account = holder.account.id
        var hook = try await verbs.hook(try context.parameters.require("id"), of: account)
        let current = JSONValue(hook)
        let (form, state) = try await request.patch(of: current) { body in
            (HookForm(body, over: current), HookEndpoint.State(body, of: hook))
        }
        if form.url != hook.url || Set(form.events) != hook.events {
            hook = try await verbs.changeHook(hook.id, form, of: account, by: holder)
        }
        switch state {
        case .active where hook.state != .active:
            hook = try await verbs.resumeHook(hook.id, of: account, by: holder)
        case .paused where hook.state != .paused:
            hook = try await verbs.pauseHook(hook.id, of: account, by: holder)
        default: break
        }
        return Response.json(JSONValue(hook))
    }

    /// `GET /api/v1/webhooks/{id}/deliveries?limit=…&cursor=…`: latest first.
    private func hookLog(_ request: Request, _ context: WebContext) async throws -> Response {
        let account = try await account(request, .webhooks)
        let hook = try await verbs.hook(try context.parameters.require("id"), of: account.id)
        let limit = try request.integer("limit") ?? 50
        guard (1...200).contains(limit) else {
            throw OperationError.invalid([.init("limit", "out_of_range", "“limit” must be from 1 to 200.")])
        }
        let before = request.query("cursor")
        let found = try await verbs.store.read {
            try $0.hookDeliveries(of: hook.id, before: before, limit: limit + 1)
        }
        let deliveries = found.prefix(limit).map { JSONValue($0) }
        let next = found.count > limit ? found[limit - 1].id : nil
        return Response.json(JSONValue(["deliveries": Array(deliveries), "next_cursor": next]))
    }
}
