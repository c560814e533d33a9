import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The levers by which tests come, go and host.
struct RoomRoutes: Sendable {
    let sandbox: Sandbox

    func add(to router: Router<BasicRequestContext>) {
        router.get("/sandbox/meetings/:meeting/room", use: room)
        router.post("/sandbox/meetings/:meeting/join", use: join)
        router.post("/sandbox/meetings/:meeting/leave", use: leave)
        router.post("/sandbox/meetings/:meeting/admit", use: admit)
        router.post("/sandbox/meetings/:meeting/put_back", use: putBack)
        router.post("/sandbox/meetings/:meeting/remove", use: remove)
        router.post("/sandbox/meetings/:meeting/start", use: start)
        router.post("/sandbox/meetings/:meeting/end", use: end)
    }

    @Sendable private func room(request: Request, context: BasicRequestContext) async throws -> Response {
        .json(try await meeting(context).roomJSON)
    }

    @Sendable private func join(request: Request, context: BasicRequestContext) async throws -> Response {
        let meeting = try await self.meeting(context)
        guard let arrival = Arrival(try await request.formOrJSON()) else {
            return .json(["error": "kind must be guest, browser or signed_in"], status: .badRequest)
        }
        return .json(try await sandbox.arrive(at: meeting, arrival).json)
    }

    @Sendable private func leave(request: Request, context: BasicRequestContext) async throws -> Response {
        let meeting = try await self.meeting(context)
        let fields = try await request.formOrJSON()
        let isLost = fields["lost"]?.flag ?? false
        let guest = try participant(fields, of: meeting)
        try await sandbox.leave(meeting, guest: guest, because: isLost ? .lostConnection : .left)
        return try await room(request: request, context: context)
    }

    @Sendable private func admit(request: Request, context: BasicRequestContext) async throws -> Response {
        try await moving(request, context) { try await sandbox.admit($0, to: $1) }
    }

    @Sendable private func putBack(request: Request, context: BasicRequestContext) async throws -> Response {
        try await moving(request, context) { try await sandbox.putBack($0, from: $1) }
    }

    @Sendable private func remove(request: Request, context: BasicRequestContext) async throws -> Response {
        try await moving(request, context) { try await sandbox.leave($1, guest: $0, because: .removed) }
    }

    @Sendable private func start(request: Request, context: BasicRequestContext) async throws -> Response {
        try await sandbox.start(try await meeting(context))
        return try await room(request: request, context: context)
    }

    @Sendable private func end(request: Request, context: BasicRequestContext) async throws -> Response {
        try await sandbox.end(try await meeting(context))
        return try await room(request: request, context: context)
    }

    /// Does something with the one the request names, and answers the room as it is then.
    private func moving(
        _ request: Request, _ context: BasicRequestContext, _ act: (String, Meeting) async throws -> Void
    ) async throws -> Response {
        let meeting = try await self.meeting(context)
        let fields = try await request.formOrJSON()
        try await act(try participant(fields, of: meeting), meeting)
        return try await room(request: request, context: context)
    }

    private func meeting(_ context: BasicRequestContext) async throws -> Meeting {
        let id = context.parameters.get("meeting")
        guard let meeting = await sandbox.openMeeting(id) else { throw ZoomError.noMeeting(id ?? "") }
        return meeting
    }

    private func participant(_ fields: [String: JSONValue], of meeting: Meeting) throws -> String {
        guard let person = meeting.participant(fields["participant"]?.text) else {
            throw ZoomError(.notFound, 404, "Nobody of that name is in the room or at its door.")
        }
        return person.uuid
    }
}
