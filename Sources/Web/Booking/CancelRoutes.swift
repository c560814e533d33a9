import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    func addCancel(to router: Router<WebContext>) {
        router.get("a/:token/cancel") { _, context in
            let view = try await manageView(context)
            if verbs.whyUncancellable(view) != nil { return tooLate("cancel", view) }
            return try await cancelPage(view)
        }
        router.post("a/:token/cancel") { request, context in
            try await throttle(.booking, request, context)
            let view = try await manageView(context)
            let fields = try await request.form()
            let scope = SeriesScope(rawValue: fields["scope"]) ?? .one
            do {
                _ = try await verbs.cancel(view, scope: scope, reason: fields["reason"], by: "guest")
                return Response.seeOther(managePath(view))
            } catch let error as OperationError where error.code == "too_late" {
                return tooLate("cancel", view)
            } catch let error as OperationError where error.kind == .invalid {
                return try await cancelPage(view, reason: fields["reason"], scope: scope, error: error)
            }
        }
    }

    private func cancelPage(
        _ view: AppointmentView, reason: String = "", scope: SeriesScope = .one, error: OperationError? = nil
    ) async throws -> Response {
        let dates = Dates(zone: try verbs.zones.zone(view.appointment.guest.zone))
        let scopes = ScopeOption.options(
            try await verbs.series(of: view), of: view, at: verbs.now, picked: scope)
        let page = CancelPage(
            view, Leaf(view.appointment.interval, dates), scopes, site: self, reason: reason, error: error)
        return try renderer.page(
            "cancel", Page(title: "Cancel · \(view.calendar.name)", page),
            status: error?.status ?? .ok)
    }
}

/// The page that asks before it cancels.
struct CancelPage {
    let accountName: String
    let calendarName: String
    let question: String
    let consequence: String
    let leaf: Leaf
    let action: String
    let hasScopes: Bool
    let scopes: [ScopeOption]
    let reason: String
    let reasonError: String?
    let manageHref: String
    let moveHref: String?

    init(
        _ view: AppointmentView, _ leaf: Leaf, _ scopes: [ScopeOption], site: Site, reason: String,
        error: OperationError?
    ) {
        self.leaf = leaf
        self.scopes = scopes
        hasScopes = !scopes.isEmpty
        accountName = view.account.name
        calendarName = view.calendar.name
        let isRequest = Standing(view, now: site.verbs.now) == .requested
        question = isRequest ? "Take back this request?" : "Cancel this appointment?"
        let host = view.hostNames.map { "With \($0). " } ?? ""
        consequence = "\(host)The time is offered to others at once, and your link stops working."
        manageHref = site.managePath(view)
        action = "\(manageHref)/cancel"
        moveHref = site.verbs.whyUnmovable(view) == nil ? "\(manageHref)/move" : nil
        self.reason = reason
        reasonError = error?.message
    }
}
