import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    /// `GET /app/calendars/presets`: what a new calendar can start from.
    func presetsPage(_ request: Request, _ context: WebContext) throws -> Response {
        let session = try context.signedIn()
        return try renderer.page(
            "presets", Page(title: "New calendar", PresetsPage(), session: session, on: .calendars))
    }

    /// `GET /app/calendars/new?preset=webinar`: the form, ready to be saved but for what one wants otherwise.
    func newCalendarPage(_ request: Request, _ context: WebContext) async throws -> Response {
        let session = try context.signedIn()
        let preset = request.query("preset").flatMap { key in verbs.calendarPresets.first { $0.key == key } }
        var form = preset?.form ?? CalendarForm()
        let (slugs, members) = try await verbs.store.read { snapshot in
            (
                Set(try snapshot.calendars(of: session.account.id).map(\.slug)),
                try snapshot.members(of: session.account.id).map(\.user.id)
            )
        }
        if preset != nil { form.slug = PresetsPage.freeSlug(for: form.name, taken: slugs) }
        let ownID = session.member.user.id
        // A collective calendar needs two at least: everybody is a better guess than nobody.
        let others = form.kind == CalendarKind.collective.rawValue ? members.filter { $0 != ownID }.prefix(4) : []
        form.hosts =
            form.kind == CalendarKind.unassigned.rawValue
            ? [] : ([ownID] + others).map { HostForm(userID: $0) }
        return try await calendarForm(TypedCalendar(form, isNew: true), id: nil, session)
    }
}

struct PresetsPage {
    struct Card {
        let href: String
        let presetIcon: String
        let presetName: String
        let presetText: String
    }

    let presets: [Card]

    init() {
        presets = CalendarPreset.all.map { preset in
            Card(
                href: "/app/calendars/new?preset=\(preset.key)", presetIcon: Self.icon(preset.key),
                presetName: preset.name, presetText: preset.summary)
        }
    }

    private static func icon(_ key: String) -> String {
        switch key {
        case "team_meeting": "icon_people"
        case "client_consultation": "icon_talk"
        case "webinar": "icon_stage"
        case "office_hours": "icon_desk"
        case "fitness_class": "icon_weight"
        case "property_showing": "icon_house"
        case "telemedicine": "icon_heart"
        case "cooking_class": "icon_pot"
        default: "icon_calendar"
        }
    }

    /// A link name from a name, with a number behind it where it is taken.
    static func freeSlug(for name: String, taken: Set<String>) -> String {
        let words = name.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
        let base = String(words.joined(separator: "-").prefix(50))
        guard taken.contains(base) else { return base }
        return (2...).lazy.map { "\(base)-\($0)" }.first { !taken.contains($0) } ?? base
    }
}
