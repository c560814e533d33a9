import HTTPTypes
import Hummingbird
import HummingbirdCore

/// What opens when somebody follows a join link of their own: a registrant's or an invite link.
struct RegistrantJoinRoutes: Sendable {
    let sandbox: Sandbox
    let pages: Pages

    func add(to router: Router<BasicRequestContext>) {
        router.get("/w/:meeting", use: door)
        router.post("/w/:meeting/join", use: join)
    }

    @Sendable private func door(request: Request, context: BasicRequestContext) async throws -> Response {
        guard let meeting = await sandbox.openMeeting(context.parameters.get("meeting")) else { return nowhere }
        let tk = request.queryFields["tk"] ?? ""
        guard let name = await sandbox.invitedName(tk, to: meeting) else { return refusal }
        let page = InvitedPage(
            meeting: MeetingCard(meeting, host: await sandbox.host(of: meeting)), tk: tk, name: name,
            isStarted: meeting.isStarted, hasWaitingRoom: meeting.setting("waiting_room"))
        return pages.page("invited", page)
    }

    @Sendable private func join(request: Request, context: BasicRequestContext) async throws -> Response {
        guard let meeting = await sandbox.openMeeting(context.parameters.get("meeting")) else { return nowhere }
        let tk = try await request.allFields()["tk"] ?? ""
        guard let guest = try await sandbox.arrive(at: meeting, tk: tk) else { return refusal }
        return .seeOther("/j/\(meeting.id)?pwd=\(meeting.linkPassword)&guest=\(guest.id)")
    }

    private var nowhere: Response {
        pages.problem(
            "This meeting link is not valid (3,001)", "The meeting was deleted, has expired or never was.",
            status: .notFound)
    }

    private var refusal: Response {
        pages.problem(
            "This join link is not valid any more", "It has expired, or the host does not let its holder in.",
            status: .forbidden)
    }
}

/// The page of a personal link: the name stands in it.
struct InvitedPage: Sendable {
    let title = "Join the meeting"
    let meeting: MeetingCard
    let tk: String
    let name: String
    let isStarted: Bool
    let hasWaitingRoom: Bool
}
