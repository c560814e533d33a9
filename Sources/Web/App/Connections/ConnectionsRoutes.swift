import HTTPTypes
import Hummingbird
import Operations
import Store
import TimeZones

extension Site {
    /// How everybody of the account stands with Zoom, and the one app that can serve them all.
    func addConnections(to app: AppRoutes) {
        app.get("connections", for: .insiders) { request, context in
            let session = try context.signedIn()
            return try await connectionsPage(
                session, notice: request.query("done").flatMap(ConnectionsPage.notice),
                taken: Set((request.query("taken") ?? "").split(separator: ",").map(String.init)))
        }
        app.post("connections/organisation", for: .admins) { try await connectOrganisation($0, $1) }
        app.post("connections/organisation/match", for: .admins) { try await matchOrganisation($0, $1) }
        app.post("connections/organisation/disconnect", for: .admins) { request, context in
            _ = try await request.form(context)
            try await verbs.disconnectOrganisation(
                of: try context.signedIn().account.id, by: try asker(request, context))
            return Response.seeOther("/app/connections?done=disconnected")
        }
    }

    private func connectOrganisation(_ request: Request, _ context: WebContext) async throws -> Response {
        let fields = try await request.form(context)
        let session = try context.signedIn()
        let form = OrganisationForm(
            zoomAccountID: fields["zoom_account_id"], clientID: fields["client_id"],
            clientSecret: fields["client_secret"])
        do {
            let match = try await verbs.connectOrganisation(
                form, of: session.account.id, by: try asker(request, context))
            return .seeOther(Self.done("connected", match))
        } catch let error as OperationError where error.kind == .invalid || error.code == "zoom_failed" {
            let notice = error.fields.isEmpty ? Notice("bad", error.message) : nil
            return try await connectionsPage(session, notice: notice, form: form, error: error)
        }
    }

    private func matchOrganisation(_ request: Request, _ context: WebContext) async throws -> Response {
        _ = try await request.form(context)
        let session = try context.signedIn()
        do {
            return .seeOther(Self.done("matched", try await verbs.matchOrganisation(of: session.account.id)))
        } catch let error as OperationError where error.code == "zoom_failed" {
            return try await connectionsPage(session, notice: Notice("bad", error.message), error: error)
        }
    }

    /// Whose Zoom user is somebody else's here is stored nowhere, so the address says it.
    private static func done(_ word: String, _ match: OrganisationMatch) -> String {
        let taken = match.taken.isEmpty ? "" : "&taken=" + match.taken.map(\.id).joined(separator: ",")
        return "/app/connections?done=\(word)\(taken)"
    }

    private func connectionsPage(
        _ session: Session, notice: Notice?, taken: Set<String> = [], form: OrganisationForm? = nil,
        error: OperationError? = nil
    ) async throws -> Response {
        let zooms = try await verbs.memberZooms(
            of: session.account.id, only: session.isAdmin ? nil : session.user.id)
        let organisation = try await verbs.store.read { try $0.organisation(of: session.account.id) }
        let dates = Dates(zone: try verbs.zones.zone(session.user.zone))
        let card =
            session.isAdmin
            ? OrganisationCard(organisation, zooms, taken: taken, form: form, error: error, dates) : nil
        let page = ConnectionsPage(zooms, session, organisation: card, dates)
        return try renderer.page(
            "connections", Page(title: "Connections", page, session: session, on: .team, notice: notice),
            status: error?.status ?? .ok)
    }
}
