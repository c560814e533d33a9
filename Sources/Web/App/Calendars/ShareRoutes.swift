import Hummingbird
import Operations
import Store

extension Site {
    /// `GET /app/calendars/{id}/share`: the link, and how to put the booking page into another site.
    func addSharing(to app: AppRoutes) {
        app.get("calendars/:id/share", for: .insiders) { _, context in
            let (session, open) = try await pathCalendar(context)
            let url = bookingURL(session, open.calendar)
            let page = SharePage(
                head: CalendarHead(open, session, on: .share), bookingURL: url, calendarTitle: open.calendar.name,
                embedCode: #"<iframe src="\#(url)" title="\#(Self.attribute(open.calendar.name))" "#
                    + #"style="width:100%;height:46rem;border:0" loading="lazy"></iframe>"#,
                mailLink: #"<a href="\#(url)">Book a time</a>"#, isShareClosed: !open.calendar.isOpen)
            return try renderer.page("share", Page(title: "Share", page, session: session, on: .calendars))
        }
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
}
