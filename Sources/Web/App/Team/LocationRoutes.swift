import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    func addLocation(to app: AppRoutes) {
        app.get("team/:id/location", for: .insiders) { request, context in
            let (session, member) = try await pathMember(context)
            let done = request.query("done") ?? ""
            return try await locationPage(
                of: member, session, asks: done == "saved" || request.query("ask") != nil,
                notice: LocationPage.notice(done, of: member, session))
        }
        app.post("team/:id/location", for: .insiders) { request, context in
            let fields = try await request.form(context)
            let (session, member) = try await pathMember(context)
            let form = LocationForm(kind: fields["location_kind"], detail: fields["location_detail"])
            do {
                _ = try await verbs.setDefaultLocation(form, of: member.user.id, in: session.account)
                return Response.seeOther("\(MemberSection.location.path(member.user.id))?done=saved")
            } catch let error as OperationError where error.kind == .invalid {
                return try await locationPage(of: member, session, form, error: error)
            }
        }
        app.post("team/:id/location/follow", for: .insiders) { request, context in
            let fields = try await request.form(context)
            let (session, member) = try await pathMember(context)
            let count = try await verbs.follow(
                defaultLocationOf: member.user.id, on: Set(fields.all("calendar")), in: session.account)
            let path = MemberSection.location.path(member.user.id)
            return Response.seeOther("\(path)?done=\(count == 0 ? "left" : "followed")")
        }
    }

    private func locationPage(
        of member: Member, _ session: Session, _ typed: LocationForm? = nil, asks: Bool = false,
        notice: Notice? = nil, error: OperationError? = nil
    ) async throws -> Response {
        let (profile, connection, hosted) = try await verbs.store.read {
            (
                try $0.profile(of: member.user.id), try $0.connection(of: member.user.id),
                try $0.hostedCalendars(of: member.user.id, in: session.account.id)
            )
        }
        let elsewhere = try await verbs.calendarsElsewhere(of: member.user.id, in: session.account)
        let page = LocationPage(
            of: member, session, typed ?? LocationForm(profile?.location),
            isConnected: connection?.state == .active, hosted: hosted, elsewhere: elsewhere,
            asks: asks && !elsewhere.isEmpty, error: error)
        return try renderer.page(
            "location", Page(title: page.headline, page, session: session, on: .team, notice: notice),
            status: error?.status ?? .ok)
    }
}

/// Where a member holds meetings, and which of their calendars say otherwise.
struct LocationPage {
    struct CalendarLine {
        let calendarID: String
        let calendarName: String
        let placeText: String
    }

    /// Zoom is wanted, and not connected.
    struct Missing {
        let isOwn: Bool
        let missingName: String
        /// Where an admin of the agency goes to do it for them; nil for anybody else.
        let logInAs: String?
    }

    /// Whether the other calendars should follow.
    struct Question {
        let followAction: String
        let placeWord: String
        let elsewhere: [CalendarLine]
    }

    let headline: String
    let memberTabs: Tabs
    let action: String
    let placeChoices: [Input.Choice]
    let placeError: String?
    let placeDetail: String
    let detailError: String?
    let missing: Missing?
    /// Whether connecting is what keeps them from saving.
    let isMissingUrgent: Bool
    let question: Question?
    let askHref: String?
    let hosted: [CalendarLine]
    let hasHosted: Bool

    init(
        of member: Member, _ session: Session, _ typed: LocationForm, isConnected: Bool, hosted: [HostedCalendar],
        elsewhere: [HostedCalendar], asks: Bool, error: OperationError?
    ) {
        let isOwn = member.user.id == session.member.user.id
        let path = MemberSection.location.path(member.user.id)
        headline = isOwn ? "Your default meeting location" : "Default meeting location of \(member.user.name)"
        memberTabs = .member(member.user.id, current: .location)
        action = path
        placeChoices =
            [Input.Choice("", "No default", isChosen: typed.kind.isEmpty)]
            + CalendarLocation.Kind.allCases.map {
                Input.Choice($0.rawValue, $0.formLabel, isChosen: $0.rawValue == typed.kind)
            }
        placeError = error?.message(of: "location_kind")
        (placeDetail, detailError) = (typed.detail, error?.message(of: "location_detail"))
        let logIn = session.person.isAgencyAdmin && !isOwn && session.person.behind == nil
        missing =
            isConnected
            ? nil
            : Missing(
                isOwn: isOwn, missingName: member.user.name,
                logInAs: logIn ? "/agency/people/\(member.user.id)/log-in-as" : nil)
        isMissingUrgent = error?.fault(of: "location_kind")?.code == "not_connected"
        let word = CalendarLocation.Kind(rawValue: typed.kind)?.choiceLabel ?? ""
        question =
            asks
            ? Question(followAction: "\(path)/follow", placeWord: word, elsewhere: elsewhere.map(Self.line)) : nil
        askHref = asks || elsewhere.isEmpty ? nil : "\(path)?ask=yes"
        self.hosted = hosted.map(Self.line)
        hasHosted = !hosted.isEmpty
    }

    private static func line(_ calendar: HostedCalendar) -> CalendarLine {
        let place =
            calendar.isChosenByVisitors ? "guests choose" : PlaceWords(before: calendar.location).line
        return CalendarLine(
            calendarID: calendar.id, calendarName: calendar.name, placeText: place)
    }

    static func notice(_ word: String, of member: Member, _ session: Session) -> Notice? {
        switch word {
        case "saved":
            Notice("ok", "Saved. Calendars they join from now on, and that are held on Zoom, begin with it.")
        case "connected": Notice("ok", "Zoom is connected. Choose it below, and save.")
        case "followed": Notice("ok", "Done. What is booked already stays where it is.")
        case "left": Notice("ok", "The other calendars stay as they are.")
        default: nil
        }
    }
}
