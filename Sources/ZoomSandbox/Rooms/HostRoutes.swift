import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The host's side: what a `start_url` opens.
struct HostRoutes: Sendable {
    let sandbox: Sandbox
    let pages: Pages

    func add(to router: Router<BasicRequestContext>) {
        router.get("/s/:meeting", use: start)
        router.get("/s/:meeting/room", use: room)
        router.post("/s/:meeting/admit", use: admit)
        router.post("/s/:meeting/put_back", use: putBack)
        router.post("/s/:meeting/remove", use: remove)
        router.post("/s/:meeting/end", use: end)
    }

    @Sendable private func start(request: Request, context: BasicRequestContext) async throws -> Response {
        try await hosting(context, request.queryFields) { try await sandbox.start($0) }
    }

    @Sendable private func room(request: Request, context: BasicRequestContext) async throws -> Response {
        try await hosting(context, request.queryFields) { _ in }
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

    @Sendable private func end(request: Request, context: BasicRequestContext) async throws -> Response {
        try await hosting(context, try await request.allFields()) { try await sandbox.end($0) }
    }

    /// Does something with the guest the form names; with none when they are gone already.
    private func moving(
        _ request: Request, _ context: BasicRequestContext, _ act: (String, Meeting) async throws -> Void
    ) async throws -> Response {
        let fields = try await request.allFields()
        return try await hosting(context, fields) { meeting in
            if let guest = fields["guest"] { try await act(guest, meeting) }
        }
    }

    /// Does it when the key fits, and shows the room as it is then.
    private func hosting(
        _ context: BasicRequestContext, _ fields: FormFields, _ act: (Meeting) async throws -> Void
    ) async throws -> Response {
        let id = context.parameters.get("meeting")
        guard let meeting = await sandbox.openMeeting(id) else {
            return pages.problem(
                "This meeting link is not valid (3,001)",
                "The meeting was deleted, has expired or never was.",
                status: .notFound)
        }
        guard let zak = fields["zak"], await sandbox.mayHost(meeting, zak: zak) else {
            return pages.problem(
                "This start link is not valid any more", "A start link lives for two hours: fetch a new one.",
                status: .forbidden)
        }
        try await act(meeting)
        let current = await sandbox.openMeeting(id) ?? meeting
        return pages.page("host", HostPage(current, host: await sandbox.host(of: current), zak: zak))
    }
}
