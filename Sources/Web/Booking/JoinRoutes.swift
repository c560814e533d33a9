import HTTPTypes
import Hummingbird
import Operations
import Scheduling
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

    /// `GET /j/{token}`: into the meeting, or why not yet, or where it takes place.
    private func join(_ request: Request, _ context: WebContext) async throws -> Response {
        let view = try await joinView(context)
        let token = try context.parameters.require("token")
        let way = try await verbs.wayIn(view, of: verbs.vault.guestID(.join, token: token))
        if case .zoom(let link) = way {
            return Response(status: .found, headers: [.location: link, .cacheControl: "no-store"])
        }
        let dates = Dates(zone: try verbs.zones.zone(view.appointment.guest.zone))
        let path = "/j/\(token)"
        let page = JoinPage(view, way, dates, path: path)
        return try renderer.page("join_wait", Page(title: "\(view.calendar.name) · \(view.account.name)", page))
    }
}

/// What a guest sees who cannot be sent into the meeting at this moment, or whose meeting is elsewhere.
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
    let markIcon: String
    let isPreparing: Bool
    let hasSteps: Bool
    let steps: [Step]
    let spot: PlaceState.Spot?
    let bookAgainHref: String?
    let footnote: String?
    let headline: String
    let text: String

    init(_ view: AppointmentView, _ way: Way, _ dates: Dates, path: String) {
        let leaf = Leaf(view.appointment.interval, dates)
        accountName = view.account.name
        whenLine = "\(leaf.dayLine), \(leaf.timeLine), \(leaf.zoneLine)"
        liveURL = "\(path)/events?seen=\(view.stateWord)"
        let standing = way.standing(of: view)
        let place = PlaceState(view, standing)
        let isWaiting = standing == .booked && view.place.kind == .zoom
        let isTrouble = isWaiting && Self.isInTrouble(view.room)
        isPreparing = isWaiting && !isTrouble
        hasSteps = isWaiting
        steps = isWaiting ? Self.steps(view.room, isTrouble: isTrouble) : []
        spot = place.spot
        let canBookAgain = standing == .cancelled || standing == .over
        bookAgainHref = !canBookAgain ? nil : "/book/\(view.account.slug)/\(view.calendar.slug)"
        footnote = isWaiting ? "Keep this page open." : nil
        switch standing {
        case .cancelled:
            (markTone, markIcon) = ("idle", "icon_cross")
            (headline, text) = (place.placeHeadline, "There is no room to join. You can book another time.")
        case .setAside:
            (markTone, markIcon) = ("idle", "icon_cross")
            (headline, text) = (place.placeHeadline, place.placeText)
        case .over:
            (markTone, markIcon) = ("idle", "icon_check")
            (headline, text) = (place.placeHeadline, place.placeText)
        case .requested:
            (markTone, markIcon) = ("accent", "icon_clock")
            (headline, text) = (place.placeHeadline, place.placeText)
        case .booked where isPreparing:
            (markTone, markIcon) = ("accent", "icon_video")
            (headline, text) = (
                "Your room is being made", "This takes a few seconds. The page goes on by itself."
            )
        case .booked where isTrouble:
            (markTone, markIcon) = ("warn", "icon_info")
            (headline, text) = (
                place.placeHeadline, "\(place.placeText) When it works, this page takes you in."
            )
        case .booked:
            (markTone, markIcon) = ("accent", place.placeIcon)
            (headline, text) = (place.placeHeadline, place.placeText)
        }
    }

    private static func isInTrouble(_ room: Room?) -> Bool {
        guard let room else { return false }
        return room.state == .failed || room.attempts > 2 || room.isParked
    }

    private static func steps(_ room: Room?, isTrouble: Bool) -> [Step] {
        let isHostMissing = room?.isHostUnconnected ?? false
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

extension Way {
    /// How the appointment stands for who follows its link.
    fileprivate func standing(of view: AppointmentView) -> Standing {
        switch self {
        case .zoom, .place, .waiting: .booked
        case .unconfirmed: .requested
        case .cancelled: view.appointment.status == .invalid ? .setAside : .cancelled
        case .over: .over
        }
    }
}
