import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    /// Who belongs to the account, and as what: by its admins.
    func addEmployees(to app: AppRoutes) {
        app.get("team/add", for: .admins) { _, context in
            try await employeePage(InvitationForm(), try context.signedIn())
        }
        app.post("team", for: .admins) { request, context in
            let fields = try await request.form(context)
            let session = try context.signedIn()
            try await verbs.setMembership(
                of: fields["person"], in: session.account.id, to: MembershipForm(fields),
                by: try asker(request, context))
            return Response.seeOther("/app/team?done=added")
        }
        app.post("team/invitations", for: .admins) { request, context in
            let fields = try await request.form(context)
            let session = try context.signedIn()
            let form = InvitationForm(
                email: fields["email"], name: fields["name"], accountID: session.account.id,
                membership: MembershipForm(fields))
            do {
                _ = try await verbs.invite(form, by: try asker(request, context))
                return Response.seeOther("/app/team?done=invited")
            } catch let error as OperationError where error.kind == .invalid {
                return try await employeePage(form, session, error: error)
            }
        }
        app.post("team/invitations/:invitation/revoke", for: .admins) { request, context in
            _ = try await request.form(context)
            try await verbs.revokeInvitation(
                try context.parameters.require("invitation"), by: try asker(request, context))
            return Response.seeOther("/app/team?done=revoked")
        }
        app.post("team/:id/role", for: .admins) { request, context in
            try await changingMember(request, context, done: "role") { fields, id, account, asker in
                try await verbs.setMembership(of: id, in: account, to: MembershipForm(fields), by: asker)
            }
        }
        app.post("team/:id/remove", for: .admins) { request, context in
            try await changingMember(request, context, done: "removed") { _, id, account, asker in
                try await verbs.endMembership(of: id, in: account, by: asker)
            }
        }
    }

    private func changingMember(
        _ request: Request, _ context: WebContext, done: String,
        _ body: (FormFields, String, String, Asker) async throws -> Void
    ) async throws -> Response {
        let fields = try await request.form(context)
        let (session, member) = try await pathMember(context)
        do {
            try await body(fields, member.user.id, session.account.id, try asker(request, context))
            return .seeOther("/app/team?done=\(done)")
        } catch let error as OperationError where error.kind == .conflict {
            return try await teamPage(session, notice: Notice("bad", error.message), status: error.status)
        }
    }

    private func employeePage(
        _ form: InvitationForm, _ session: Session, error: OperationError? = nil
    ) async throws -> Response {
        let people = try await verbs.store.read { snapshot -> [User] in
            guard session.person.isAgencyAdmin, let agency = try snapshot.agency(ofAccount: session.account.id)
            else { return [] }
            let members = Set(try snapshot.members(of: session.account.id).map(\.user.id))
            return try snapshot.people(ofAgency: agency.id)
                .filter { $0.deletedAt == nil && !members.contains($0.user.id) }.map(\.user)
        }
        let page = EmployeePage(
            personInput: people.first.map { first in
                .menu("person", "Who", people.map { ($0.id, "\($0.name), \($0.email)") }, chosen: first.id)
            }, inputs: InvitationInputs(form, error: error))
        return try renderer.page(
            "employee", Page(title: "Add employee", page, session: session, on: .team),
            status: error?.status ?? .ok)
    }
}

struct EmployeePage {
    /// For the agency's admins; absent when everybody of the agency is a member already.
    let personInput: Input?
    let inputs: InvitationInputs
}
