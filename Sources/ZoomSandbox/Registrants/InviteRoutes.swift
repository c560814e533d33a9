import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The API's invite links: each with a guest's name in it, and nobody needs to register.
struct InviteRoutes: Sendable {
    let sandbox: Sandbox

    func add(to router: Router<BasicRequestContext>) {
        router.post("/v2/meetings/:meeting/invite_links", use: create)
    }

    @Sendable private func create(request: Request, context: BasicRequestContext) async throws -> Response {
        let meeting = try context.parameters.require("meeting")
        let caller = try await sandbox.caller(
            request.bearerToken, scope: "meeting:write:invite_links", meeting: meeting)
        let fields = try InviteFields(try await request.jsonObject())
        return .json(try await sandbox.inviteLinks(fields, to: meeting, by: caller), status: .created)
    }
}

extension Sandbox {
    func inviteLinks(_ fields: InviteFields, to id: String, by caller: Person) throws -> JSONValue {
        let meeting = try self.meeting(id, of: caller)
        let dies = fields.life == 0 ? nil : now().addingTimeInterval(TimeInterval(fields.life))
        let key = InviteKey(zakKey: zakKey)
        let attendees = fields.names.map { name -> JSONValue in
            let tk = key.mint(name, for: meeting.id, dies: dies)
            return [
                "name": .string(name), "join_url": .string(meeting.personalURL(base: base, tk: tk)),
            ]
        }
        return ["attendees": .array(attendees)]
    }
}
