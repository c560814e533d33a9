import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    func addIntegrations(to app: AppRoutes) {
        app.get("profile/integrations", for: .members) { request, context in
            try await integrationsPage(
                try context.signedIn(), notice: request.query("done").flatMap(Self.connectionNotice))
        }
        app.post("profile/integrations/zoom", for: .members) { request, context in
            let fields = try await request.form(context)
            guard settings.missingZoomSettings.isEmpty else {
                return Response.seeOther("/app/profile/integrations")
            }
            let user = try context.signedIn().member.user
            let path = ConnectedFrom(rawValue: fields["from"]).map { $0.path(user.id) } ?? ""
            return Response.seeOther(try await verbs.beginConnecting(user, from: path))
        }
        app.post("profile/integrations/zoom/disconnect", for: .members) { request, context in
            _ = try await request.form(context)
            let session = try context.signedIn()
            let user = session.member.user
            do {
                try await verbs.disconnect(user, accountID: session.account.id)
            } catch let error as OperationError where error.code == "served" {
                return try await integrationsPage(
                    session, notice: Notice("bad", error.message), status: error.status)
            }
            return Response.seeOther("/app/profile/integrations?done=disconnected")
        }
    }

    /// `GET /oauth/zoom/callback?code=…&state=…`: Zoom sends the browser back here.
    func addOAuthCallback(to router: Router<WebContext>) {
        AppRoutes(router.group("oauth/zoom").add(middleware: SessionMiddleware(site: self)))
            .get("callback", for: .members) { try await finishConnecting($0, $1) }
    }

    private func finishConnecting(_ request: Request, _ context: WebContext) async throws -> Response {
        let session = try context.signedIn()
        guard let code = request.query("code"), let state = request.query("state") else {
            return try await integrationsPage(
                session,
                notice: Notice("warn", "Zoom was not connected: you declined, or the answer was incomplete."))
        }
        do {
            let path = try await verbs.finishConnecting(
                session.member.user, accountID: session.account.id, code: code, state: state)
            return Response.seeOther(path.isEmpty ? "/app/profile/integrations?done=connected" : path)
        } catch let error as OperationError {
            return try await integrationsPage(session, notice: Notice("bad", error.message), status: error.status)
        }
    }

    private func integrationsPage(
        _ session: Session, notice: Notice?, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let user = session.member.user
        let (connection, rooms) = try await verbs.store.read {
            (try $0.connection(of: user.id), try $0.unsettledRooms(host: user.id).filter(\.isWanted).count)
        }
        let dates = Dates(zone: try verbs.zones.zone(user.zone))
        let page = IntegrationsPage(
            connection, waiting: rooms, dates: dates, isAdmin: session.member.role == .admin,
            missing: settings.missingZoomSettings, redirectURL: verbs.zoomRedirectURI)
        return try renderer.page(
            "integrations", Page(title: "Integrations", page, session: session, on: .profile, notice: notice),
            status: status)
    }

    /// The next match would only connect it again.
    private static func connectionNotice(_ word: String) -> Notice? {
        switch word {
        case "connected": Notice("ok", "Zoom is connected. The rooms that waited are being made.")
        case "connected-for-calendar":
            Notice("ok", "Zoom is connected. Close this tab, and go on with the calendar in the other one.")
        case "disconnected": Notice("ok", "Zoom is disconnected. New bookings wait until you connect again.")
        default: nil
        }
    }
}

/// From where Zoom was to be connected, other than its own page.
enum ConnectedFrom: String {
    /// A calendar's form, which stays open in a tab of its own.
    case calendar
    case location

    /// The page to go back to.
    func path(_ userID: String) -> String {
        switch self {
        case .calendar: "/app/profile/integrations?done=connected-for-calendar"
        case .location: "\(MemberSection.location.path(userID))?done=connected"
        }
    }
}

struct IntegrationsPage {
    struct Connect {
        let waitingText: String?
    }

    struct Broken {
        let brokenTitle = "Zoom no longer lets Usher in"
        let brokenReason: String
        let waitingText: String?
        let isOwnConnection: Bool
    }

    struct Unconfigured {
        let unconfiguredText = "This Usher has not been introduced to Zoom yet."
        let isAdministrator: Bool
        let missingSettings: [Missing]
        let redirectURL: String
    }

    struct Missing {
        let settingName: String
        let settingMeaning: String
    }

    struct Account {
        let zoomInitials: String
        let zoomName: String
        let zoomEmail: String
        let connectedSince: String
        let scopes: [Scope]
        /// What Usher cannot do without and was not allowed.
        let missing: [Scope]
        let isLacking: Bool
        let outlookHref: String
        /// What a connection of their own is changed by; absent where the organisation has connected it.
        let own: Own?
        let served: Served?
    }

    struct Own {
        let isReconnectable: Bool
        let disconnectText: String
    }

    /// Connected by the organisation's app.
    struct Served {
        let servedText: String
        let canConnectOwn: Bool
    }

    struct Scope {
        let scopeName: String
        let scopeMeaning: String
    }

    let zoomLabel: String
    let zoomTone: String
    let connect: Connect?
    let broken: Broken?
    let unconfigured: Unconfigured?
    let zoomAccount: Account?

    init(
        _ connection: Connection?, waiting: Int, dates: Dates, isAdmin: Bool, missing: [String],
        redirectURL: String
    ) {
        let waits =
            waiting == 0
            ? nil
            : waiting == 1
                ? "1 booking waits for its room."
                : "\(waiting) bookings wait for their rooms."
        zoomAccount = connection.map { Account($0, canConnect: missing.isEmpty, dates) }
        if let connection, connection.organisationID != nil {
            // It needs no app of this Usher's.
            (connect, unconfigured) = (nil, nil)
            let isBroken = connection.state == .broken
            (zoomLabel, zoomTone) = isBroken ? ("Broken", "bad") : ("Connected by your organisation", "ok")
            broken =
                isBroken
                ? Broken(
                    brokenReason: "An admin can reconnect it. \(connection.brokenReason ?? "Zoom ended it.")",
                    waitingText: waits, isOwnConnection: false) : nil
            return
        }
        guard missing.isEmpty else {
            (zoomLabel, zoomTone, connect, broken) = ("Not set up", "warn", nil, nil)
            unconfigured = Unconfigured(
                isAdministrator: isAdmin,
                missingSettings: missing.map {
                    Missing(settingName: $0, settingMeaning: "from the app's page in Zoom's marketplace")
                },
                redirectURL: redirectURL)
            return
        }
        unconfigured = nil
        switch connection?.state {
        case nil:
            (zoomLabel, zoomTone, connect, broken) = ("Not connected", "idle", Connect(waitingText: waits), nil)
        case .broken:
            (zoomLabel, zoomTone, connect) = ("Broken", "bad", nil)
            broken = Broken(
                brokenReason: connection?.brokenReason ?? "Zoom ended it.", waitingText: waits,
                isOwnConnection: true)
        case .active:
            (zoomLabel, zoomTone, connect, broken) = ("Connected", "ok", nil, nil)
        }
    }
}

extension IntegrationsPage.Account {
    fileprivate init(_ connection: Connection, canConnect: Bool, _ dates: Dates) {
        zoomName = connection.zoomEmail.split(separator: "@").first.map(String.init) ?? connection.zoomEmail
        zoomInitials = Initials.of(zoomName)
        zoomEmail = connection.zoomEmail
        connectedSince = "since \(dates.stamp(connection.connectedAt))"
        scopes = connection.permissions.map(IntegrationsPage.Scope.init)
        missing = connection.missingPermissions.map(IntegrationsPage.Scope.init)
        isLacking = !missing.isEmpty
        outlookHref = MemberSection.zoom.path(connection.userID)
        let isServed = connection.organisationID != nil
        own =
            isServed
            ? nil
            : IntegrationsPage.Own(
                isReconnectable: canConnect,
                disconnectText:
                    "Rooms that are there stay, but can no longer be moved or taken down. New bookings wait.")
        served =
            isServed
            ? IntegrationsPage.Served(
                servedText:
                    "Your organisation has connected Zoom for you, by your address. If you connect your own account instead, that one counts.",
                canConnectOwn: canConnect) : nil
    }
}

extension IntegrationsPage.Scope {
    init(_ permission: ZoomPermission) {
        (scopeName, scopeMeaning) = (permission.name, permission.meaning)
    }
}
