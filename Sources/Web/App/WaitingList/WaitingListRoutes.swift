import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addWaitingLists(to app: AppRoutes) {
        app.get("waiting", for: .staff) { request, context in
            let session = try context.signedIn()
            return try await waitingPage(nil, session, notice: Self.waitingNotice(request))
        }
        app.get("calendars/:id/waiting", for: .staff) { request, context in
            let (session, open) = try await pathCalendar(context)
            return try await waitingPage(open, session, notice: Self.waitingNotice(request))
        }
        app.post("waiting/:entry/delete", for: .admins) { request, context in
            let fields = try await request.form(context)
            let session = try context.signedIn()
            try await verbs.removeWaiting(id: try context.parameters.require("entry"), of: session.account)
            let path =
                fields["calendar"].isEmpty ? "/app/waiting" : CalendarSection.waiting.path(fields["calendar"])
            return Response.seeOther("\(Self.plain(path))?done=removed")
        }
    }

    private static func waitingNotice(_ request: Request) -> Notice? {
        request.query("done") == "removed" ? Notice("ok", "Taken off the list.") : nil
    }

    /// A path that a form named, as far as it is one of ours.
    private static func plain(_ path: String) -> String {
        path.utf8.allSatisfy { $0 < 128 && ($0 > 47 || $0 == 45) && $0 != 92 } ? path : "/app/waiting"
    }

    private func waitingPage(_ open: OpenCalendar?, _ session: Session, notice: Notice?) async throws -> Response {
        let views = try await verbs.waitingList(of: session.account, calendarID: open?.calendar.id)
        let dates = Dates(zone: try verbs.zones.zone(session.member.user.zone))
        let rows = views.map {
            QueuePage.Row(
                $0, dates, namesCalendar: open == nil, canRemove: session.isAdmin, back: open?.calendar.id ?? "")
        }
        let isOff = open.map { !$0.calendar.policy.hasWaitingList } ?? false
        let page = QueuePage(
            head: open.map { CalendarHead($0, session, on: .waiting) },
            accountTabs: open == nil ? .calendars(current: "/app/waiting") : nil,
            zoneLabel: dates.zoneName(at: verbs.now), hasQueue: rows.contains { $0.isInQueue },
            queue: rows.filter(\.isInQueue), hasFormer: rows.contains { !$0.isInQueue },
            former: Array(rows.filter { !$0.isInQueue }.prefix(50)),
            emptyText: isOff
                ? "This calendar has no waiting list. Its settings have one, under “Series and waiting list”."
                : "Where a calendar has a waiting list, guests can ask for a place when nothing is free. Whoever "
                    + "is next is offered what becomes free.")
        return try renderer.page(
            "queue", Page(title: "Waiting list", page, session: session, on: .calendars, notice: notice))
    }
}

struct QueuePage {
    struct Row {
        let isInQueue: Bool
        let positionLabel: String
        let waitingName: String
        let waitingEmail: String
        let waitsFor: String
        let stateLabel: String
        let stateTone: String
        let offerLine: String?
        let appointmentHref: String?
        let canRemove: Bool
        let removeAction: String
        let backCalendar: String
    }

    let head: CalendarHead?
    let accountTabs: Tabs?
    let zoneLabel: String
    let hasQueue: Bool
    let queue: [Row]
    let hasFormer: Bool
    let former: [Row]
    let emptyText: String
}

extension QueuePage.Row {
    /// - Parameter back: the calendar whose page it stands on.
    init(_ view: WaitingView, _ dates: Dates, namesCalendar: Bool, canRemove: Bool, back: String) {
        let entry = view.entry
        isInQueue = view.position != nil
        positionLabel = view.position.map(String.init) ?? "–"
        (waitingName, waitingEmail) = (entry.name, entry.email)
        func day(_ instant: Instant) -> String { Dates.shortDay(dates.zone.civil(at: instant).date) }
        let seats = entry.seats == 1 ? "" : ", \(entry.seats) places"
        let calendar = namesCalendar ? "\(view.calendar.name), " : ""
        let (first, last) = (day(entry.earliest), day(entry.latest))
        let days = first == last ? first : "\(first) to \(last)"
        waitsFor = "\(calendar)\(Dates.duration(minutes: entry.duration)) on \(days)\(seats)"
        (stateLabel, stateTone) =
            switch entry.state {
            case .waiting: ("Waiting", "idle")
            case .offered: ("Has an offer", "")
            case .booked: ("Booked", "ok")
            case .left: ("Left", "idle")
            case .over: ("Over", "idle")
            }
        offerLine = view.offered.map { offered in
            let until = entry.offerEndsAt.map { ", kept until \(dates.stamp($0))" } ?? ""
            return "Offered: \(dates.stamp(offered.start))\(until)"
        }
        appointmentHref = entry.appointmentID.map { "/app/appointments/\($0)" }
        self.canRemove = canRemove && isInQueue
        removeAction = "/app/waiting/\(entry.id)/delete"
        backCalendar = back
    }
}
