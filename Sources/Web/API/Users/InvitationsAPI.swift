import HTTPTypes
import Hummingbird
import Operations
import Store

extension Site {
    func addInvitationAPI(to api: RouterGroup<WebContext>) {
        api.get("invitations") { request, _ in
            let account = try await account(request, .people)
            let open = try await verbs.store.read { snapshot in
                try snapshot.agency(ofAccount: account.id).map {
                    try snapshot.invitations(ofAgency: $0.id, account: account.id, at: verbs.now)
                } ?? []
            }
            return Response.json(JSONValue(["invitations": open.map { JSONValue($0) }]))
        }
        api.post("invitations") { request, context in
            let holder = try await keyHolder(request, context, .people)
            let form = try await request.body { body in
                InvitationForm(
                    email: body.text("email") ?? "", name: body.text("name") ?? "", accountID: holder.account.id,
                    membership: MembershipForm(body))
            }
            return Response.json(JSONValue(try await verbs.invite(form, by: holder)), status: .created)
        }
        addAgencyInvitationsAPI(to: api.group("agency/invitations"))
        api.delete("invitations/:id") { request, context in
            let holder = try await keyHolder(request, context, .people)
            try await verbs.revokeInvitation(try context.parameters.require("id"), by: holder)
            return Response(status: .noContent)
        }
    }

    private func addAgencyInvitationsAPI(to invitations: RouterGroup<WebContext>) {
        invitations.get { request, context in
            let agency = try await keyHolder(request, context, .agency).agency
            let open = try await verbs.store.read { try $0.invitations(ofAgency: agency.id, at: verbs.now) }
            return Response.json(JSONValue(["invitations": open.map { JSONValue($0) }]))
        }
        invitations.post { request, context in
            let holder = try await keyHolder(request, context, .agency)
            let form = try await request.body { body in
                let place: PlaceInAgency? = body.word("agency_role")
                return InvitationForm(
                    email: body.text("email") ?? "", name: body.text("name") ?? "",
                    accountID: body.text("account"), membership: MembershipForm(body), agencyRole: place?.role)
            }
            return Response.json(JSONValue(try await verbs.invite(form, by: holder)), status: .created)
        }
        invitations.delete(":id") { request, context in
            let holder = try await keyHolder(request, context, .agency)
            try await verbs.revokeInvitation(try context.parameters.require("id"), by: holder)
            return Response(status: .noContent)
        }
    }
}

extension JSONValue {
    fileprivate init(_ invitation: MemberInvitation) {
        self.init([
            "id": invitation.id, "email": invitation.email, "name": invitation.name,
            "account": invitation.accountID, "agency_role": PlaceInAgency(invitation.agencyRole).rawValue,
            "role": invitation.role.rawValue, "is_limited": invitation.isLimited,
            "invited_by": invitation.invitedBy, "created_at": invitation.createdAt,
            "expires_at": invitation.expiresAt,
        ])
    }
}
