import Hummingbird
import NIOCore
import Operations
import ServiceLifecycle
import Store
import TimeZones

extension Site {
    /// What members are told within the app: a page, and a stream for the mark beside it.
    func addNotices(to app: AppRoutes) {
        app.get("notifications", for: .insiders) { _, context in
            try await noticesPage(try context.signedIn())
        }
        app.post("notifications/seen", for: .insiders) { request, context in
            _ = try await request.form(context)
            let session = try context.signedIn()
            try await verbs.seeNotices(by: session.user, in: session.account)
            return Response.seeOther("/app/notifications")
        }
        app.get("notifications/events", for: .insiders) { request, context in
            noticeEvents(try context.signedIn(), request)
        }
    }

    private func noticesPage(_ session: Session) async throws -> Response {
        let (notices, seen) = try await verbs.store.read {
            (
                try $0.notices(to: session.user, in: session.account.id, limit: NoticesPage.most),
                try $0.noticesSeen(by: session.user.id, in: session.account.id)
            )
        }
        let page = NoticesPage(notices, seen: seen, Dates(zone: try verbs.zones.zone(session.user.zone)))
        return try renderer.page(
            "notices", Page(title: "Notifications", page, session: session, on: .notices))
    }

    /// `unread` with how many there are: at once, and whenever that changes.
    private func noticeEvents(_ session: Session, _ request: Request) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/event-stream", .cacheControl: "no-store"],
            body: .init { writer in
                do {
                    let changes = verbs.live.changes(of: Verbs.noticeSubject(session.user))
                    try await writer.write(ByteBuffer(string: "retry: 5000\n\n"))
                    try await writer.write(try await unread(session))
                    try await request.body.consumeWithCancellationOnInboundClose { _ in
                        for await _ in changes.cancelOnGracefulShutdown() {
                            try await writer.write(try await unread(session))
                        }
                    }
                } catch is CancellationError {
                    // The page has been closed.
                }
                try await writer.finish(nil)
            })
    }

    private func unread(_ session: Session) async throws -> ByteBuffer {
        let (count, latest) = try await verbs.store.read {
            (
                try $0.unseenNotices(of: session.user, in: session.account.id, most: 100),
                try $0.notices(to: session.user, in: session.account.id, limit: 1).first
            )
        }
        let words = try latest.map {
            NoticesPage.Row($0, seen: nil, Dates(zone: try verbs.zones.zone(session.user.zone)))
        }
        let data = JSONValue([
            "count": count, "id": latest?.id, "text": words?.noticeText, "href": words?.noticeHref,
        ])
        return ByteBuffer(string: "event: unread\ndata: \(String(decoding: data.document, as: UTF8.self))\n\n")
    }
}

struct NoticesPage {
    struct Row {
        let noticeText: String
        let noticeHref: String
        let noticeWhen: String
        let noticeIcon: String
        let isNew: Bool
    }

    static let most = 100

    let hasNotices: Bool
    let notices: [Row]
    let hasNew: Bool

    init(_ notices: [MemberNotice], seen: Instant?, _ dates: Dates) {
        self.notices = notices.map { Row($0, seen: seen, dates) }
        hasNotices = !notices.isEmpty
        hasNew = self.notices.contains(where: \.isNew)
    }
}

extension NoticesPage.Row {
    init(_ notice: MemberNotice, seen: Instant?, _ dates: Dates) {
        let (icon, text) = Self.words(notice)
        let time = notice.start.map { start in
            let civil = dates.zone.civil(at: start)
            return ", \(Dates.shortDay(civil.date)), \(civil.clock)"
        }
        noticeText = text + (time ?? "")
        noticeIcon = icon
        noticeHref = Self.href(notice)
        noticeWhen = dates.stamp(notice.at)
        isNew = seen.map { notice.at > $0 } ?? false
    }

    private static func href(_ notice: MemberNotice) -> String {
        switch notice.kind {
        case .hookDisabled: "/app/webhooks"
        case .organisationBroken: "/app/connections"
        case .connectionBroken: "/app/profile/integrations"
        default: notice.appointmentID.map { "/app/appointments/\($0)" } ?? "/app/profile/integrations"
        }
    }

    private static func words(_ notice: MemberNotice) -> (icon: String, text: String) {
        let (guest, calendar) = (notice.guestName ?? "Somebody", notice.calendarName ?? "an appointment")
        switch notice.kind {
        case .hostRequested: return ("icon_question", "\(guest) asks for \(calendar)")
        case .hostMoved: return ("icon_move", "\(calendar) with \(guest) was moved")
        case .hostCancelled: return ("icon_cross", "\(calendar) with \(guest) was cancelled")
        case .hostSeriesBooked: return ("icon_calendar", "\(guest) booked a series of \(calendar)")
        case .hostSeriesMoved: return ("icon_move", "The series of \(calendar) with \(guest) was moved")
        case .hostSeriesCancelled: return ("icon_cross", "The series of \(calendar) with \(guest) was cancelled")
        case .roomFailed: return ("icon_video", "There is no Zoom room for \(calendar) with \(guest)")
        case .connectionNeeded:
            return ("icon_video", "Connect Zoom: \(calendar) with \(guest) waits for its room")
        case .writesLow: return ("icon_video", "Zoom allows few more changes today")
        case .organisationBroken:
            return ("icon_video", "Zoom no longer lets your organisation in: connect it again")
        case .connectionBroken: return ("icon_video", "Zoom has ended a connection: connect it again")
        case .hookDisabled: return ("icon_link", "A webhook has been turned off: it takes no calls")
        default: return ("icon_calendar", "\(guest) booked \(calendar)")
        }
    }
}
