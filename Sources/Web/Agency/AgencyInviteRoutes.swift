import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    func addAgencyInvitations(to agency: AppRoutes) {
        agency.get("invite", for: .agencyAdmins) { _, context in
            try await agencyInvitePage(InvitationForm(), try context.signedInPerson())
        }
        agency.post("invite", for: .agencyAdmins) { request, context in
            let fields = try await request.form(context)
            let form = InvitationForm(
                email: fields["email"], name: fields["name"],
                accountID: fields["account"].isEmpty ? nil : fields["account"], membership: MembershipForm(fields),
                agencyRole: AgencyRole(rawValue: fields["agency_role"]))
            do {
                _ = try await verbs.invite(form, by: try asker(request, context))
                return Response.seeOther("/agency/people?done=invited")
            } catch let error as OperationError where error.kind == .invalid {
                return try await agencyInvitePage(form, try context.signedInPerson(), error: error)
            }
        }
        agency.post("invitations/:id/revoke", for: .agencyAdmins) { request, context in
            _ = try await request.form(context)
            try await verbs.revokeInvitation(
                try context.parameters.require("id"), by: try asker(request, context))
            return Response.seeOther("/agency/people?done=revoked")
        }
    }

    private func agencyInvitePage(
        _ form: InvitationForm, _ person: Person, error: OperationError? = nil
    ) async throws -> Response {
        let agency = try agency(person)
        let accounts = try await verbs.store.read { try $0.accounts(ofAgency: agency.id).map(\.account) }
        let page = AgencyInvitePage(
            inputs: InvitationInputs(form, error: error),
            accountInput: .menu(
                "account", "Account", [("", "No account")] + accounts.map { ($0.id, $0.name) },
                chosen: form.accountID ?? "", error: error?.message(of: "account")),
            agencyInput: .menu(
                "agency_role", "In the agency itself",
                [("", "Nothing"), ("user", "Agency user"), ("admin", "Agency admin")],
                chosen: form.agencyRole?.rawValue ?? ""))
        let notice = error.map { _ in Notice("bad", "Not sent yet. See what is marked below.") }
        return try renderer.page(
            "agency_invite", Page(title: "Invite", page, person: person, on: .people, notice: notice),
            status: error?.status ?? .ok)
    }
}

struct AgencyInvitePage {
    let inputs: InvitationInputs
    let accountInput: Input
    let agencyInput: Input
}
