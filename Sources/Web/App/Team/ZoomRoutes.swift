import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    /// How a member stands with Zoom.
    func addZoomOutlook(to app: AppRoutes) {
        app.get("team/:id/zoom", for: .insiders) { request, context in
            try await zoomPage(
                context, notice: request.query("done").flatMap(ZoomPage.notice),
                isFailedOnly: request.query("calls") == "failed")
        }
        app.post("team/:id/zoom/retry", for: .insiders) { request, context in
            _ = try await request.form(context)
            let (session, member) = try await pathMember(context)
            try await verbs.retryRooms(of: member.user.id, in: session.account.id)
            return .seeOther("\(MemberSection.zoom.path(member.user.id))?done=retry")
        }
        app.post("team/:id/zoom/disconnect", for: .admins) { request, context in
            _ = try await request.form(context)
            return try await mending(request, context, done: "disconnected") { id, account, asker in
                try await verbs.disconnectZoom(of: id, in: account.id, by: asker)
            }
        }
        app.post("team/:id/zoom/hand-over", for: .admins) { request, context in
            let receiver = try await request.form(context)["to"]
            return try await mending(request, context, done: "handed-over") { id, account, asker in
                try await verbs.transferZoom(from: id, to: receiver, in: account.id, by: asker)
            }
        }
    }

    /// Carries something about a member's connection out, or shows the page with why not.
    private func mending(
        _ request: Request, _ context: WebContext, done: String,
        _ body: (String, Account, Asker) async throws -> Void
    ) async throws -> Response {
        let id = try context.parameters.require("id")
        let session = try context.signedIn()
        do {
            try await body(id, session.account, asker(request, context))
            return .seeOther("\(MemberSection.zoom.path(id))?done=\(done)")
        } catch let error as OperationError where error.kind == .conflict || error.code == "not_agency_admin" {
            return try await zoomPage(context, notice: Notice("bad", error.message), status: error.status)
        }
    }

    private func zoomPage(
        _ context: WebContext, notice: Notice?, isFailedOnly: Bool = false, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let (session, member) = try await pathMember(context)
        let outlook = try await verbs.zoomOutlook(of: member.user.id)
        let calls = try await verbs.zoomCalls(
            for: member.user.id, in: session.account.id, hostedBy: session.seesOnly)
        let (members, connections) = try await verbs.store.read {
            (try $0.members(of: session.account.id), try $0.connections(of: session.account.id))
        }
        let dates = Dates(zone: try verbs.zones.zone(session.user.zone))
        let table = CallTable(
            calls, path: MemberSection.zoom.path(member.user.id), isFailedOnly: isFailedOnly, dates, at: verbs.now)
        let page = ZoomPage(
            outlook, of: member, session, receivers: members.map(\.user).filter { connections[$0.id] == nil },
            calls: table, dates)
        return try renderer.page(
            "zoom", Page(title: page.headline, page, session: session, on: .team, notice: notice), status: status)
    }
}

struct ZoomPage {
    struct Line {
        let roomTitle: String
        let roomHref: String?
        let roomStart: String
        let roomPlan: String
        /// Absent where another try would change nothing.
        let retryAction: String?
    }

    /// What an admin can do about a connection.
    struct Mending {
        let disconnectAction: String
        let handOverAction: String
        let hasReceivers: Bool
        let receivers: [Input.Choice]
    }

    struct DayLine {
        let dayLabel: String
        let dayRooms: Int
        let dayShare: Int
    }

    let headline: String
    let memberTabs: Tabs
    let zoomLabel: String
    let zoomTone: String
    let zoomEmail: String?
    let servedText: String?
    let brokenReason: String?
    let isOwn: Bool
    let mending: Mending?
    let limit: Int
    let used: Int
    let writesText: String
    let resetText: String
    let isLow: Bool
    let hasForecast: Bool
    let forecast: [DayLine]
    let hasWaiting: Bool
    let waiting: [Line]
    let moreText: String?
    /// Absent where nothing waits that another try could help.
    let retryAllAction: String?
    let callTable: CallTable

    /// How many rooms and days are shown.
    private static let mostLines = 20
    private static let mostDays = 14

    init(
        _ outlook: ZoomOutlook, of member: Member, _ session: Session, receivers: [User], calls: CallTable,
        _ dates: Dates
    ) {
        isOwn = member.user.id == session.member.user.id
        headline = isOwn ? "Your Zoom" : "Zoom of \(member.user.name)"
        memberTabs = .member(member.user.id, current: .zoom)
        let words = ConnectionWords(outlook.connection, waiting: 0)
        (zoomLabel, zoomTone) = (words.label, words.tone)
        zoomEmail = outlook.connection?.zoomEmail
        brokenReason = outlook.connection?.brokenReason
        let path = MemberSection.zoom.path(member.user.id)
        let isServed = outlook.connection?.organisationID != nil
        servedText = isServed ? "Connected by the organisation." : nil
        // What the organisation has connected, its next match would connect again.
        mending =
            session.isAdmin && outlook.connection != nil && !isServed
            ? Mending(
                disconnectAction: "\(path)/disconnect", handOverAction: "\(path)/hand-over",
                hasReceivers: !receivers.isEmpty,
                receivers: receivers.map { Input.Choice($0.id, $0.name, isChosen: false) }) : nil
        limit = outlook.limit
        used = outlook.limit - outlook.left
        writesText =
            outlook.today.spentAt == nil
            ? "\(used) of \(outlook.limit) used today, \(outlook.left) left"
            : "Zoom says that today's are used up: \(outlook.today.writes) by Usher, the others by another app"
        resetText = dates.stamp(outlook.resetsAt)
        isLow = outlook.isLow
        forecast = outlook.forecast.prefix(Self.mostDays).map {
            DayLine(
                dayLabel: CivilDate($0.day).map(Dates.shortDay) ?? $0.day, dayRooms: $0.rooms,
                dayShare: min($0.rooms, outlook.limit))
        }
        hasForecast = !forecast.isEmpty
        // What waits in other accounts is for those to see.
        let own = outlook.waiting.filter { $0.accountID == session.account.id }
        waiting = own.prefix(Self.mostLines).map { Line($0, dates) }
        hasWaiting = !waiting.isEmpty
        retryAllAction = own.contains { $0.canBeRetried } ? "\(path)/retry" : nil
        callTable = calls
        let more = outlook.waiting.count - waiting.count
        moreText =
            more > 0
            ? "And \(more) more\(own.count < outlook.waiting.count ? ", some in other accounts" : "")." : nil
    }
}

extension ZoomPage {
    static func notice(_ word: String) -> Notice? {
        switch word {
        case "disconnected": Notice("ok", "The Zoom account is disconnected.")
        case "retry": Notice("ok", "Usher is trying again. Open this page anew to see what came of it.")
        case "handed-over":
            Notice(
                "ok",
                "The Zoom account is handed over. What it had to do with here waits until Zoom is connected again."
            )
        default: nil
        }
    }
}

extension ZoomPage.Line {
    init(_ room: WaitingRoom, _ dates: Dates) {
        roomTitle = room.title
        roomHref = room.appointmentID.map { "/app/appointments/\($0)" }
        roomStart = dates.stamp(room.start)
        roomPlan =
            room.problem ?? room.plannedAt.map { "made by \(dates.stamp($0)), or when somebody wants in" }
            ?? "being made"
        retryAction =
            room.canBeRetried ? room.appointmentID.map { "/app/appointments/\($0)/retry" } : nil
    }
}

extension WaitingRoom {
    /// Whether it has met a problem that another try may get over.
    fileprivate var canBeRetried: Bool { problem != nil && !needsConnection }
}
