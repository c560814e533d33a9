import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addManage(to router: Router<WebContext>) {
        router.get("a/:token") { try await managePage($0, $1) }
        router.get("a/:token/events") { request, context in
            liveEvents(of: try await manageView(context), request)
        }
        router.get("a/:token/calendar.ics") { _, context in
            Response.calendar(try verbs.calendarFile(try await manageView(context)), named: "appointment.ics")
        }
    }

    func manageView(_ context: WebContext) async throws -> AppointmentView {
        try await verbs.appointment(token: try context.parameters.require("token"), .manage)
    }

    func managePath(_ view: AppointmentView) -> String {
        "/a/\(verbs.vault.linkToken(.manage, guestID: view.appointment.guest.id))"
    }

    /// `GET /a/{token}`: confirmation, and the place to change it.
    private func managePage(_ request: Request, _ context: WebContext) async throws -> Response {
        let view = try await manageView(context)
        let dates = Dates(zone: try verbs.zones.zone(view.appointment.guest.zone))
        let done = request.query("done")
        let series = try await verbs.series(of: view)
        let page = ManagePage(
            view, dates, series: series.map { SeriesList($0, of: view, dates, site: self) },
            site: self, done: done)
        let left = request.query("left").flatMap { Int($0) } ?? 0
        return try renderer.page(
            "manage",
            Page(
                title: "\(view.calendar.name) · \(view.account.name)", page,
                notice: lateNotice(request, view) ?? Self.leftNotice(left, wasMoved: done == "moved")))
    }

    /// Where a link leads that comes too late to move or to cancel.
    func tooLate(_ what: String, _ view: AppointmentView) -> Response {
        .seeOther("\(managePath(view))?late=\(what)")
    }

    /// Why what somebody came for cannot be done; nothing where the page itself says what became of it.
    private func lateNotice(_ request: Request, _ view: AppointmentView) -> Notice? {
        guard view.appointment.isActive else { return nil }
        switch request.query("late") {
        case "move": return verbs.whyUnmovable(view).map { Notice("warn", $0) }
        case "cancel": return verbs.whyUncancellable(view).map { Notice("warn", $0) }
        default: return nil
        }
    }

    /// What became of the dates of a series that could not be had.
    private static func leftNotice(_ left: Int, wasMoved: Bool) -> Notice? {
        guard (1...400).contains(left) else { return nil }
        let dates = left == 1 ? "1 date" : "\(left) dates"
        return wasMoved
            ? Notice("warn", "\(dates) could not follow, and \(left == 1 ? "stays" : "stay") as before.")
            : Notice("", "\(dates) \(left == 1 ? "was" : "were") left out. These are booked.")
    }
}

extension AppointmentView {
    /// A word that changes whenever its pages have to.
    var stateWord: String {
        let state = room.map { "\($0.state.rawValue)-\($0.attempts)" } ?? "none"
        return "\(appointment.status.rawValue)-\(appointment.sequence)-\(state)"
    }
}

/// The appointments of a series, as the page of one of them lists them.
struct SeriesList {
    struct Row {
        let occurrenceDay: String
        let occurrenceTime: String
        /// Nil for the one whose page it is.
        let occurrenceHref: String?
        let isThis: Bool
        let isGone: Bool
        let occurrenceState: String?
    }

    let seriesWords: String
    let seriesZone: String
    let occurrences: [Row]

    init(_ series: SeriesView, of view: AppointmentView, _ dates: Dates, site: Site) {
        seriesWords = series.sentence
        seriesZone = dates.zone.place
        let now = site.verbs.now
        occurrences = series.views.map { other in
            let appointment = other.appointment
            let isThis = appointment.id == view.appointment.id
            return Row(
                occurrenceDay: dates.day(appointment.interval.start),
                occurrenceTime: dates.clocks(appointment.interval),
                occurrenceHref: isThis ? nil : site.managePath(other), isThis: isThis,
                isGone: !appointment.status.holdsPlace,
                occurrenceState: Self.state(appointment, now: now, isThis: isThis))
        }
    }

    private static func state(_ appointment: Appointment, now: Instant, isThis: Bool) -> String? {
        if !appointment.status.holdsPlace { return appointment.status == .invalid ? "Set aside" : "Cancelled" }
        if appointment.interval.end <= now { return "Over" }
        return isThis ? "This one" : nil
    }
}

extension SeriesView {
    /// `Every week, 3 times`, and how many of them are booked where it is not all.
    fileprivate var sentence: String {
        let rule = words.prefix(1).uppercased() + words.dropFirst()
        let booked = views.filter(\.appointment.status.holdsPlace).count
        guard let asked, booked > 0, booked != asked else { return rule }
        return "\(rule); \(booked) of them \(booked == 1 ? "is" : "are") booked"
    }

    /// How many appointments the rule counts; nil where a day ends it.
    private var asked: Int? {
        let part = series.rule.split(separator: ";").first { $0.hasPrefix("COUNT=") }
        return part.flatMap { Int($0.dropFirst("COUNT=".count)) }
    }
}

/// Which appointments of a series a form is about.
struct ScopeOption {
    let scopeValue: String
    let scopeLabel: String
    let isPicked: Bool

    /// - Returns: none unless several of the series are still to come.
    static func options(
        _ series: SeriesView?, of view: AppointmentView, at now: Instant, picked: SeriesScope
    ) -> [ScopeOption] {
        let others = (series?.views ?? []).map(\.appointment).filter {
            $0.isActive && $0.interval.start > now && $0.id != view.appointment.id
        }
        guard !others.isEmpty else { return [] }
        let following = others.filter { $0.interval.start > view.appointment.interval.start }.count
        var options = [(SeriesScope.one, "Only this one")]
        if following > 0, following < others.count {
            options.append((.following, "This and the \(following) after it"))
        }
        options.append((.all, "All \(others.count + 1) that are still to come"))
        return options.map { ScopeOption(scopeValue: $0.rawValue, scopeLabel: $1, isPicked: $0 == picked) }
    }
}
