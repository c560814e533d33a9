import Operations
import Scheduling
import Store

/// What people can book, in its groups.
struct CalendarsPage {
    struct Section {
        let hasGroupName: Bool
        let groupName: String
        let cards: [Card]
    }

    struct Card {
        let calendarID: String
        let href: String
        let calendarName: String
        let openLabel: String
        let openTone: String
        let calendarLine: String
        let hasHosts: Bool
        let hosts: [CalendarFacts.HostMark]
        let warning: String?
        let bookingURL: String
        let bookHref: String
        let whyHref: String
    }

    let calendarTabs: Tabs
    let canEdit: Bool
    let hasCalendars: Bool
    let sections: [Section]

    init(_ cards: [Card], groups: [CalendarGroup], isAdmin: Bool) {
        calendarTabs = .calendars(current: "/app/calendars")
        canEdit = isAdmin
        hasCalendars = !cards.isEmpty
        var rest = cards
        var sections: [Section] = []
        for group in groups {
            // A calendar of several groups stands in the first of them.
            let members = group.calendarIDs.compactMap { id in rest.first { $0.calendarID == id } }
            rest.removeAll { card in members.contains { $0.calendarID == card.calendarID } }
            if members.isEmpty { continue }
            sections.append(Section(hasGroupName: true, groupName: group.name, cards: members))
        }
        if !rest.isEmpty {
            let name = sections.isEmpty ? "" : "In no group"
            sections.append(Section(hasGroupName: !sections.isEmpty, groupName: name, cards: rest))
        }
        self.sections = sections
    }
}

extension CalendarsPage.Card {
    init(_ calendar: BookingCalendar, _ hosts: [Host], url: String, isAdmin: Bool) {
        calendarID = calendar.id
        href = (isAdmin ? CalendarSection.settings : .book).path(calendar.id)
        bookHref = CalendarSection.book.path(calendar.id)
        whyHref = CalendarSection.why.path(calendar.id)
        calendarName = calendar.name
        (openLabel, openTone) = calendar.isOpen ? ("Open", "ok") : ("Closed", "idle")
        let words = KindWords(calendar.kind)
        calendarLine = "\(CalendarFacts.durations(calendar.rules.durations)), \(words.line(calendar, hosts))"
        self.hosts = hosts.prefix(8).map {
            CalendarFacts.HostMark(initials: Initials.of($0.name), hostName: $0.name)
        }
        hasHosts = !hosts.isEmpty
        bookingURL = url
        warning = Self.warning(calendar, hosts)
    }

    /// What keeps the calendar from being booked as it should be.
    private static func warning(_ calendar: BookingCalendar, _ hosts: [Host]) -> String? {
        if calendar.kind != .unassigned, hosts.isEmpty { return "It has no hosts, so nothing can be booked." }
        let concerned = hosts.filter(calendar.needsZoom)
        let broken = concerned.filter { $0.connection == .broken }.map(\.name)
        let missing = concerned.filter { $0.connection == nil }.map(\.name)
        if !broken.isEmpty {
            return "Zoom is broken for \(broken.joined(separator: ", ")): not offered until reconnected."
        }
        if missing.isEmpty { return nil }
        let verb = missing.count == 1 ? "has" : "have"
        return "\(missing.joined(separator: ", ")) \(verb) not connected Zoom: bookings wait for their rooms."
    }
}

/// A kind of calendar as staff read it.
struct KindWords {
    let kind: CalendarKind
    let label: String
    /// What it is good for, in a line.
    let text: String

    init(_ kind: CalendarKind) {
        self.kind = kind
        (label, text) =
            switch kind {
            case .roundRobin: ("Round robin", "Several hosts take turns; each booking gets one of them.")
            case .collective: ("Collective", "Everyone has to be free: all hosts meet the guest together.")
            case .class: ("Class", "One host, many seats: guests join the same meeting.")
            case .service: ("Service", "Guests choose a length, and whom they want to see.")
            case .personal: ("Personal", "One host, one guest.")
            case .unassigned: ("No hosts", "A place or a link that is open at set hours, with nobody assigned.")
            }
    }

    /// `round robin among 3 hosts`, `class of 20 seats`
    func line(_ calendar: BookingCalendar, _ hosts: [Host]) -> String {
        let seats = calendar.rules.seats
        let hostCount = hosts.count == 1 ? "1 host" : "\(hosts.count) hosts"
        let words =
            switch kind {
            case .roundRobin: hosts.count == 1 ? "1 host" : "round robin among \(hostCount)"
            case .collective: "\(hostCount) together"
            case .class: "class of \(seats) seats"
            case .service: "service by \(hostCount)"
            case .personal: hosts.first.map { "with \($0.name)" } ?? "personal"
            case .unassigned: "no hosts"
            }
        return seats > 1 && kind != .class ? "\(words), \(seats) seats" : words
    }
}
