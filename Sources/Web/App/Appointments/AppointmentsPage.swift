import FoundationEssentials
import Operations
import Scheduling
import Store
import TimeZones

struct AppointmentsPage {
    /// What of all appointments is shown.
    struct Filters {
        let isFiltered: Bool
        let showValue: String
        let searchText: String
        let canChooseHost: Bool
        let hostChoices: [Input.Choice]
        let calendarChoices: [Input.Choice]
        fileprivate let parameters: [(String, String)]

        init(
            _ scope: AppointmentScope, _ filter: AppointmentFilter, _ calendars: [BookingCalendar],
            _ members: [Member], isLimited: Bool
        ) {
            searchText = scope.text
            showValue = filter == .upcoming ? "" : filter.rawValue
            canChooseHost = !isLimited
            let host = isLimited ? nil : scope.hostID
            isFiltered = host != nil || scope.calendarID != nil || !scope.text.isEmpty
            hostChoices =
                [Input.Choice("", "Everybody", isChosen: host == nil)]
                + members.map { Input.Choice($0.user.id, $0.user.name, isChosen: $0.user.id == host) }
            calendarChoices =
                [Input.Choice("", "All calendars", isChosen: scope.calendarID == nil)]
                + calendars.map { Input.Choice($0.id, $0.name, isChosen: $0.id == scope.calendarID) }
            parameters = [
                ("show", showValue), ("q", scope.text), ("host", host ?? ""), ("calendar", scope.calendarID ?? ""),
            ].filter { !$0.1.isEmpty }
        }

        func href(page: Int) -> String {
            "/app/appointments?\(PickerLinks.query(parameters + [("page", String(page))]))"
        }
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

    /// A booking that waits for somebody's word.
    struct Request {
        let requestHref: String
        let requestName: String
        let requestWhen: String
        let requestLine: String
        let statusAction: String
    }

    struct BookingLink {
        let linkID: String
        let calendarName: String
        let bookingURL: String
    }

    static let size = 50

    let todayLine: String
    var notices: [Notice] = []
    let viewTabs: Tabs
    let filters: Filters
    var hasRequests = false
    var requestCount = ""
    var requests: [Request] = []
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

    init(
        _ lines: [AppointmentLine], _ filters: Filters, filter: AppointmentFilter, number: Int, dates: Dates,
        now: Instant
    ) {
        todayLine = "\(dates.day(now)), \(dates.zoneName(at: now))"
        self.filters = filters
        viewTabs = .appointments(current: AppointmentsSection(rawValue: filter.rawValue) ?? .upcoming)
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
        newerHref = filters.href(page: number - 1)
        olderHref = filters.href(page: number + 1)
    }

    mutating func show(requests lines: [AppointmentLine], _ dates: Dates) {
        hasRequests = !lines.isEmpty
        requestCount = lines.count == 100 ? "100 and more" : String(lines.count)
        requests = lines.map { line in
            let appointment = line.appointment
            let date = dates.zone.civil(at: appointment.interval.start).date
            let path = "/app/appointments/\(appointment.id)"
            return Request(
                requestHref: path, requestName: appointment.guest.name,
                requestWhen: "\(Dates.shortDay(date)), \(dates.clocks(appointment.interval))",
                requestLine: "\(line.calendarName) with \(line.hostName)", statusAction: "\(path)/status")
        }
    }

    mutating func explainEmptiness(
        _ filter: AppointmentFilter, links: [(id: String, name: String, url: String)], isAdmin: Bool
    ) {
        if filters.isFiltered {
            (emptyTitle, emptyText) = (
                "Nothing found", "No appointment here fits. Try fewer words, or another list."
            )
            return
        }
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
        case .all: (emptyTitle, emptyText) = ("Nothing here yet", "Every appointment there ever was appears here.")
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
        hasRoomTag = appointment.isActive && line.location.kind == .zoom
        (roomLabel, roomTone) = (room.label, room.tone)
    }
}
