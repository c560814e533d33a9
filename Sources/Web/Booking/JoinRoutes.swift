import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    func addJoin(to router: Router<WebContext>) {
        router.get("j/:token") { try await join($0, $1) }
        router.get("j/:token/events") { request, context in
            liveEvents(of: try await joinView(context), request)
        }
    }

    private func joinView(_ context: WebContext) async throws -> AppointmentView {
        try await verbs.appointment(token: try context.parameters.require("token"), .join)
    }

    /// `GET /j/{token}`: into the meeting, or why not yet.
    private func join(_ request: Request, _ context: WebContext) async throws -> Response {
        let view = try await joinView(context)
        let way = try await verbs.wayIn(view)
        if case .zoom(let link) = way {
            return Response(status: .found, headers: [.location: link, .cacheControl: "no-store"])
        }
        let dates = Dates(zone: try verbs.zones.zone(view.appointment.guest.zone))
        let path = "/j/\(verbs.vault.linkToken(.join, guestID: view.appointment.guest.id))"
        let page = JoinPage(view, way, dates, path: path, site: self)
        return try renderer.page("join_wait", Page(title: "\(view.calendar.name) · \(view.account.name)", page))
    }
}

/// What a guest sees who cannot be sent into the meeting at this moment.
struct JoinPage {
    struct Step {
        let stepLabel: String
        let isDone: Bool
        let isNow: Bool
        let isBroken: Bool
    }

    let accountName: String
    let whenLine: String
    let liveURL: String
    let markTone: String
    let isPreparing: Bool
    let isTrouble: Bool
    let isClosed: Bool
    let isOver: Bool
    let hasSteps: Bool
    let steps: [Step]
    let bookAgainHref: String?
    let footnote: String?
    let headline: String
    let text: String

    init(_ view: AppointmentView, _ way: Way, _ dates: Dates, path: String, site: Site) {
        let leaf = Leaf(view.appointment.interval, dates)
        accountName = view.account.name
        whenLine = "\(leaf.dayLine), \(leaf.timeLine), \(leaf.zoneLine)"
        liveURL = "\(path)/events?seen=\(view.stateWord)"
        if case .cancelled = way { isClosed = true } else { isClosed = false }
        if case .over = way { isOver = true } else { isOver = false }
        let isWaiting = !isClosed && !isOver
        isTrouble = isWaiting && (view.room.state == .failed || view.room.attempts > 2 || view.room.isParked)
        isPreparing = isWaiting && !isTrouble
        markTone = isPreparing ? "accent" : isTrouble ? "warn" : "idle"
        let words = RoomWords(view, isOver: isOver)
        headline = isPreparing ? "Your room is being made" : words.headline
        text =
            isPreparing
            ? "This takes a few seconds. The page goes on by itself."
            : isClosed
                ? "There is no room to join. You can book another time."
                : isTrouble ? "\(words.text) When it works, this page takes you in." : words.text
        hasSteps = isWaiting
        steps = isWaiting ? Self.steps(view.room, isTrouble: isTrouble) : []
        bookAgainHref = isWaiting ? nil : "/book/\(view.account.slug)/\(view.calendar.slug)"
        footnote = isWaiting ? "Keep this page open." : nil
    }

    private static func steps(_ room: Room, isTrouble: Bool) -> [Step] {
        let isHostMissing = room.isHostUnconnected
        let label =
            isHostMissing
            ? "Your host has been told to connect Zoom"
            : isTrouble ? "Zoom has not given us the room yet" : "Zoom is making the room"
        let isBroken = isTrouble && !isHostMissing
        return [
            Step(stepLabel: "Your link is good", isDone: true, isNow: false, isBroken: false),
            Step(stepLabel: label, isDone: false, isNow: !isBroken, isBroken: isBroken),
        ]
    }
}
