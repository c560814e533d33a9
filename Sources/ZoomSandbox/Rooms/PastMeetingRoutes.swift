import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The API's account of meetings that are over.
struct PastMeetingRoutes: Sendable {
    let sandbox: Sandbox

    func add(to router: Router<BasicRequestContext>) {
        router.get("/v2/past_meetings/:meeting", use: detail)
        router.get("/v2/past_meetings/:meeting/participants", use: participants)
    }

    @Sendable private func detail(request: Request, context: BasicRequestContext) async throws -> Response {
        let meeting = try context.parameters.require("meeting")
        let caller = try await sandbox.caller(
            request.bearerToken, scope: "meeting:read:past_meeting", meeting: meeting)
        let past = try await sandbox.pastMeeting(meeting, of: caller)
        return .json(past.detail(host: caller, source: sandbox.app.name))
    }

    @Sendable private func participants(request: Request, context: BasicRequestContext) async throws
        -> Response
    {
        let meeting = try context.parameters.require("meeting")
        let caller = try await sandbox.caller(
            request.bearerToken, scope: "meeting:read:list_past_participants", meeting: meeting)
        let page = try ParticipantPageRequest(request.queryFields)
        let past = try await sandbox.pastMeeting(meeting, of: caller)
        guard caller.profile.type > 1 else { throw ZoomError(.badRequest, 200, "Only available for Paid user.") }
        return .json(try past.participants(page, now: sandbox.now()))
    }
}
