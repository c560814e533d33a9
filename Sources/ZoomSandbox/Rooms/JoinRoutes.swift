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
        guard meeting.opens(to: query["pwd"]) else { return askPasscode(query, card, meeting) }
        if let id = query["guest"] { return await place(of: id, in: meeting) }
        let page = JoinPage(
            meeting: card, pwd: meeting.linkPassword, isStarted: meeting.isStarted,
            hasWaitingRoom: meeting.setting("waiting_room"),
            needsSignIn: meeting.setting("meeting_authentication"))
        return pages.page("join", page)
    }

    /// What a typed passcode opens is the link that carries it.
    private func askPasscode(_ query: FormFields, _ card: MeetingCard, _ meeting: Meeting) -> Response {
        guard let passcode = query["passcode"] else {
            return pages.page("passcode", PasscodePage(meeting: card, isWrong: false))
        }
        guard passcode == meeting.password else {
            return pages.page("passcode", PasscodePage(meeting: card, isWrong: true))
        }
        return .seeOther("/j/\(meeting.id)?pwd=\(meeting.linkPassword)")
    }

    @Sendable private func join(request: Request, context: BasicRequestContext) async throws -> Response {
        let fields = try await request.allFields()
        guard let meeting = await sandbox.openMeeting(context.parameters.get("meeting")) else {
            return nowhere
        }
        switch try await sandbox.arrive(at: meeting, Arrival(form: fields)) {
        case .came(let guest):
            return .seeOther("/j/\(meeting.id)?pwd=\(meeting.linkPassword)&guest=\(guest.uuid)")
        case .refused(.wrongPasscode):
            return .seeOther("/j/\(meeting.id)")
        case .refused(.signInRequired):
            return pages.problem(
                "This meeting is for authorized participants only", "Sign in to Zoom to join.",
                status: .forbidden)
        case .refused(.deadLink):
            return pages.problem(
                "This join link is not valid any more", "Ask the host for another.", status: .forbidden)
        }
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
        guard let guest = meeting.participant(id) else {
            let heading =
                meeting.isStarted
                ? "You are not in this meeting any more" : "This meeting has been ended by the host"
            return pages.problem(heading, "You can close this page.", status: .ok)
        }
        return pages.page("guest", GuestPage(meeting, guest: guest, host: await sandbox.host(of: meeting)))
    }

    private var nowhere: Response {
        pages.problem(
            "This meeting link is not valid (3,001)", "The meeting was deleted, has expired or never was.",
            status: .notFound)
    }
}
