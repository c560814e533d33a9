import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    /// `GET /app/search?q=…`: people, appointments, calendars, and whatever can be done. The palette shows the same.
    func addSearch(to app: AppRoutes) {
        app.get("search", for: .insiders) { request, context in
            let session = try context.signedIn()
            let text = request.words("q")
            let found = try await find(text, session)
            let page = SearchPage(text, found, session, Dates(zone: try verbs.zones.zone(session.user.zone)))
            return try renderer.page("search", Page(title: "Search", page, session: session, on: .search))
        }
    }

    private func find(_ text: String, _ session: Session) async throws -> SearchPage.Found {
        guard !text.allSatisfy(\.isWhitespace) else { return SearchPage.Found() }
        let own = session.seesOnly
        var people = ContactSearch()
        (people.text, people.assignedTo) = (text, own)
        var meetings = AppointmentScope()
        (meetings.text, meetings.hostID) = (text, own)
        let (contacts, appointments) = (people, meetings)
        let words = Contact.folded(text).split(whereSeparator: \.isWhitespace)
        @Sendable func fits(_ name: String) -> Bool { words.allSatisfy { Contact.folded(name).contains($0) } }
        let now = verbs.now
        return try await verbs.store.read { snapshot in
            let account = session.account.id
            return SearchPage.Found(
                contacts: try snapshot.contactPage(of: account, contacts, after: nil, limit: 8, at: now),
                ahead: try snapshot.appointments(of: account, appointments, filter: .upcoming, at: now, limit: 6),
                past: try snapshot.appointments(of: account, appointments, filter: .past, at: now, limit: 4),
                calendars: try snapshot.calendars(of: account).filter { fits($0.name) },
                members: try snapshot.members(of: account).filter { fits($0.user.name) })
        }
    }
}

struct SearchPage {
    struct Found: Sendable {
        var contacts: [ContactLine] = []
        var ahead: [AppointmentLine] = []
        var past: [AppointmentLine] = []
        var calendars: [BookingCalendar] = []
        var members: [Member] = []
    }

    struct Group {
        let groupTitle: String
        let hits: [Hit]
    }

    struct Hit {
        let hitHref: String
        let hitIcon: String
        let hitName: String
        let hitLine: String
    }

    let searchText: String
    let groups: [Group]
    let isNothing: Bool

    init(_ text: String, _ found: Found, _ session: Session, _ dates: Dates) {
        searchText = text
        let words = Contact.folded(text).split(whereSeparator: \.isWhitespace)
        let ways = Command.all(session).filter { command in
            words.allSatisfy { Contact.folded(command.name).contains($0) }
        }
        let appointments = (found.ahead + found.past).map { line in
            Hit(
                hitHref: "/app/appointments/\(line.appointment.id)", hitIcon: "icon_calendar",
                hitName: line.appointment.guest.name,
                hitLine: "\(line.calendarName), \(dates.stamp(line.appointment.interval.start))")
        }
        groups = [
            Group(
                groupTitle: "Contacts",
                hits: found.contacts.map {
                    Hit(
                        hitHref: Site.path($0.contact), hitIcon: "icon_card", hitName: $0.contact.name,
                        hitLine: $0.contact.email)
                }),
            Group(groupTitle: "Appointments", hits: appointments),
            Group(
                groupTitle: "Calendars",
                hits: found.calendars.map {
                    let section: CalendarSection = session.isAdmin ? .settings : .book
                    return Hit(
                        hitHref: section.path($0.id), hitIcon: "icon_list", hitName: $0.name,
                        hitLine: KindWords($0.kind).label)
                }),
            Group(
                groupTitle: "Team",
                hits: found.members.filter { session.isAdmin || $0.user.id == session.user.id }.map {
                    Hit(
                        hitHref: MemberSection.hours.path($0.user.id), hitIcon: "icon_person",
                        hitName: $0.user.name, hitLine: $0.user.email)
                }),
            Group(
                groupTitle: "Go to",
                hits: ways.map { Hit(hitHref: $0.href, hitIcon: "icon_right", hitName: $0.name, hitLine: "") }),
        ].filter { !$0.hits.isEmpty }
        isNothing = groups.isEmpty
    }
}

/// A place to go or a thing to do, by what people call it.
struct Command {
    let name: String
    let href: String

    /// Those that somebody may use.
    static func all(_ session: Session) -> [Command] {
        let id = session.user.id
        let everybody = [
            Command(name: "Appointments ahead", href: "/app/appointments"),
            Command(name: "Today", href: "/app/calendar?view=day"),
            Command(name: "This week", href: "/app/calendar"), Command(name: "Contacts", href: "/app/contacts"),
            Command(name: "Calendars", href: "/app/calendars"), Command(name: "Team", href: "/app/team"),
            Command(name: "Connections to Zoom", href: "/app/connections"),
            Command(name: "Notifications", href: "/app/notifications"),
            Command(name: "Sign-in and security", href: "/me/security"),
        ]
        let own = [
            Command(name: "Your profile", href: "/app/profile"),
            Command(name: "Connect Zoom: integrations", href: "/app/profile/integrations"),
            Command(name: "Your calendar feeds", href: "/app/profile/feeds"),
            Command(name: "Your hours", href: MemberSection.hours.path(id)),
            Command(name: "Time off", href: MemberSection.timeOff.path(id)),
            Command(name: "Your limits and buffers", href: MemberSection.limits.path(id)),
            Command(name: "Your default meeting location", href: MemberSection.location.path(id)),
        ]
        let staff = [
            Command(name: "Add a contact", href: "/app/contacts/new"),
            Command(name: "Waiting list", href: "/app/waiting"),
        ]
        let admins = [
            Command(name: "New calendar", href: "/app/calendars/presets"),
            Command(name: "Import contacts", href: "/app/contacts/import"),
            Command(name: "Merge duplicate contacts", href: "/app/contacts/duplicates"),
            Command(name: "Fields of contacts", href: "/app/contact-fields"),
            Command(name: "Groups of calendars", href: "/app/groups"),
            Command(name: "Shared hours", href: "/app/schedules"),
            Command(name: "Rooms and equipment", href: "/app/resources"),
            Command(name: "Add employee", href: "/app/team/add"), Command(name: "Audit log", href: "/app/audit"),
            Command(name: "API keys", href: "/app/api-keys"),
            Command(name: "Webhooks", href: "/app/webhooks"),
        ]
        return everybody + (session.isMember ? own : []) + (session.member.isLimited ? [] : staff)
            + (session.isAdmin ? admins : [])
    }
}
