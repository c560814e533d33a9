import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    /// The webhooks of the account: whom Usher tells of its appointments, and what was told.
    func addHooks(to app: AppRoutes) {
        app.get("webhooks", for: .admins) { request, context in
            let notice =
                request.query("done") == "removed"
                ? Notice("ok", "The webhook is gone, and its log with it.") : nil
            return try await hooksPage(HookForm(), try context.signedIn(), notice: notice)
        }
        app.post("webhooks", for: .admins) { request, context in
            let form = HookForm(try await request.form(context))
            let session = try context.signedIn()
            do {
                let (hook, secret) = try await verbs.addHook(
                    form, of: session.account.id, by: try asker(request, context))
                return try await hookPage(hook, HookForm(hook), session, secret: secret)
            } catch let error as OperationError where error.kind == .invalid || error.code == "too_many" {
                return try await hooksPage(form, session, error: error)
            }
        }
        app.get("webhooks/:id", for: .admins) { request, context in
            let session = try context.signedIn()
            let hook = try await pathHook(session, context)
            return try await hookPage(
                hook, HookForm(hook), session, before: request.query("before"),
                notice: request.query("done").flatMap { HookPage.done[$0] }.map { Notice("ok", $0) })
        }
        app.post("webhooks/:id", for: .admins) { request, context in
            let form = HookForm(try await request.form(context))
            let session = try context.signedIn()
            let hook = try await pathHook(session, context)
            do {
                try await verbs.changeHook(hook.id, form, of: session.account.id, by: try asker(request, context))
                return Response.seeOther("\(Self.path(hook))?done=saved")
            } catch let error as OperationError where error.kind == .invalid {
                return try await hookPage(hook, form, session, error: error)
            }
        }
        addHookActions(to: app)
    }

    private func addHookActions(to app: AppRoutes) {
        app.post("webhooks/:id/rotate", for: .admins) { request, context in
            _ = try await request.form(context)
            let session = try context.signedIn()
            let (hook, secret) = try await verbs.rotateHookSecret(
                try context.parameters.require("id"), of: session.account.id, by: try asker(request, context))
            return try await hookPage(hook, HookForm(hook), session, secret: secret)
        }
        act("test", "tried", on: app) { _ = try await verbs.tryHook($0, of: $1, by: $2) }
        act("pause", "paused", on: app) { try await verbs.pauseHook($0, of: $1, by: $2) }
        act("resume", "resumed", on: app) { try await verbs.resumeHook($0, of: $1, by: $2) }
        app.post("webhooks/:id/remove", for: .admins) { request, context in
            _ = try await request.form(context)
            try await verbs.removeHook(
                try context.parameters.require("id"), of: try context.signedIn().account.id,
                by: try asker(request, context))
            return Response.seeOther("/app/webhooks?done=removed")
        }
        app.post("webhooks/:id/deliveries/:delivery/redeliver", for: .admins) { request, context in
            _ = try await request.form(context)
            let id = try context.parameters.require("id")
            _ = try await verbs.redeliver(
                try context.parameters.require("delivery"), ofHook: id, of: try context.signedIn().account.id,
                by: try asker(request, context))
            return Response.seeOther("/app/webhooks/\(id)?done=redelivered")
        }
    }

    /// A button of the page of one webhook, which leads back to it.
    private func act(
        _ path: String, _ done: String, on app: AppRoutes,
        _ verb: @escaping @Sendable (_ id: String, _ accountID: String, _ asker: Asker) async throws -> Void
    ) {
        app.post("webhooks/:id/\(path)", for: .admins) { request, context in
            _ = try await request.form(context)
            let id = try context.parameters.require("id")
            try await verb(id, try context.signedIn().account.id, try asker(request, context))
            return Response.seeOther("/app/webhooks/\(id)?done=\(done)")
        }
    }

    private func pathHook(_ session: Session, _ context: WebContext) async throws -> HookEndpoint {
        try await verbs.hook(try context.parameters.require("id"), of: session.account.id)
    }

    private static func path(_ hook: HookEndpoint) -> String { "/app/webhooks/\(hook.id)" }

    private func hooksPage(
        _ form: HookForm, _ session: Session, notice: Notice? = nil, error: OperationError? = nil
    ) async throws -> Response {
        let hooks = try await verbs.store.read { try $0.hooks(of: session.account.id) }
        let page = HooksPage(
            hooks, form, dates: Dates(zone: try verbs.zones.zone(session.user.zone)), error: error)
        let fault = error.flatMap { $0.fields.isEmpty ? Notice("bad", $0.message) : nil }
        return try renderer.page(
            "webhooks", Page(title: "Webhooks", page, session: session, on: .team, notice: notice ?? fault),
            status: error?.status ?? .ok)
    }

    private func hookPage(
        _ hook: HookEndpoint, _ form: HookForm, _ session: Session, secret: String? = nil, before: String? = nil,
        notice: Notice? = nil, error: OperationError? = nil
    ) async throws -> Response {
        let log = try await verbs.store.read {
            try $0.hookDeliveries(of: hook.id, before: before, limit: HookPage.size + 1)
        }
        let page = HookPage(
            hook, form, log, secret: secret, dates: Dates(zone: try verbs.zones.zone(session.user.zone)),
            now: verbs.now, error: error)
        return try renderer.page(
            "webhook", Page(title: "Webhook", page, session: session, on: .team, notice: notice),
            status: error?.status ?? .ok)
    }
}

extension HookForm {
    init(_ fields: FormFields) {
        self.init(url: fields["url"], events: fields.all("event").compactMap(HookEvent.init(rawValue:)))
    }

    init(_ hook: HookEndpoint) {
        self.init(url: hook.url, events: HookEvent.choices.filter(hook.events.contains))
    }
}
