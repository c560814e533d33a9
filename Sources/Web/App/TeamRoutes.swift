import FoundationEssentials
import HTTPTypes
import Hummingbird
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addTeam(to app: AppRoutes) {
        app.get("team", for: .insiders) { request, context in
            let session = try context.signedIn()
            let page = TeamPage(members: try await team(of: session))
            return try renderer.page("team", Page(title: "Team", page, session: session, on: .team))
        }
        addSchedules(to: app)
        addTimeOff(to: app)
        addLimits(to: app)
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
            return TeamMember(
                member, connection, hours: try HoursSummary.text(schedule, zones: verbs.zones),
                zoneLabel: Dates(zone: zone).zoneName(at: now), session: session)
        }
    }

    /// The member whom the path names: anyone for an admin, oneself for a user.
    /// - Throws: `not_found`, `not_admin`.
    func pathMember(_ context: WebContext) async throws -> (session: Session, member: Member) {
        let session = try context.signedIn()
        let id = try context.parameters.require("id")
        guard let member = try await verbs.store.read({ try $0.membership(of: id, in: session.account.id) }) else {
            throw OperationError.notFound("There is no such member of this account.")
        }
        guard session.isAdmin || id == session.member.user.id else {
            throw OperationError(.forbidden, "not_admin", "Only an admin can change the hours of others.")
        }
        return (session, member)
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
    let timeOffHref: String

    init(_ member: Member, _ connection: Connection?, hours: String, zoneLabel: String, session: Session) {
        let zoom = ConnectionWords(connection, waiting: 0)
        userID = member.user.id
        initials = Initials.of(member.user.name)
        memberName = member.user.name
        memberEmail = member.user.email
        role = member.role == .admin ? "Admin" : "User"
        isYou = member.user.id == session.member.user.id
        hoursSummary = hours
        self.zoneLabel = zoneLabel
        (zoomLabel, zoomTone) = (zoom.label, zoom.tone)
        canEditHours = session.isAdmin || isYou
        hoursHref = MemberSection.hours.path(member.user.id)
        timeOffHref = MemberSection.timeOff.path(member.user.id)
    }
}
