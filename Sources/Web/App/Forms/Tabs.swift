import FoundationEssentials
import Operations
import Store
import TimeZones

/// A row of pages that belong together.
struct Tabs {
    struct Tab {
        let href: String
        let tabLabel: String
        let isCurrent: Bool
    }

    let tabsLabel: String
    let tabs: [Tab]

    /// - Parameter pages: addresses and labels; the current one is known by its address.
    init(_ label: String, _ pages: [(href: String, label: String)], current: String) {
        tabsLabel = label
        tabs = pages.map { Tab(href: $0.href, tabLabel: $0.label, isCurrent: $0.href == current) }
    }

    /// The ways to look at appointments.
    static func appointments(current: AppointmentsSection, date: CivilDate? = nil) -> Tabs {
        Tabs(
            "Which appointments", AppointmentsSection.allCases.map { ($0.path(date), $0.label) },
            current: current.path(date))
    }

    /// The pages about what can be booked.
    static func calendars(current: String) -> Tabs {
        Tabs(
            "Calendars",
            [
                ("/app/calendars", "Calendars"), ("/app/groups", "Groups"), ("/app/schedules", "Shared hours"),
                ("/app/resources", "Rooms and equipment"), ("/app/waiting", "Waiting list"),
            ], current: current)
    }

    /// The pages of one calendar.
    static func calendar(_ id: String, isAdmin: Bool, current: CalendarSection) -> Tabs {
        let sections = CalendarSection.allCases.filter { isAdmin || $0 != .settings }
        return Tabs(
            "This calendar", sections.map { ($0.path(id), $0.label) }, current: current.path(id))
    }

    /// The pages about when one member can be booked.
    static func member(_ id: String, current: MemberSection) -> Tabs {
        Tabs(
            "This member", MemberSection.allCases.map { ($0.path(id), $0.label) }, current: current.path(id))
    }
}

/// A way to look at appointments.
enum AppointmentsSection: String, CaseIterable {
    case upcoming, day, week, past, cancelled, all

    var label: String { rawValue.capitalized }

    /// - Parameter date: the day that is looked at, where the way of looking shows one.
    func path(_ date: CivilDate?) -> String {
        let day = date.map { "date=\($0)" }
        switch self {
        case .upcoming: return "/app/appointments"
        case .day: return "/app/calendar?" + ["view=day", day].compactMap(\.self).joined(separator: "&")
        case .week: return day.map { "/app/calendar?\($0)" } ?? "/app/calendar"
        case .past, .cancelled, .all: return "/app/appointments?show=\(rawValue)"
        }
    }
}

/// A page of one calendar.
enum CalendarSection: String, CaseIterable {
    case settings = ""
    case book, share, why, links
    case closed = "closed-times"
    case waiting

    var label: String {
        switch self {
        case .settings: "Settings"
        case .book: "Book for a contact"
        case .share: "Share"
        case .why: "Why not?"
        case .links: "One-time links"
        case .closed: "Closed times"
        case .waiting: "Waiting list"
        }
    }

    func path(_ calendarID: String) -> String {
        "/app/calendars/\(calendarID)" + (self == .settings ? "" : "/\(rawValue)")
    }
}

/// A page about one member.
enum MemberSection: String, CaseIterable {
    case hours
    case timeOff = "time-off"
    case limits, location, zoom

    var label: String {
        switch self {
        case .zoom: "Zoom"
        case .hours: "Hours"
        case .timeOff: "Time off"
        case .limits: "Limits and buffers"
        case .location: "Location"
        }
    }

    func path(_ userID: String) -> String { "/app/team/\(userID)/\(rawValue)" }
}
