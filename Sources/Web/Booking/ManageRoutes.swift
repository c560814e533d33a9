import Foundation
import HTTPTypes
import Hummingbird
import NIOCore
import Operations
import Scheduling
import Store
import TimeZones

extension Site {
    func addManage(to router: Router<WebContext>) {
        router.get("a/:token") { try await managePage($0, $1) }
        router.get("a/:token/events") { request, context in
            liveEvents(of: try await manageView(context), request)
        }
        router.get("a/:token/calendar.ics") { _, context in
            Response.calendar(try verbs.calendarFile(try await manageView(context)), named: "appointment.ics")
        }
    }

    func manageView(_ context: WebContext) async throws -> AppointmentView {
        try await verbs.appointment(token: try context.parameters.require("token"), .manage)
    }

    func managePath(_ view: AppointmentView) -> String {
        "/a/\(verbs.vault.linkToken(.manage, guestID: view.appointment.guest.id))"
    }

    /// `GET /a/{token}`: confirmation, and the place to change it.
    private func managePage(_ request: Request, _ context: WebContext) async throws -> Response {
        let view = try await manageView(context)
        let dates = Dates(zone: try verbs.zones.zone(view.appointment.guest.zone))
        let page = ManagePage(view, dates, site: self, done: request.query("done"))
        return try renderer.page(
            "manage", Page(title: "\(view.calendar.name) · \(view.account.name)", page))
    }
}

extension AppointmentView {
    /// A word that changes whenever its pages have to.
    var stateWord: String {
        "\(appointment.status.rawValue)-\(appointment.sequence)-\(room.state.rawValue)-\(room.attempts)"
    }
}

/// The page that confirms an appointment and lets its guest change it.
struct ManagePage {
    let accountName: String
    let calendarName: String
    let duration: String
    let hostName: String
    let liveURL: String
    let isJustDone: Bool
    let headline: String
    let sentTo: String?
    let leaf: Leaf
    let isActive: Bool
    let isInactive: Bool
    let isCancelled: Bool
    let isRoomPending: Bool
    let roomTone: String
    let roomHeadline: String
    let roomText: String
    let hasJoinLink: Bool
    let joinURL: String
    let bookAgainHref: String?
    let icsHref: String
    let googleHref: String
    let canMove: Bool
    let moveHref: String
    let canCancel: Bool
    let cancelHref: String
    let changeReason: String?

    init(_ view: AppointmentView, _ dates: Dates, site: Site, done: String?) {
        let appointment = view.appointment
        let path = site.managePath(view)
        leaf = Leaf(appointment.interval, dates)
        let isOver = appointment.interval.end <= site.verbs.now
        let reason = site.verbs.whyUnchangeable(appointment)
        let room = RoomWords(view, isOver: isOver)
        accountName = view.account.name
        calendarName = view.calendar.name
        duration = Dates.duration(minutes: appointment.interval.start.minutes(until: appointment.interval.end))
        hostName = view.host.name
        liveURL = "\(path)/events?seen=\(view.stateWord)"
        isActive = appointment.isActive && !isOver
        isInactive = !isActive
        isCancelled = !appointment.isActive
        isJustDone = isActive && (done == "booked" || done == "moved")
        headline =
            isCancelled
            ? "Cancelled"
            : !isJustDone ? view.calendar.name : done == "moved" ? "Moved" : "You are booked"
        sentTo = isJustDone ? appointment.guest.email : nil
        isRoomPending = isActive && view.room.state == .pending
        (roomTone, roomHeadline, roomText) = (room.tone, room.headline, room.text)
        hasJoinLink = isActive
        joinURL = site.verbs.joinURL(appointment)
        bookAgainHref = isActive ? nil : "/book/\(view.account.slug)/\(view.calendar.slug)"
        icsHref = "\(path)/calendar.ics"
        googleHref = Self.google(view, joinURL: joinURL)
        canMove = reason == nil
        moveHref = "\(path)/move"
        canCancel = reason == nil
        cancelHref = "\(path)/cancel"
        changeReason = isActive ? reason : nil
    }

    /// Google Calendar's own form for a new event, filled in.
    private static func google(_ view: AppointmentView, joinURL: String) -> String {
        func plain(_ instant: Instant) -> String { instant.rfc3339.filter { $0 != "-" && $0 != ":" } }
        var address = URLComponents(string: "https://calendar.google.com/calendar/render")
        let interval = view.appointment.interval
        address?.queryItems = [
            URLQueryItem(name: "action", value: "TEMPLATE"),
            URLQueryItem(name: "text", value: "\(view.calendar.name) with \(view.host.name)"),
            URLQueryItem(name: "dates", value: "\(plain(interval.start))/\(plain(interval.end))"),
            URLQueryItem(name: "details", value: "Join: \(joinURL)"),
            URLQueryItem(name: "location", value: joinURL),
        ]
        return address?.string ?? ""
    }
}

/// What a guest is told about the room.
struct RoomWords {
    let tone: String
    let headline: String
    let text: String

    init(_ view: AppointmentView, isOver: Bool) {
        let words: (String, String, String)
        if !view.appointment.isActive {
            words = (
                "idle", "This appointment is cancelled", "There is no meeting any more. You can book another time."
            )
        } else if isOver {
            words = ("idle", "This appointment is over", "Thank you for coming. You can book another one.")
        } else {
            words = Self.words(view.room)
        }
        (tone, headline, text) = words
    }

    private static func words(_ room: Room) -> (String, String, String) {
        switch room.state {
        case .ready:
            ("ok", "Your Zoom room is ready", "Nothing to install: you can join from the browser, too.")
        case .pending where room.isHostUnconnected:
            (
                "warn", "Your host is still setting up Zoom",
                "They have been told. Your link stays the same and will work."
            )
        case .pending where room.attempts == 0:
            (
                "", "Your Zoom room is being made",
                "Your link already works: it will take you to the room when it is time."
            )
        case .pending:
            ("warn", "Zoom has not given us a room yet", "We keep trying. Your link stays the same.")
        case .failed, .closed:
            ("warn", "Zoom has not given us a room", "Your host has been told. Your link stays the same.")
        }
    }
}
