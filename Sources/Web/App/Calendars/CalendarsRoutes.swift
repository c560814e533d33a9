import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store

extension Site {
    func addCalendars(to app: AppRoutes) {
        app.get("calendars", for: .insiders) { try await calendarsPage($0, $1) }
        app.get("calendars/presets", for: .admins) { try presetsPage($0, $1) }
        app.get("calendars/new", for: .admins) { try await newCalendarPage($0, $1) }
        app.post("calendars", for: .admins) { try await saveCalendar($0, $1, id: nil) }
        app.post("calendars/preview", for: .admins) { try await calendarPreview($0, $1) }
        app.get("calendars/:id", for: .admins) { request, context in
            let session = try context.signedIn()
            let id = try context.parameters.require("id")
            let form = try await verbs.calendarForm(id: id, of: session.account)
            let notice = request.query("done") == "saved" ? Notice("ok", "Saved.") : nil
            return try await calendarForm(TypedCalendar(form), id: id, session, notice: notice)
        }
        app.post("calendars/:id", for: .admins) { request, context in
            try await saveCalendar(request, context, id: try context.parameters.require("id"))
        }
        addWhyNot(to: app)
        addSharing(to: app)
        addCalendarFeeds(to: app)
        addStaffBooking(to: app)
        addBookingLinks(to: app)
        addClosedTimes(to: app)
        addWaitingLists(to: app)
        addGroups(to: app)
        addResources(to: app)
    }

    /// The account's calendar that the path names.
    /// - Throws: `not_found`.
    func pathCalendar(_ context: WebContext) async throws -> (session: Session, open: OpenCalendar) {
        let session = try context.signedIn()
        let id = try context.parameters.require("id")
        return (session, try await verbs.calendar(id: id, of: session.account))
    }

    private func calendarsPage(_ request: Request, _ context: WebContext) async throws -> Response {
        let session = try context.signedIn()
        let (rows, groups) = try await verbs.store.read { snapshot in
            (
                try snapshot.calendars(of: session.account.id).map { ($0, try snapshot.hosts(of: $0.id)) },
                try snapshot.groups(of: session.account.id)
            )
        }
        let cards = rows.map { calendar, hosts in
            CalendarsPage.Card(
                calendar, hosts, url: bookingURL(session, calendar), isAdmin: session.isAdmin)
        }
        let page = CalendarsPage(cards, groups: groups, isAdmin: session.isAdmin)
        let notice = request.query("done") == "saved" ? Notice("ok", "Saved.") : nil
        return try renderer.page(
            "calendars", Page(title: "Calendars", page, session: session, on: .calendars, notice: notice))
    }
}
