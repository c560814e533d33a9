import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The API's meetings.
struct MeetingRoutes: Sendable {
    let sandbox: Sandbox

    func add(to router: Router<BasicRequestContext>) {
        router.post("/v2/users/:user/meetings", use: create)
        router.get("/v2/users/:user/meetings", use: list)
        router.get("/v2/meetings/:meeting", use: read)
        router.patch("/v2/meetings/:meeting", use: update)
        router.delete("/v2/meetings/:meeting", use: delete)
        router.put("/v2/meetings/:meeting/status", use: status)
    }

    @Sendable private func create(request: Request, context: BasicRequestContext) async throws -> Response {
        let host = try await sandbox.user(
            context.parameters.require("user"), token: request.bearerToken, scope: "meeting:write:meeting")
        try await sandbox.countWrite(of: host)
        let fields = try MeetingFields(try await request.jsonObject())
        return .json(try await sandbox.createMeeting(fields, by: host), status: .created)
    }

    @Sendable private func list(request: Request, context: BasicRequestContext) async throws -> Response {
        let host = try await sandbox.user(
            context.parameters.require("user"), token: request.bearerToken, scope: "meeting:read:list_meetings")
        let page = try MeetingPageRequest(request.queryFields, zone: host.zone, now: sandbox.now())
        return .json(await sandbox.listMeetings(page, by: host))
    }

    @Sendable private func read(request: Request, context: BasicRequestContext) async throws -> Response {
        let (meeting, caller) = try await asked(request, context, scope: "meeting:read:meeting")
        let showsPrevious = request.queryFields["show_previous_occurrences"] == "true"
        return .json(try await sandbox.readMeeting(meeting, showsPrevious: showsPrevious, by: caller))
    }

    @Sendable private func update(request: Request, context: BasicRequestContext) async throws -> Response {
        let (meeting, caller) = try await asked(request, context, scope: "meeting:update:meeting")
        try await sandbox.countWrite(of: caller)
        let fields = try MeetingFields(try await request.jsonObject())
        try await sandbox.updateMeeting(meeting, fields, by: caller)
        return Response(status: .noContent)
    }

    @Sendable private func delete(request: Request, context: BasicRequestContext) async throws -> Response {
        let (meeting, caller) = try await asked(request, context, scope: "meeting:delete:meeting")
        if let occurrence = request.queryFields["occurrence_id"], !occurrence.isEmpty {
            try await sandbox.deleteOccurrence(occurrence, of: meeting, by: caller)
        } else {
            try await sandbox.deleteMeeting(meeting, by: caller)
        }
        return Response(status: .noContent)
    }

    @Sendable private func status(request: Request, context: BasicRequestContext) async throws -> Response {
        let (meeting, caller) = try await asked(request, context, scope: "meeting:update:status")
        let action = try await request.jsonObject()["action"]?.text
        try await sandbox.setStatus(meeting, action: action, by: caller)
        return Response(status: .noContent)
    }

    private func asked(
        _ request: Request, _ context: BasicRequestContext, scope: String
    ) async throws -> (meeting: String, caller: Person) {
        let meeting = try context.parameters.require("meeting")
        return (meeting, try await sandbox.caller(request.bearerToken, scope: scope, meeting: meeting))
    }
}
