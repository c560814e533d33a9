import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    func addCancel(to router: Router<WebContext>) {
        router.get("a/:token/cancel") { _, context in
            let view = try await manageView(context)
            if verbs.whyUnchangeable(view.appointment) != nil { return Response.seeOther(managePath(view)) }
            return try cancelPage(view)
        }
        router.post("a/:token/cancel") { request, context in
            try await throttle(.booking, request, context)
            let view = try await manageView(context)
            let reason = try await request.form()["reason"]
            do {
                _ = try await verbs.cancel(view, reason: reason, by: "guest")
                return Response.seeOther(managePath(view))
            } catch let error as OperationError where error.kind == .invalid {
                return try cancelPage(view, reason: reason, error: error)
            }
        }
    }

    private func cancelPage(
        _ view: AppointmentView, reason: String = "", error: OperationError? = nil
    ) throws -> Response {
        let dates = Dates(zone: try verbs.zones.zone(view.appointment.guest.zone))
        let page = CancelPage(
            view, Leaf(view.appointment.interval, dates), site: self, reason: reason, error: error)
        return try renderer.page(
            "cancel", Page(title: "Cancel · \(view.calendar.name)", page), status: error?.status ?? .ok)
    }
}

/// The page that asks before it cancels.
struct CancelPage {
    let accountName: String
    let calendarName: String
    let hostName: String
    let leaf: Leaf
    let action: String
    let reason: String
    let reasonError: String?
    let manageHref: String
    let moveHref: String

    init(_ view: AppointmentView, _ leaf: Leaf, site: Site, reason: String, error: OperationError?) {
        self.leaf = leaf
        accountName = view.account.name
        calendarName = view.calendar.name
        hostName = view.host.name
        manageHref = site.managePath(view)
        action = "\(manageHref)/cancel"
        moveHref = "\(manageHref)/move"
        self.reason = reason
        reasonError = error?.message
    }
}
