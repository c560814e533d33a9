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
        let caller = try await sandbox.caller(request.bearerToken, scope: "meeting:write:meeting")
        try await sandbox.allow(caller, toAddress: context.parameters.require("user"))
        try await sandbox.countWrite(of: caller)
        let fields = try MeetingFields(try await request.jsonObject())
        return .json(try await sandbox.createMeeting(fields, by: caller), status: .created)
    }

    @Sendable private func list(request: Request, context: BasicRequestContext) async throws -> Response {
        let caller = try await sandbox.caller(request.bearerToken, scope: "meeting:read:list_meetings")
        try await sandbox.allow(caller, toAddress: context.parameters.require("user"))
        let page = try MeetingPageRequest(request.queryFields, zone: caller.zone, now: sandbox.now())
        return .json(await sandbox.listMeetings(page, by: caller))
    }

    @Sendable private func read(request: Request, context: BasicRequestContext) async throws -> Response {
        let caller = try await sandbox.caller(request.bearerToken, scope: "meeting:read:meeting")
        return .json(try await sandbox.readMeeting(context.parameters.require("meeting"), by: caller))
    }

    @Sendable private func update(request: Request, context: BasicRequestContext) async throws -> Response {
        let caller = try await sandbox.caller(request.bearerToken, scope: "meeting:update:meeting")
        try await sandbox.countWrite(of: caller)
        let fields = try MeetingFields(try await request.jsonObject())
        try await sandbox.updateMeeting(context.parameters.require("meeting"), fields, by: caller)
        return Response(status: .noContent)
    }

    @Sendable private func delete(request: Request, context: BasicRequestContext) async throws -> Response {
        let caller = try await sandbox.caller(request.bearerToken, scope: "meeting:delete:meeting")
        try await sandbox.deleteMeeting(context.parameters.require("meeting"), by: caller)
        return Response(status: .noContent)
    }

    @Sendable private func status(request: Request, context: BasicRequestContext) async throws -> Response {
        let caller = try await sandbox.caller(request.bearerToken, scope: "meeting:update:status")
        let action = try await request.jsonObject()["action"]?.text
        try await sandbox.setStatus(context.parameters.require("meeting"), action: action, by: caller)
        return Response(status: .noContent)
    }
}
