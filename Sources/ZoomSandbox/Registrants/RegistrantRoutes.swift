import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The API's registrants.
struct RegistrantRoutes: Sendable {
    let sandbox: Sandbox

    func add(to router: Router<BasicRequestContext>) {
        router.post("/v2/meetings/:meeting/registrants", use: create)
        router.get("/v2/meetings/:meeting/registrants", use: list)
        router.put("/v2/meetings/:meeting/registrants/status", use: status)
        router.get("/v2/meetings/:meeting/registrants/:registrant", use: read)
        router.delete("/v2/meetings/:meeting/registrants/:registrant", use: delete)
    }

    @Sendable private func create(request: Request, context: BasicRequestContext) async throws -> Response {
        let meeting = try context.parameters.require("meeting")
        let caller = try await sandbox.caller(
            request.bearerToken, scope: "meeting:write:registrant", meeting: meeting)
        let fields = try RegistrantFields(try await request.jsonObject())
        return .json(try await sandbox.register(fields, for: meeting, by: caller), status: .created)
    }

    @Sendable private func list(request: Request, context: BasicRequestContext) async throws -> Response {
        let meeting = try context.parameters.require("meeting")
        let caller = try await sandbox.caller(
            request.bearerToken, scope: "meeting:read:list_registrants", meeting: meeting)
        let page = try RegistrantPageRequest(request.queryFields)
        return .json(try await sandbox.listRegistrants(page, of: meeting, by: caller))
    }

    @Sendable private func status(request: Request, context: BasicRequestContext) async throws -> Response {
        let meeting = try context.parameters.require("meeting")
        let caller = try await sandbox.caller(
            request.bearerToken, scope: "meeting:update:registrant_status", meeting: meeting)
        let change = try RegistrantChange(try await request.jsonObject())
        try await sandbox.change(change, of: meeting, by: caller)
        return Response(status: .noContent)
    }

    @Sendable private func read(request: Request, context: BasicRequestContext) async throws -> Response {
        let meeting = try context.parameters.require("meeting")
        let caller = try await sandbox.caller(
            request.bearerToken, scope: "meeting:read:registrant", meeting: meeting)
        let registrant = try context.parameters.require("registrant")
        return .json(try await sandbox.readRegistrant(registrant, of: meeting, by: caller))
    }

    @Sendable private func delete(request: Request, context: BasicRequestContext) async throws -> Response {
        let meeting = try context.parameters.require("meeting")
        let caller = try await sandbox.caller(
            request.bearerToken, scope: "meeting:delete:registrant", meeting: meeting)
        let registrant = try context.parameters.require("registrant")
        try await sandbox.deleteRegistrant(registrant, of: meeting, by: caller)
        return Response(status: .noContent)
    }
}
