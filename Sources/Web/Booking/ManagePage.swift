import Foundation
import Operations
import Scheduling
import Store
import TimeZones

/// The page that confirms an appointment and lets its guest change it.
struct ManagePage {
    struct Companion {
        let companionName: String
        let companionEmail: String
    }

    struct Told {
        let toldLabel: String
        let toldText: String
    }

    let accountName: String
    let calendarName: String
    let duration: String
    let hostLine: String?
    let liveURL: String
    let isJustDone: Bool
    let headline: String
    /// Where the mail about it goes, and what will be in it.
    let sentText: String?
    let sentTo: String
    let leaf: Leaf
    let isActive: Bool
    let isInactive: Bool
    /// Whether its time is crossed out.
    let isCancelled: Bool
    let isRequest: Bool
    let place: PlaceState
    let hasJoinLink: Bool
    let joinURL: String
    let bookAgainHref: String?
    let hasCompanions: Bool
    let companions: [Companion]
    let hasTold: Bool
    let told: [Told]
    let series: SeriesList?
    let icsHref: String
    let googleHref: String
    let canMove: Bool
    let moveHref: String
    let canCancel: Bool
    let cancelHref: String
    let changeReasons: [String]
    let hasChanges: Bool

    init(_ view: AppointmentView, _ dates: Dates, series: SeriesList?, site: Site, done: String?) {
        let appointment = view.appointment
        let path = site.managePath(view)
        let state = Standing(view, now: site.verbs.now)
        leaf = Leaf(appointment.interval, dates)
        accountName = view.account.name
        calendarName = view.calendar.name
        duration = Dates.duration(minutes: view.minutes)
        hostLine = view.hostNames
        liveURL = "\(path)/events?seen=\(view.stateWord)"
        isActive = state == .requested || state == .booked
        isInactive = !isActive
        isCancelled = state.isOff
        isRequest = state == .requested
        isJustDone = isActive && ["booked", "moved", "series"].contains(done)
        headline = state.headline(done: isJustDone ? done : nil, view)
        sentTo = appointment.guest.email
        sentText =
            !isJustDone
            ? nil : isRequest ? "As soon as it is answered we write to" : "A confirmation is on its way to"
        place = PlaceState(view, state)
        hasJoinLink = state == .booked && view.place.kind == .zoom
        joinURL = site.verbs.joinURL(appointment)
        bookAgainHref = isActive || state == .setAside ? nil : "/book/\(view.account.slug)/\(view.calendar.slug)"
        companions = view.guests.map { Companion(companionName: $0.name, companionEmail: $0.email) }
        hasCompanions = !companions.isEmpty
        told = Self.told(view)
        hasTold = !told.isEmpty
        self.series = series
        icsHref = "\(path)/calendar.ics"
        googleHref = Self.google(view, joinURL: joinURL)
        let reasons = (site.verbs.whyUnmovable(view), site.verbs.whyUncancellable(view))
        canMove = reasons.0 == nil
        moveHref = "\(path)/move"
        canCancel = reasons.1 == nil
        cancelHref = "\(path)/cancel"
        changeReasons = Self.unique([reasons.0, reasons.1].compactMap(\.self))
        hasChanges = isActive && appointment.isActive
    }

    private static func unique(_ reasons: [String]) -> [String] {
        reasons.count == 2 && reasons[0] == reasons[1] ? [reasons[0]] : reasons
    }

    /// What was said when it was booked.
    private static func told(_ view: AppointmentView) -> [Told] {
        let notes = view.appointment.notes
        return view.appointment.answers.map { Told(toldLabel: $0.label, toldText: $0.answer) }
            + (notes.isEmpty ? [] : [Told(toldLabel: "Your note", toldText: notes)])
    }

    /// Google Calendar's own form for a new event, filled in.
    private static func google(_ view: AppointmentView, joinURL: String) -> String {
        func plain(_ instant: Instant) -> String { instant.rfc3339.filter { $0 != "-" && $0 != ":" } }
        var address = URLComponents(string: "https://calendar.google.com/calendar/render")
        let interval = view.appointment.interval
        let isZoom = view.place.kind == .zoom
        address?.queryItems = [
            URLQueryItem(name: "action", value: "TEMPLATE"),
            URLQueryItem(name: "text", value: "\(view.calendar.name) with \(view.hostName)"),
            URLQueryItem(name: "dates", value: "\(plain(interval.start))/\(plain(interval.end))"),
            URLQueryItem(name: "details", value: "\(isZoom ? "Join" : "Where"): \(joinURL)"),
            URLQueryItem(name: "location", value: isZoom ? joinURL : view.place.text),
        ]
        return address?.string ?? ""
    }
}

extension AppointmentView {
    /// Everybody whom the guest meets; nil where there is no host.
    var hostNames: String? {
        guard let host else { return nil }
        return CalendarFacts.list([host.name] + cohosts.map(\.name))
    }
}

/// How an appointment stands, for its guest.
enum Standing {
    case requested, booked, over, cancelled, setAside

    init(_ view: AppointmentView, now: Instant) {
        let isOver = view.appointment.interval.end <= now
        switch view.appointment.status {
        case .cancelled: self = .cancelled
        case .invalid: self = .setAside
        case .new: self = isOver ? .over : .requested
        // Who came can be noted while it goes on.
        case .confirmed, .showed, .noshow: self = isOver ? .over : .booked
        }
    }

    /// Whether it takes place no more.
    var isOff: Bool { self == .cancelled || self == .setAside }

    /// - Parameter done: what has just been done.
    fileprivate func headline(done: String?, _ view: AppointmentView) -> String {
        switch self {
        case .cancelled: "Cancelled"
        case .setAside: "Set aside"
        case .over: view.calendar.name
        case .requested: done == nil ? view.calendar.name : "Your request is sent"
        case .booked: done == nil ? view.calendar.name : done == "moved" ? "Moved" : "You are booked"
        }
    }
}
