import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    func addProfile(to app: AppRoutes) {
        app.get("profile", for: .members) { request, context in
            let session = try context.signedIn()
            let notice = request.query("done") == "saved" ? Notice("ok", "Saved.") : nil
            return try await profilePage(
                session, typed: nil, notice: notice)
        }
        app.post("profile", for: .members) { request, context in
            let fields = try await request.form(context)
            let session = try context.signedIn()
            do {
                try await verbs.updateProfile(
                    of: session.member.user, name: fields["name"], zone: fields["timezone"],
                    phone: fields["phone"])
                return Response.seeOther("/app/profile?done=saved")
            } catch let error as OperationError where error.kind == .invalid {
                return try await profilePage(session, typed: fields, notice: nil, error: error)
            }
        }
    }

    private func profilePage(
        _ session: Session, typed: FormFields?, notice: Notice?, error: OperationError? = nil
    ) async throws -> Response {
        let user = session.member.user
        let (connection, schedule, profile) = try await verbs.store.read {
            (try $0.connection(of: user.id), try $0.schedule(of: user.id), try $0.profile(of: user.id))
        }
        let zoom = ConnectionWords(connection, waiting: 0)
        let hoursZone = try verbs.zones.zone(schedule?.zone ?? user.zone)
        let page = ProfilePage(
            photoHref: user.photoHref, profileInitials: Initials.of(user.name),
            profileName: typed?["name"] ?? user.name, profileNameError: error?.message(of: "name"),
            profileEmail: user.email,
            phoneInput: Input.line(
                "phone", "Phone", typed?["phone"] ?? profile?.phone ?? "", type: "tel",
                error: error?.message(of: "phone")
            ).optional(),
            zoneGroups: zoneMenu.groups(selected: typed?["timezone"] ?? user.zone, at: verbs.now),
            timezoneError: error?.message(of: "zone"),
            zoomLabel: zoom.label, zoomTone: zoom.tone,
            zoomText: connection.map { "Rooms are made in the Zoom account \($0.zoomEmail)." }
                ?? "Connect it, and your bookings get their rooms in your own Zoom account.",
            hoursSummary: try HoursSummary.text(schedule, zones: verbs.zones),
            hoursZone: Dates(zone: hoursZone).zoneName(at: verbs.now),
            hoursHref: MemberSection.hours.path(user.id), timeOffHref: MemberSection.timeOff.path(user.id),
            limitsHref: MemberSection.limits.path(user.id),
            locationText: profile?.location.map { PlaceWords(before: $0).line }
                ?? "None yet: each calendar says where its meetings take place.",
            locationHref: MemberSection.location.path(user.id))
        return try renderer.page(
            "profile", Page(title: "Profile", page, session: session, on: .profile, notice: notice),
            status: error?.status ?? .ok)
    }
}

struct ProfilePage {
    let photoHref: String?
    let profileInitials: String
    let profileName: String
    let profileNameError: String?
    let profileEmail: String
    let phoneInput: Input
    let zoneGroups: [ZoneGroup]
    let timezoneError: String?
    let zoomLabel: String
    let zoomTone: String
    let zoomText: String
    let hoursSummary: String
    let hoursZone: String
    let hoursHref: String
    let timeOffHref: String
    let limitsHref: String
    let locationText: String
    let locationHref: String
}
