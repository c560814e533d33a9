import Operations
import Store

/// The invitations that are open, with the form that takes each back.
struct InvitationList {
    struct Row {
        let invitedEmail: String
        let invitedTo: String
        let sentText: String
        let revokeAction: String
    }

    let invitations: [Row]

    /// - Parameter path: where the forms that take them back are sent, before the id.
    init?(_ invitations: [MemberInvitation], accounts: [Account], dates: Dates, path: String) {
        if invitations.isEmpty { return nil }
        let names = Dictionary(accounts.map { ($0.id, $0.name) }) { first, _ in first }
        self.invitations = invitations.map { invitation in
            let account = invitation.accountID.flatMap { names[$0] }
            let role =
                invitation.role == .admin ? "Admin" : invitation.isLimited ? "User, assigned data only" : "User"
            let places = [account.map { "\($0): \(role)" }, invitation.agencyRole?.label].compactMap(\.self)
            return Row(
                invitedEmail: invitation.email, invitedTo: places.joined(separator: "; "),
                sentText: "sent \(dates.stamp(invitation.createdAt)) by \(invitation.invitedBy)",
                revokeAction: "\(path)/\(invitation.id)/revoke")
        }
    }
}

/// The fields of an invitation, as typed.
struct InvitationInputs {
    let inviteInputs: [Input]
    let roleInput: Input
    let isLimitedChosen: Bool

    init(_ form: InvitationForm, error: OperationError?) {
        inviteInputs = [
            Input.line("email", "E-mail", form.email, type: "email", error: error?.message(of: "email"))
                .required(),
            Input.line("name", "Name", form.name, error: error?.message(of: "name")).optional(),
        ]
        roleInput = .menu(
            "role", "Role", [("user", "User"), ("admin", "Admin")], chosen: form.membership.role.rawValue)
        isLimitedChosen = form.membership.isLimited
    }
}

extension MembershipForm {
    init(_ fields: FormFields) {
        self.init(role: Role(rawValue: fields["role"]) ?? .user, isLimited: !fields["limited"].isEmpty)
    }
}
