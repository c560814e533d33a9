import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    /// `GET /app/calendar?view=day&date=2026-12-08&host=…&calendar=…`: a week, or a day with a column for everybody.
    func addWeek(to app: AppRoutes) {
        app.get("calendar", for: .insiders) { request, context in
            let session = try context.signedIn()
            let zone = try verbs.zones.zone(session.user.zone)
            let query = WeekQuery(request, session, today: zone.civil(at: verbs.now).date)
            let facts = try await weekFacts(query, in: zone, session)
            let page = WeekPage(query, facts, session, Dates(zone: zone), now: verbs.now)
            return try renderer.page(
                "week",
                Page(
                    title: "Calendar", page, session: session, on: .appointments,
                    notice: weekNotice(request, session)))
        }
    }

    private func weekFacts(_ query: WeekQuery, in zone: Zone, _ session: Session) async throws -> WeekFacts {
        let window = Interval(
            start: zone.start(CivilDateTime(date: query.first, minuteOfDay: 0)),
            end: zone.start(CivilDateTime(date: query.first.adding(days: query.days), minuteOfDay: 0)))
        var search = AppointmentSearch()
        (search.calendarID, search.hostID) = (query.calendarID, query.hostID)
        search.statuses = [.new, .confirmed, .showed, .noshow]
        // What began the evening before may reach in.
        (search.from, search.to) = (window.start.adding(minutes: -1440), window.end)
        let wanted = search
        return try await verbs.store.read { snapshot in
            let found = try snapshot.appointmentPage(
                of: session.account.id, wanted, after: nil, limit: WeekFacts.most)
            let blocks = try snapshot.blocks(ofAccount: session.account.id, within: window)
            return WeekFacts(
                found: found, blocks: blocks,
                members: try snapshot.members(of: session.account.id),
                calendars: try snapshot.calendars(of: session.account.id))
        }
    }

    /// Says that something has been moved, and offers the way back.
    private func weekNotice(_ request: Request, _ session: Session) -> Notice? {
        guard request.query("done") == "moved" else { return nil }
        let text = "Moved. The guest and the host have been told."
        guard let id = request.query("moved"), let former = request.query("from") else {
            return Notice("ok", text)
        }
        let href = "/app/appointments/\(id)/move?\(PickerLinks.query([("start", former), ("back", "calendar")]))"
        return Notice("ok", text, action: href, "Move it back")
    }
}

/// Which part of the calendar is looked at, and whose.
struct WeekQuery {
    let isDay: Bool
    /// The day one is on.
    let date: CivilDate
    let today: CivilDate
    let calendarID: String?
    let hostID: String?

    init(_ request: Request, _ session: Session, today: CivilDate) {
        isDay = request.query("view") == "day"
        date = request.query("date").flatMap { CivilDate($0) } ?? today
        self.today = today
        calendarID = request.query("calendar")
        hostID = session.seesOnly ?? request.query("host")
    }

    /// The first day that is shown: a week begins on Monday.
    var first: CivilDate { isDay ? date : date.adding(days: 1 - date.weekday.rawValue) }
    var days: Int { isDay ? 1 : 7 }

    /// The same look at another day, or in the other form.
    func href(_ date: CivilDate? = nil, isDay: Bool? = nil) -> String {
        let parameters = [
            ("view", isDay ?? self.isDay ? "day" : ""), ("date", (date ?? self.date).description),
            ("calendar", calendarID ?? ""), ("host", hostID ?? ""),
        ]
        return "/app/calendar?\(PickerLinks.query(parameters.filter { !$0.1.isEmpty }))"
    }
}

/// What there is to see.
struct WeekFacts: Sendable {
    let found: FoundAppointments
    let blocks: [Block]
    let members: [Member]
    let calendars: [BookingCalendar]

    /// Appointments that are shown at once.
    static let most = 1000
}
