import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    func addBookingLinks(to app: AppRoutes) {
        app.get("calendars/:id/links", for: .staff) { request, context in
            let (session, open) = try await pathCalendar(context)
            let words = [
                "made": "The link is ready: copy it below.", "revoked": "The link leads nowhere any more.",
            ]
            let notice = request.query("done").flatMap { words[$0] }.map { Notice("ok", $0) }
            return try await linksPage(open, session, notice: notice)
        }
        app.post("calendars/:id/links", for: .admins) { request, context in
            let fields = try await request.form(context)
            let (session, open) = try await pathCalendar(context)
            do {
                _ = try await verbs.makeBookingLink(
                    calendarID: open.calendar.id, label: fields["label"], days: fields["days"],
                    by: session.actor, of: session.account)
                return Response.seeOther("\(CalendarSection.links.path(open.calendar.id))?done=made")
            } catch let error as OperationError where error.kind == .invalid {
                return try await linksPage(open, session, typed: fields, error: error)
            }
        }
        app.post("calendars/:id/links/:link/delete", for: .admins) { request, context in
            _ = try await request.form(context)
            let (session, open) = try await pathCalendar(context)
            try await verbs.revokeBookingLink(try context.parameters.require("link"), of: session.account)
            return Response.seeOther("\(CalendarSection.links.path(open.calendar.id))?done=revoked")
        }
    }

    private func linksPage(
        _ open: OpenCalendar, _ session: Session, notice: Notice? = nil, typed: FormFields? = nil,
        error: OperationError? = nil
    ) async throws -> Response {
        let all = try await verbs.store.read { try $0.bookingLinks(of: session.account.id) }
        let dates = Dates(zone: try verbs.zones.zone(session.member.user.zone))
        let links = all.filter { $0.calendarID == open.calendar.id }.prefix(100).map { link in
            LinksPage.Row(
                link, url: verbs.bookingURL(link, calendar: open.calendar.slug, of: session.account), dates,
                now: verbs.now, canRevoke: session.isAdmin)
        }
        let page = LinksPage(
            head: CalendarHead(open, session, on: .links), canEdit: session.isAdmin,
            action: CalendarSection.links.path(open.calendar.id),
            labelInput: Input.line(
                "label", "Whom it is for", typed?["label"] ?? "", error: error?.message(of: "label")
            )
            .optional().hint("Only staff see it."),
            daysInput: .number(
                "days", "Can be used for", typed?["days"] ?? "14", unit: "days",
                error: error?.message(of: "days")),
            hasLinks: !links.isEmpty, links: links)
        return try renderer.page(
            "links",
            Page(
                title: "One-time links of \(open.calendar.name)", page, session: session, on: .calendars,
                notice: notice),
            status: error?.status ?? .ok)
    }
}

struct LinksPage {
    struct Row {
        let linkID: String
        let linkLabel: String
        let linkLine: String
        let linkState: String
        let linkTone: String
        let isUsable: Bool
        let linkURL: String
        let appointmentHref: String?
        let canRevoke: Bool
        let revokeAction: String
    }

    let head: CalendarHead
    let canEdit: Bool
    let action: String
    let labelInput: Input
    let daysInput: Input
    let hasLinks: Bool
    let links: [Row]
}

extension LinksPage.Row {
    init(_ link: BookingLink, url: String, _ dates: Dates, now: Instant, canRevoke: Bool) {
        linkID = link.id
        linkLabel = link.label.isEmpty ? "One-time link" : link.label
        let isExpired = link.expiresAt <= now
        if let usedAt = link.usedAt {
            (linkState, linkTone) = ("Used", "ok")
            linkLine = "Used \(dates.stamp(usedAt)), made by \(link.createdBy)"
        } else {
            (linkState, linkTone) = isExpired ? ("Expired", "idle") : ("Unused", "")
            linkLine =
                "\(isExpired ? "Expired" : "Until") \(dates.stamp(link.expiresAt)), made by \(link.createdBy)"
        }
        isUsable = link.usedAt == nil && !isExpired
        linkURL = url
        appointmentHref = link.appointmentID.map { "/app/appointments/\($0)" }
        self.canRevoke = canRevoke && isUsable
        revokeAction = "\(CalendarSection.links.path(link.calendarID))/\(link.id)/delete"
    }
}
