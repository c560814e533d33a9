import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store

extension Site {
    func addCalendars(to app: RouterGroup<WebContext>) {
        app.get("calendars") { request, context in try await calendarsPage(request, context) }
        app.get("calendars/new") { _, context in
            let session = try admin(context)
            var form = CalendarForm()
            form.hostIDs = [session.member.user.id]
            return try await calendarForm(form, id: nil, session)
        }
        app.post("calendars") { try await saveCalendar($0, $1, id: nil) }
        app.get("calendars/:id") { _, context in
            let session = try admin(context)
            let id = try context.parameters.require("id")
            let found = try await verbs.store.read { snapshot in
                try snapshot.calendar(id: id, of: session.account.id).map { ($0, try snapshot.hostIDs(of: $0.id)) }
            }
            guard let (calendar, hostIDs) = found else { throw noCalendar }
            return try await calendarForm(CalendarForm(calendar, hostIDs: hostIDs), id: id, session)
        }
        app.post("calendars/:id") { request, context in
            try await saveCalendar(request, context, id: try context.parameters.require("id"))
        }
    }

    /// The session of an admin.
    /// - Throws: `not_admin`.
    func admin(_ context: WebContext) throws -> Session {
        let session = try context.signedIn()
        guard session.member.role == .admin else {
            throw OperationError(
                .forbidden, "not_admin", "Only an admin of this account can change this. Ask one.")
        }
        return session
    }

    private var noCalendar: OperationError { .notFound("There is no such calendar.") }

    private func calendarsPage(_ request: Request, _ context: WebContext) async throws -> Response {
        let session = try context.signedIn()
        let rows = try await verbs.store.read { snapshot in
            try snapshot.calendars(of: session.account.id).map { ($0, try snapshot.hosts(of: $0.id)) }
        }
        let page = CalendarsPage(
            canEdit: session.member.role == .admin, hasCalendars: !rows.isEmpty,
            calendars: rows.map { CalendarsPage.Card($0, $1, url: bookingURL(session, $0)) })
        let notice = request.query("done") == "saved" ? Notice("ok", "Saved.") : nil
        return try renderer.page(
            "calendars", Page(title: "Calendars", page, session: session, on: .calendars, notice: notice))
    }

    private func saveCalendar(_ request: Request, _ context: WebContext, id: String?) async throws -> Response {
        let fields = try await request.form(context)
        let session = try admin(context)
        let form = CalendarForm(fields, isNew: id == nil)
        do {
            try await verbs.saveCalendar(form, id: id, of: session.account)
            return Response.seeOther("/app/calendars?done=saved")
        } catch let error as OperationError where error.kind == .invalid {
            return try await calendarForm(
                form, id: id, session, error: error, typedNotice: (fields["notice"], fields["notice_unit"]))
        }
    }

    private func calendarForm(
        _ form: CalendarForm, id: String?, _ session: Session, error: OperationError? = nil,
        typedNotice: (String, String)? = nil
    ) async throws -> Response {
        let team = try await team(of: session)
        let page = CalendarFormPage(
            form, id: id, team: team, error: error, typedNotice: typedNotice,
            linkPrefix: "\(verbs.settings.publicURL)/book/\(session.account.slug)/")
        let count = error?.fields.count ?? 0
        let notice = error.map { _ in
            Notice("bad", "Not saved yet: \(count == 1 ? "1 thing needs" : "\(count) things need") another look.")
        }
        return try renderer.page(
            "calendar_form",
            Page(title: page.headline, page, session: session, on: .calendars, notice: notice),
            status: error?.status ?? .ok)
    }
}

extension CalendarForm {
    /// A new calendar opens at once; the switch is there only when editing.
    init(_ fields: FormFields, isNew: Bool) {
        self.init()
        name = fields["name"]
        slug = fields["slug"]
        description = fields["description"]
        duration = fields["duration"]
        interval = fields["interval"]
        bufferBefore = fields["buffer_before"]
        bufferAfter = fields["buffer_after"]
        windowDays = fields["window"]
        hostIDs = fields.all("host")
        isOpen = isNew || fields["open"] == "yes"
        minimumNotice = Self.minutes(fields["notice"], NoticeUnit(rawValue: fields["notice_unit"]) ?? .minutes)
    }

    /// The typed number in minutes; what is no number, or too large for one, stays as typed and is refused later.
    private static func minutes(_ typed: String, _ unit: NoticeUnit) -> String {
        guard let number = Int(typed.filter { !$0.isWhitespace }) else { return typed }
        let (minutes, isTooLarge) = number.multipliedReportingOverflow(by: unit.minutes)
        return isTooLarge ? typed + " \(unit.rawValue)" : String(minutes)
    }
}

/// The units a minimum notice is typed in.
enum NoticeUnit: String, CaseIterable {
    case minutes, hours, days

    var minutes: Int {
        switch self {
        case .minutes: 1
        case .hours: 60
        case .days: 1440
        }
    }

    /// The largest unit that divides a number of minutes.
    static func best(for minutes: Int) -> NoticeUnit {
        guard minutes > 0 else { return .hours }
        return allCases.last { minutes.isMultiple(of: $0.minutes) } ?? .minutes
    }
}

struct CalendarsPage {
    struct Card {
        let calendarID: String
        let href: String
        let calendarName: String
        let openLabel: String
        let openTone: String
        let duration: String
        let kindLabel: String
        let hasHosts: Bool
        let hosts: [BookPage.HostMark]
        let warning: String?
        let bookingURL: String

        init(_ calendar: BookingCalendar, _ hosts: [Host], url: String) {
            calendarID = calendar.id
            href = "/app/calendars/\(calendar.id)"
            calendarName = calendar.name
            (openLabel, openTone) = calendar.isOpen ? ("Open", "ok") : ("Closed", "idle")
            duration = Dates.duration(minutes: calendar.rules.duration)
            kindLabel = hosts.count == 1 ? "1 host" : "Round robin among \(hosts.count) hosts"
            self.hosts = hosts.map { BookPage.HostMark(initials: Initials.of($0.name), hostName: $0.name) }
            hasHosts = !hosts.isEmpty
            bookingURL = url
            warning = Self.warning(hosts)
        }

        private static func warning(_ hosts: [Host]) -> String? {
            let broken = hosts.filter { $0.connection == .broken }.map(\.name)
            let missing = hosts.filter { $0.connection == nil }.map(\.name)
            if !broken.isEmpty {
                return "Zoom is broken for \(broken.joined(separator: ", ")): not offered until reconnected."
            }
            return missing.isEmpty
                ? nil : "\(missing.joined(separator: ", ")) has not connected Zoom: bookings wait for their rooms."
        }
    }

    let canEdit: Bool
    let hasCalendars: Bool
    let calendars: [Card]
}

struct CalendarFormPage {
    struct Unit {
        let value: String
        let unitLabel: String
        let isSelected: Bool
    }

    struct HostRow {
        let userID: String
        let initials: String
        let hostName: String
        let hoursSummary: String
        let zoneLabel: String
        let zoomLabel: String
        let zoomTone: String
        let isChosen: Bool
        let hoursHref: String
    }

    let headline: String
    let action: String
    let isEdit: Bool
    let isOpen: Bool
    let calendarName: String
    let calendarNameError: String?
    let slug: String
    let slugError: String?
    let linkPrefix: String
    let description: String
    let descriptionError: String?
    let durationMinutes: String
    let durationError: String?
    let intervalMinutes: String
    let intervalError: String?
    let bufferBefore: String
    let bufferBeforeError: String?
    let bufferAfter: String
    let bufferAfterError: String?
    let noticeValue: String
    let noticeError: String?
    let noticeUnits: [Unit]
    let windowDays: String
    let windowError: String?
    let hostsError: String?
    let hostRows: [HostRow]
    let saveLabel: String
    let leaveLabel: String

    init(
        _ form: CalendarForm, id: String?, team: [TeamMember], error: OperationError?,
        typedNotice: (String, String)?, linkPrefix: String
    ) {
        isEdit = id != nil
        headline = id == nil ? "New calendar" : form.name.isEmpty ? "Calendar" : form.name
        action = id.map { "/app/calendars/\($0)" } ?? "/app/calendars"
        isOpen = form.isOpen
        (calendarName, calendarNameError) = (form.name, error?.message(of: "name"))
        (slug, slugError) = (form.slug, error?.message(of: "slug"))
        self.linkPrefix = linkPrefix
        (description, descriptionError) = (form.description, error?.message(of: "description"))
        (durationMinutes, durationError) = (form.duration, error?.message(of: "duration"))
        (intervalMinutes, intervalError) = (form.interval, error?.message(of: "interval"))
        (bufferBefore, bufferBeforeError) = (form.bufferBefore, error?.message(of: "buffer_before"))
        (bufferAfter, bufferAfterError) = (form.bufferAfter, error?.message(of: "buffer_after"))
        let unit = typedNotice.flatMap { NoticeUnit(rawValue: $0.1) } ?? .best(for: Int(form.minimumNotice) ?? 0)
        noticeValue =
            typedNotice?.0 ?? Int(form.minimumNotice).map { String($0 / unit.minutes) } ?? form.minimumNotice
        noticeError = error?.message(of: "minimum_notice")
        noticeUnits = NoticeUnit.allCases.map {
            Unit(value: $0.rawValue, unitLabel: $0.rawValue, isSelected: $0 == unit)
        }
        (windowDays, windowError) = (form.windowDays, error?.message(of: "window_days"))
        hostsError = error?.message(of: "hosts")
        hostRows = team.map { HostRow($0, isChosen: form.hostIDs.contains($0.userID)) }
        saveLabel = id == nil ? "Make the calendar" : "Save"
        leaveLabel = id == nil ? "Cancel" : "Leave as it was"
    }
}

extension CalendarFormPage.HostRow {
    init(_ member: TeamMember, isChosen: Bool) {
        self.init(
            userID: member.userID, initials: member.initials, hostName: member.memberName,
            hoursSummary: member.hoursSummary, zoneLabel: member.zoneLabel, zoomLabel: member.zoomLabel,
            zoomTone: member.zoomTone, isChosen: isChosen, hoursHref: member.hoursHref)
    }
}
