import FoundationEssentials
import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addTeam(to app: RouterGroup<WebContext>) {
        app.get("team") { request, context in
            let session = try context.signedIn()
            let page = TeamPage(members: try await team(of: session))
            let notice = request.query("done") == "hours" ? Notice("ok", "The hours are saved.") : nil
            return try renderer.page(
                "team", Page(title: "Team", page, session: session, on: .team, notice: notice))
        }
        app.get("team/:id/hours") { _, context in
            let (session, member, schedule) = try await hoursOwner(context)
            let form = try schedule.map(HoursForm.init) ?? HoursForm(zone: member.user.zone, days: [:])
            return try hoursPage(form, of: member, session)
        }
        app.post("team/:id/hours") { try await saveHours($0, $1) }
    }

    func team(of session: Session) async throws -> [TeamMember] {
        let now = verbs.now
        let rows = try await verbs.store.read { snapshot in
            let connections = try snapshot.connections(of: session.account.id)
            return try snapshot.members(of: session.account.id).map {
                ($0, try snapshot.schedule(of: $0.user.id), connections[$0.user.id])
            }
        }
        return try rows.map { member, schedule, connection in
            let zone = try verbs.zones.zone(schedule?.zone ?? member.user.zone)
            return try TeamMember(
                member, schedule, connection, zoneLabel: Dates(zone: zone).zoneName(at: now), session: session)
        }
    }

    /// The member whose hours the path names: anyone for an admin, oneself for a user.
    private func hoursOwner(_ context: WebContext) async throws -> (Session, Member, Schedule?) {
        let session = try context.signedIn()
        let id = try context.parameters.require("id")
        let found = try await verbs.store.read { snapshot in
            try snapshot.membership(of: id, in: session.account.id).map { ($0, try snapshot.schedule(of: id)) }
        }
        guard let (member, schedule) = found else {
            throw OperationError.notFound("There is no such member of this account.")
        }
        guard session.member.role == .admin || id == session.member.user.id else {
            throw OperationError(.forbidden, "not_admin", "Only an admin can change the hours of others.")
        }
        return (session, member, schedule)
    }

    private func saveHours(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await request.form(context)
        let (session, member, _) = try await hoursOwner(context)
        var days: [Weekday: [HoursForm.Range]] = [:]
        for day in Weekday.allCases {
            days[day] = (1...HoursPage.rangesADay).map { number in
                let name = "\(HoursPage.code(day))_\(number)"
                return .init(from: fields["\(name)_from"], to: fields["\(name)_to"])
            }
        }
        let form = HoursForm(zone: fields["timezone"], days: days)
        do {
            try await verbs.saveHours(form, of: member.user.id, in: session.account)
            return Response.seeOther("/app/team?done=hours")
        } catch let error as OperationError where error.kind == .invalid {
            return try hoursPage(form, of: member, session, error: error)
        }
    }

    private func hoursPage(
        _ form: HoursForm, of member: Member, _ session: Session, error: OperationError? = nil
    ) throws -> Response {
        let groups = zoneMenu.groups(selected: form.zone, at: verbs.now)
        let page = HoursPage(form, of: member, session, zoneGroups: groups, error: error)
        let notice = error.map { _ in Notice("bad", "Not saved yet. See the days marked below.") }
        return try renderer.page(
            "hours", Page(title: page.headline, page, session: session, on: .team, notice: notice),
            status: error?.status ?? .ok)
    }
}

struct TeamPage {
    let members: [TeamMember]
}

/// A member as the team's page and a calendar's form show them.
struct TeamMember {
    let userID: String
    let initials: String
    let memberName: String
    let memberEmail: String
    let role: String
    let isYou: Bool
    let hoursSummary: String
    let zoneLabel: String
    let zoomLabel: String
    let zoomTone: String
    let canEditHours: Bool
    let hoursHref: String

    init(
        _ member: Member, _ schedule: Schedule?, _ connection: Connection?, zoneLabel: String, session: Session
    ) throws {
        let zoom = ConnectionWords(connection, waiting: 0)
        userID = member.user.id
        initials = Initials.of(member.user.name)
        memberName = member.user.name
        memberEmail = member.user.email
        role = member.role == .admin ? "Admin" : "User"
        isYou = member.user.id == session.member.user.id
        hoursSummary = try HoursSummary.text(schedule)
        self.zoneLabel = zoneLabel
        (zoomLabel, zoomTone) = (zoom.label, zoom.tone)
        canEditHours = session.member.role == .admin || isYou
        hoursHref = "/app/team/\(member.user.id)/hours"
    }
}

struct HoursPage {
    struct Day {
        let code: String
        let dayName: String
        let hasDayError: Bool
        let dayError: String
        let ranges: [Range]
    }

    struct Range {
        let number: Int
        let from: String
        let to: String
        let isBlank: Bool
    }

    static let rangesADay = 3

    let headline: String
    let backHref = "/app/team"
    let backLabel = "Team"
    let action: String
    let zoneGroups: [ZoneGroup]
    let timezoneError: String?
    let weekdays: [Day]

    init(_ form: HoursForm, of member: Member, _ session: Session, zoneGroups: [ZoneGroup], error: OperationError?)
    {
        let isOwn = member.user.id == session.member.user.id
        headline = isOwn ? "Your hours" : "Hours of \(member.user.name)"
        action = "/app/team/\(member.user.id)/hours"
        self.zoneGroups = zoneGroups
        timezoneError = error?.message(of: "zone")
        weekdays = Weekday.allCases.map { day in
            let problem = error?.message(of: HoursForm.field(day))
            let typed = (form.days[day] ?? []).filter { !$0.from.isEmpty || !$0.to.isEmpty }
            // One more than are used: an empty day needs one, and few have three.
            let shown = min(typed.count + 1, Self.rangesADay)
            return Day(
                code: Self.code(day), dayName: HoursForm.field(day).capitalized, hasDayError: problem != nil,
                dayError: problem ?? "",
                ranges: (0..<shown).map { index in
                    let range = index < typed.count ? typed[index] : .init(from: "", to: "")
                    // A browser's time field knows no 24:00; an end at 00:00 means midnight.
                    return Range(
                        number: index + 1, from: range.from, to: range.to == "24:00" ? "00:00" : range.to,
                        isBlank: range.from.isEmpty && range.to.isEmpty)
                })
        }
    }

    static func code(_ day: Weekday) -> String { HoursSummary.short(day).lowercased() }
}
