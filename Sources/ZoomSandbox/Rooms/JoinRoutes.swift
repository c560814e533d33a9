import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The guest's side: what opens when somebody follows a join link in a browser.
struct JoinRoutes: Sendable {
    let sandbox: Sandbox
    let pages: Pages

    func add(to router: Router<BasicRequestContext>) {
        router.get("/j/:meeting", use: door)
        router.post("/j/:meeting/join", use: join)
        router.post("/j/:meeting/leave", use: leave)
    }

    @Sendable private func door(request: Request, context: BasicRequestContext) async throws -> Response {
        let query = request.queryFields
        guard let meeting = await sandbox.openMeeting(context.parameters.get("meeting")) else {
            return nowhere
        }
        let card = MeetingCard(meeting, host: await sandbox.host(of: meeting))
        guard mayKnock(at: meeting, query) else {
            guard let passcode = query["passcode"] else {
                return pages.page("passcode", PasscodePage(meeting: card, isWrong: false))
            }
            guard passcode == meeting.password else {
                return pages.page("passcode", PasscodePage(meeting: card, isWrong: true))
            }
            return .seeOther("/j/\(meeting.id)?pwd=\(meeting.linkPassword)")
        }
        if let id = query["guest"] { return await place(of: id, in: meeting) }
        let page = JoinPage(
            meeting: card, pwd: meeting.linkPassword, isStarted: meeting.isStarted,
            hasWaitingRoom: meeting.setting("waiting_room"))
        return pages.page("join", page)
    }

    @Sendable private func join(request: Request, context: BasicRequestContext) async throws -> Response {
        let fields = try await request.allFields()
        guard let meeting = await sandbox.openMeeting(context.parameters.get("meeting")) else {
            return nowhere
        }
        guard mayKnock(at: meeting, fields) else { return .seeOther("/j/\(meeting.id)") }
        let name = (fields["name"] ?? "").prefix(64)
        let guest = try await sandbox.arrive(at: meeting, name: name.isEmpty ? "Guest" : String(name))
        return .seeOther("/j/\(meeting.id)?pwd=\(meeting.linkPassword)&guest=\(guest.id)")
    }

    @Sendable private func leave(request: Request, context: BasicRequestContext) async throws -> Response {
        let fields = try await request.allFields()
        guard let meeting = await sandbox.openMeeting(context.parameters.get("meeting")) else {
            return nowhere
        }
        if let guest = fields["guest"] { try await sandbox.leave(meeting, guest: guest) }
        return pages.problem("You left the meeting", "You can close this page.", status: .ok)
    }

    private func place(of id: String, in meeting: Meeting) async -> Response {
        guard let guest = meeting.guests.first(where: { $0.id == id }) else {
            return pages.problem(
                "This meeting has been ended by the host", "You can close this page.", status: .ok)
        }
        return pages.page("guest", GuestPage(meeting, guest: guest, host: await sandbox.host(of: meeting)))
    }

    private func mayKnock(at meeting: Meeting, _ fields: FormFields) -> Bool {
        meeting.linkPassword.isEmpty || fields["pwd"] == meeting.linkPassword
    }

    private var nowhere: Response {
        pages.problem(
            "This meeting link is not valid (3,001)", "The meeting was deleted, has expired or never was.",
            status: .notFound)
    }
}
