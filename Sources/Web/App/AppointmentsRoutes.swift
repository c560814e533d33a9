import FoundationEssentials
import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addAppointments(to app: RouterGroup<WebContext>) {
        app.get("appointments") { try await appointmentsPage($0, $1) }
        addAppointment(to: app)
    }

    /// `GET /app/appointments?show=past&page=2`: everyone's for an admin, one's own for a user.
    private func appointmentsPage(_ request: Request, _ context: WebContext) async throws -> Response {
        let session = try context.signedIn()
        let filter = request.query("show").flatMap(AppointmentFilter.init(rawValue:)) ?? .upcoming
        let number = min(max(request.query("page").flatMap { Int($0) } ?? 1, 1), 1000)
        let now = verbs.now
        let host = session.member.role == .admin ? nil : session.member.user.id
        let size = AppointmentsPage.size
        let (lines, calendars, connection, waiting) = try await verbs.store.read { snapshot in
            (
                try snapshot.appointments(
                    of: session.account.id, host: host, filter: filter, at: now, limit: size + 1,
                    offset: (number - 1) * size),
                try snapshot.calendars(of: session.account.id),
                try snapshot.connection(of: session.member.user.id),
                try snapshot.unsettledRooms(host: session.member.user.id).filter(\.isWanted).count
            )
        }
        let dates = Dates(zone: try verbs.zones.zone(session.member.user.zone))
        var page = AppointmentsPage(lines, filter: filter, number: number, dates: dates, now: now)
        page.explainEmptiness(
            filter, links: calendars.filter(\.isOpen).map { ($0.id, $0.name, bookingURL(session, $0)) },
            isAdmin: session.member.role == .admin)
        page.notices = ConnectionWords(connection, waiting: waiting).notices
        return try renderer.page(
            "appointments", Page(title: "Appointments", page, session: session, on: .appointments))
    }

    func bookingURL(_ session: Session, _ calendar: BookingCalendar) -> String {
        "\(verbs.settings.publicURL)/book/\(session.account.slug)/\(calendar.slug)"
    }
}

struct AppointmentsPage {
    struct Tab {
        let href: String
        let tabLabel: String
        let isCurrent: Bool
    }

    struct Day {
        let dayLabel: String
        let isToday: Bool
        let rows: [Row]
    }

    struct Row {
        let href: String
        let startISO: String
        let timeLine: String
        let guestName: String
        let calendarName: String
        let hostName: String
        /// Confirmed is the usual state and goes without saying.
        let hasStateTag: Bool
        let stateLabel: String
        let stateTone: String
        let hasRoomTag: Bool
        let roomLabel: String
        let roomTone: String
    }

    struct BookingLink {
        let linkID: String
        let calendarName: String
        let bookingURL: String
    }

    static let size = 50

    let todayLine: String
    var notices: [Notice] = []
    let tabs: [Tab]
    let hasRows: Bool
    let days: [Day]
    let hasPages: Bool
    let hasNewer: Bool
    let newerHref: String
    let hasOlder: Bool
    let olderHref: String
    var emptyTitle = ""
    var emptyText = ""
    var hasBookingLinks = false
    var bookingLinks: [BookingLink] = []
    var offersNewCalendar = false

    init(_ lines: [AppointmentLine], filter: AppointmentFilter, number: Int, dates: Dates, now: Instant) {
        todayLine = "\(dates.day(now)), \(dates.zoneName(at: now))"
        tabs = AppointmentFilter.allCases.map { item in
            Tab(
                href: item == .upcoming ? "/app/appointments" : "/app/appointments?show=\(item.rawValue)",
                tabLabel: item.rawValue.capitalized, isCurrent: item == filter)
        }
        let today = dates.zone.civil(at: now).date
        let shown = lines.prefix(Self.size)
        let grouped = Dictionary(grouping: shown) { dates.zone.civil(at: $0.appointment.interval.start).date }
        let order = grouped.keys.sorted(by: filter == .upcoming ? (<) : (>))
        days = order.map { date in
            Day(
                dayLabel: Dates.day(date), isToday: date == today,
                rows: (grouped[date] ?? []).map { Row($0, dates) })
        }
        hasRows = !shown.isEmpty
        hasNewer = number > 1
        hasOlder = lines.count > Self.size
        hasPages = hasNewer || hasOlder
        newerHref = "/app/appointments?show=\(filter.rawValue)&page=\(number - 1)"
        olderHref = "/app/appointments?show=\(filter.rawValue)&page=\(number + 1)"
    }

    mutating func explainEmptiness(
        _ filter: AppointmentFilter, links: [(id: String, name: String, url: String)], isAdmin: Bool
    ) {
        switch filter {
        case .upcoming where links.isEmpty:
            emptyTitle = "No calendar to book yet"
            emptyText =
                isAdmin
                ? "Make one, share its link, and appointments appear here."
                : "An admin of your account can make one."
            offersNewCalendar = isAdmin
        case .upcoming:
            emptyTitle = "No appointments ahead"
            emptyText = "Share your booking link and they will appear here."
            bookingLinks = links.map { BookingLink(linkID: $0.id, calendarName: $0.name, bookingURL: $0.url) }
            hasBookingLinks = true
        case .past: (emptyTitle, emptyText) = ("Nothing here yet", "Appointments that are over appear here.")
        case .cancelled: (emptyTitle, emptyText) = ("Nothing cancelled", "Cancelled appointments appear here.")
        }
    }
}

extension AppointmentsPage.Row {
    init(_ line: AppointmentLine, _ dates: Dates) {
        let appointment = line.appointment
        let status = StatusWords(appointment.status)
        let room = RoomTag(line.roomState)
        href = "/app/appointments/\(appointment.id)"
        startISO = appointment.interval.start.rfc3339
        timeLine = dates.clocks(appointment.interval)
        guestName = appointment.guest.name
        calendarName = line.calendarName
        hostName = line.hostName
        (stateLabel, stateTone) = (status.label, status.tone)
        hasStateTag = appointment.status != .confirmed
        hasRoomTag = appointment.isActive
        (roomLabel, roomTone) = (room.label, room.tone)
    }
}

/// A status as staff read it.
struct StatusWords {
    let label: String
    let tone: String

    init(_ status: Appointment.Status) {
        (label, tone) =
            switch status {
            case .new: ("Unconfirmed", "warn")
            case .confirmed: ("Confirmed", "ok")
            case .cancelled: ("Cancelled", "idle")
            case .showed: ("Showed", "ok")
            case .noshow: ("No-show", "bad")
            case .invalid: ("Invalid", "idle")
            }
    }
}

/// A room's state as staff read it.
struct RoomTag {
    let label: String
    let tone: String

    init(_ state: Room.State) {
        (label, tone) =
            switch state {
            case .pending: ("Room comes", "")
            case .ready: ("Room ready", "ok")
            case .failed: ("No room", "bad")
            case .closed: ("Room closed", "idle")
            }
    }
}

/// What a connection's state means to its user.
struct ConnectionWords {
    let label: String
    let tone: String
    let notices: [Notice]

    /// - Parameter waiting: how many rooms wait for the connection.
    init(_ connection: Connection?, waiting: Int) {
        let rooms = waiting == 1 ? "1 booking waits for its room" : "\(waiting) bookings wait for their rooms"
        let page = "/app/profile/integrations"
        switch connection?.state {
        case nil:
            (label, tone) = ("Zoom not connected", "idle")
            let text =
                waiting > 0 ? "Connect Zoom: \(rooms)." : "Connect Zoom, so that your bookings get their rooms."
            notices = [Notice("warn", text, action: page, "Connect Zoom")]
        case .broken:
            (label, tone) = ("Zoom broken", "bad")
            let text = "Zoom has ended your connection, and you are not offered to visitors."
            notices = [Notice("bad", waiting > 0 ? "\(text) \(rooms)." : text, action: page, "Reconnect Zoom")]
        case .active:
            (label, tone) = ("Zoom connected", "ok")
            notices = []
        }
    }
}
