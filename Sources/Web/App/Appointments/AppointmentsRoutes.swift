import FoundationEssentials
import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addAppointments(to app: AppRoutes) {
        addWeek(to: app)
        app.get("appointments", for: .insiders) { try await appointmentsPage($0, $1) }
        addAppointment(to: app)
    }

    /// `GET /app/appointments?show=past&page=2`: one's own for who sees only what is assigned.
    private func appointmentsPage(_ request: Request, _ context: WebContext) async throws -> Response {
        let session = try context.signedIn()
        let filter = request.query("show").flatMap(AppointmentFilter.init(rawValue:)) ?? .upcoming
        let number = min(max(request.query("page").flatMap { Int($0) } ?? 1, 1), 1000)
        let now = verbs.now
        let host = session.seesOnly
        var asked = AppointmentScope()
        asked.hostID = host ?? request.query("host")
        asked.calendarID = request.query("calendar")
        asked.text = request.words("q")
        let scope = asked
        let size = AppointmentsPage.size
        var wanted = AppointmentSearch()
        (wanted.statuses, wanted.from, wanted.hostID) = ([.new], now, host)
        let search = wanted
        let (lines, requests, calendars, members, connection, waiting) = try await verbs.store.read { snapshot in
            (
                try snapshot.appointments(
                    of: session.account.id, scope, filter: filter, at: now, limit: size + 1,
                    offset: (number - 1) * size),
                try snapshot.appointmentPage(of: session.account.id, search, after: nil, limit: 100).lines,
                try snapshot.calendars(of: session.account.id), try snapshot.members(of: session.account.id),
                try snapshot.connection(of: session.member.user.id),
                try snapshot.unsettledRooms(host: session.member.user.id).filter(\.isWanted).count
            )
        }
        let dates = Dates(zone: try verbs.zones.zone(session.member.user.zone))
        let filters = AppointmentsPage.Filters(
            scope, filter, calendars, members, isLimited: session.member.isLimited)
        var page = AppointmentsPage(lines, filters, filter: filter, number: number, dates: dates, now: now)
        page.explainEmptiness(
            filter, links: calendars.filter(\.isOpen).map { ($0.id, $0.name, bookingURL(session, $0)) },
            isAdmin: session.isAdmin)
        if filter == .upcoming, !filters.isFiltered { page.show(requests: requests, dates) }
        page.notices = ConnectionWords(connection, waiting: waiting).notices
        let words = [
            "approved": "Approved. The guest has been told.", "declined": "Declined. The guest has been told.",
        ]
        let notice = request.query("done").flatMap { words[$0] }.map { Notice("ok", $0) }
        return try renderer.page(
            "appointments",
            Page(title: "Appointments", page, session: session, on: .appointments, notice: notice))
    }

    func bookingURL(_ session: Session, _ calendar: BookingCalendar) -> String {
        "\(verbs.settings.publicURL)/book/\(session.account.slug)/\(calendar.slug)"
    }
}
