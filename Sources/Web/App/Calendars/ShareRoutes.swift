import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    /// `GET /app/calendars/{id}/share`: the link, how to put the booking page into another site, and how other calendars
    /// read this one.
    func addSharing(to app: AppRoutes) {
        app.get("calendars/:id/share", for: .insiders) { request, context in
            try await sharePage(context, notice: request.query("done") == "ended" ? Self.feedEnded : nil)
        }
    }

    /// The calendar's feeds: each member's own, and everybody's for admins, who may turn them off.
    func addCalendarFeeds(to app: AppRoutes) {
        app.post("calendars/:id/feeds", for: .members) { request, context in
            let fields = try await request.form(context)
            let (session, open) = try await pathCalendar(context)
            let form = FeedForm(calendarID: open.calendar.id, detail: fields["detail"])
            do {
                let made = try await verbs.makeFeed(form, of: session.account, by: try asker(request, context))
                return try await sharePage(context, made: made)
            } catch let error as OperationError where error.isAboutFeeds {
                return try await sharePage(
                    context, notice: Notice("bad", error.message), status: error.status)
            }
        }
        app.post("calendars/:id/feeds/:feed/renew", for: .members) { request, context in
            _ = try await request.form(context)
            _ = try await pathCalendar(context)
            let made = try await verbs.renewFeed(
                try context.parameters.require("feed"), by: try asker(request, context))
            return try await sharePage(context, made: made)
        }
        app.post("calendars/:id/feeds/:feed/delete", for: .insiders) { request, context in
            _ = try await request.form(context)
            let (session, open) = try await pathCalendar(context)
            try await verbs.endFeed(
                try context.parameters.require("feed"), of: session.account.id, by: try asker(request, context))
            return Response.seeOther("\(CalendarSection.share.path(open.calendar.id))?done=ended")
        }
    }

    private func sharePage(
        _ context: WebContext, made: FeedAddress? = nil, notice: Notice? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (session, open) = try await pathCalendar(context)
        let url = bookingURL(session, open.calendar)
        let path = "/app/calendars/\(open.calendar.id)/feeds"
        let (feeds, members) = try await verbs.store.read { snapshot in
            (
                try snapshot.feeds(ofCalendar: open.calendar.id)
                    .filter { session.isAdmin || $0.userID == session.user.id },
                try snapshot.memberNames(of: session.account)
            )
        }
        let page = SharePage(
            head: CalendarHead(open, session, on: .share), bookingURL: url, calendarTitle: open.calendar.name,
            embedCode: #"<iframe src="\#(url)" title="\#(Self.attribute(open.calendar.name))" "#
                + #"style="width:100%;height:46rem;border:0" loading="lazy"></iframe>"#,
            mailLink: #"<a href="\#(url)">Book a time</a>"#, isShareClosed: !open.calendar.isOpen,
            newFeed: made.map(NewFeed.init),
            list: FeedList(
                feeds, session, Dates(zone: try verbs.zones.zone(session.user.zone)), path: path
            ) { $0.userID == session.user.id ? "Yours" : members[$0.userID] ?? "Somebody’s" },
            form: session.isMember ? NewFeedForm(action: path) : nil)
        return try renderer.page(
            "share", Page(title: "Share", page, session: session, on: .calendars, notice: notice), status: status)
    }

    private static func attribute(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("\"", with: "&quot;").replacing("<", with: "&lt;")
    }
}

struct SharePage {
    let head: CalendarHead
    let bookingURL: String
    let calendarTitle: String
    let embedCode: String
    let mailLink: String
    let isShareClosed: Bool
    let newFeed: NewFeed?
    let list: FeedList
    /// Absent for who is no member.
    let form: NewFeedForm?
}
