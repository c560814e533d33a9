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
            try await teamPage(
                try context.signedIn(), notice: request.query("done").flatMap(TeamPage.notice))
        }
        addEmployees(to: app)
        addSchedules(to: app)
        addTimeOff(to: app)
        addLimits(to: app)
        addLocation(to: app)
        addZoomOutlook(to: app)
    }

    func teamPage(
        _ session: Session, notice: Notice? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let now = verbs.now
        let invited = try await verbs.store.read { snapshot -> [MemberInvitation] in
            guard session.isAdmin, let agency = try snapshot.agency(ofAccount: session.account.id) else {
                return []
            }
            return try snapshot.invitations(ofAgency: agency.id, account: session.account.id, at: now)
        }
        let dates = Dates(zone: try verbs.zones.zone(session.user.zone))
        let team = try await team(of: session)
        let broken = team.filter(\.isZoomBroken).map(\.memberName)
        let page = TeamPage(
            members: team, canAdd: session.isAdmin,
            noProfile: session.isMember
                ? nil : .init(accountTitle: session.account.name, personID: session.user.id),
            brokenLine: broken.isEmpty
                ? nil
                : "Zoom has ended the connection of \(CalendarFacts.list(broken)). They are not offered for meetings on Zoom until they reconnect.",
            invited: InvitationList(
                invited, accounts: [session.account], dates: dates, path: "/app/team/invitations"))
        return try renderer.page(
            "team", Page(title: "Team", page, session: session, on: .team, notice: notice), status: status)
    }

    func team(of session: Session) async throws -> [TeamMember] {
        let now = verbs.now
        let rows = try await verbs.store.read { snapshot in
            let connections = try snapshot.connections(of: session.account.id)
            let profiles = try snapshot.profiles(of: session.account.id)
            let loads = try snapshot.workLoads(
                of: session.account.id, from: now, to: now.adding(minutes: TeamMember.ahead * 1440))
            return try snapshot.members(of: session.account.id).map {
                (
                    $0, try snapshot.schedule(of: $0.user.id), connections[$0.user.id], profiles[$0.user.id],
                    loads[$0.user.id]
                )
            }
        }
        return try rows.map { member, schedule, connection, profile, load in
            let zone = try verbs.zones.zone(schedule?.zone ?? member.user.zone)
            return TeamMember(
                member, connection, profile, load, hours: try HoursSummary.text(schedule, zones: verbs.zones),
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
            throw OperationError(.forbidden, "not_admin", "Only an admin can see and change this of others.")
        }
        return (session, member)
    }
}

struct TeamPage {
    /// For who looks after the account and is no member of it.
    struct NoProfile {
        let accountTitle: String
        let personID: String
    }

    let members: [TeamMember]
    let canAdd: Bool
    let noProfile: NoProfile?
    /// Whose connection to Zoom is broken, as a sentence.
    let brokenLine: String?
    let invited: InvitationList?

    static func notice(_ word: String) -> Notice? {
        switch word {
        case "added": Notice("ok", "Added. They have a profile here now.")
        case "invited": Notice("ok", "The invitation is on its way.")
        case "revoked": Notice("ok", "The invitation is taken back.")
        case "role": Notice("ok", "Saved.")
        case "removed": Notice("ok", "Removed from the account.")
        default: nil
        }
    }
}

/// A member as the team's page and a calendar's form show them.
struct TeamMember {
    struct RoleForm {
        let action: String
        let isAdminMember: Bool
        let isLimitedMember: Bool
    }

    let userID: String
    let initials: String
    let memberPhoto: String?
    let memberName: String
    let memberEmail: String
    let role: String
    let isYou: Bool
    let hoursSummary: String
    let zoneLabel: String
    let zoomLabel: String
    let zoomTone: String
    let canEditHours: Bool
    /// Absent for who may not change roles, and for oneself.
    let roleForm: RoleForm?
    let hoursHref: String
    let timeOffHref: String
    let isZoomConnected: Bool
    /// Where they hold meetings unless a calendar says otherwise.
    let location: CalendarLocation?
    let locationText: String
    let locationHref: String
    /// `6 meetings, 4 hours`
    let loadText: String
    /// Percent of a working week.
    let loadShare: Int
    let isZoomBroken: Bool

    /// Days that the load is reckoned over.
    static let ahead = 7

    init(
        _ member: Member, _ connection: Connection?, _ profile: Profile?, _ load: WorkLoad?, hours: String,
        zoneLabel: String,
        session: Session
    ) {
        let zoom = ConnectionWords(connection, waiting: 0)
        userID = member.user.id
        initials = Initials.of(member.user.name)
        memberPhoto = member.user.photoHref
        memberName = member.user.name
        memberEmail = member.user.email
        role = member.roleText
        isYou = member.user.id == session.member.user.id
        roleForm =
            session.isAdmin && !isYou
            ? RoleForm(
                action: "/app/team/\(member.user.id)", isAdminMember: member.role == .admin,
                isLimitedMember: member.isLimited) : nil
        hoursSummary = hours
        self.zoneLabel = zoneLabel
        (zoomLabel, zoomTone) = (zoom.label, zoom.tone)
        canEditHours = session.isAdmin || isYou
        hoursHref = MemberSection.hours.path(member.user.id)
        timeOffHref = MemberSection.timeOff.path(member.user.id)
        isZoomConnected = connection?.state == .active
        location = profile?.location
        locationText = profile?.location?.kind.choiceLabel ?? "No default location"
        locationHref = MemberSection.location.path(member.user.id)
        let meetings = load?.meetings ?? 0
        loadText =
            meetings == 0
            ? "Nothing booked in the next \(Self.ahead) days"
            : "\(meetings == 1 ? "1 meeting" : "\(meetings) meetings"), \(Dates.duration(minutes: load?.minutes ?? 0)), in the next \(Self.ahead) days"
        loadShare = min(100, (load?.minutes ?? 0) * 100 / (40 * 60))
        isZoomBroken = connection?.state == .broken
    }
}
