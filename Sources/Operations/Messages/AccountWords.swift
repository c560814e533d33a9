import Store

extension Verbs {
    /// What somebody is told about their own way in.
    func accountWords(_ letter: Letter) -> Words {
        var words = Words(facts: [])
        let (url, context) = (settings.publicURL, letter.message.context)
        switch letter.message.kind {
        case .invitation:
            words.subject = "You are invited to \(letter.account.name) on Usher"
            words.heading = "You are invited"
            words.intro =
                "Join \(letter.account.name) on Usher, where its appointments are made and met. The link is yours "
                + "alone and works for a week."
            words.button = .init(
                "Accept the invitation", "\(url)/invite/\(vault.linkToken(.invitation, guestID: context))")
        case .passwordReset:
            words.subject = "Set a new password for Usher"
            words.heading = "Set a new password"
            words.intro =
                "Somebody, most likely you, asked for this link. It works once, within an hour. If it was not you, "
                + "nothing has changed and there is nothing to do."
            words.button = .init("Set a new password", "\(url)/reset/\(vault.linkToken(.reset, guestID: context))")
        default:
            words.subject = "Your Usher password has been changed"
            words.heading = "Your password has been changed"
            words.intro =
                "You have been signed out everywhere else. If it was not you, set a new password at once, and tell an "
                + "admin of your agency."
            words.button = .init("Set a new password", "\(url)/forgot")
        }
        return words
    }

    /// Promises a message to somebody about their own way in.
    func queueForPerson(
        _ kind: Message.Kind, to user: User, context: String = "", in transaction: Transaction
    ) throws {
        let agency = try transaction.agencyStanding(of: user.id)?.agency.id
        let account = try transaction.accountIDs(of: user.id).first
        try queueForPerson(
            kind, to: user.name, user.email, agency: agency, account: account, context: context, in: transaction)
    }

    /// - Parameter accountID: whose name it bears; else the first of the agency's.
    func queueForPerson(
        _ kind: Message.Kind, to name: String, _ email: String, agency agencyID: String?,
        account accountID: String?, context: String, in transaction: Transaction
    ) throws {
        let first = try agencyID.flatMap { try transaction.accounts(ofAgency: $0).first?.account.id }
        guard let account = accountID ?? first else { return }
        try queue(
            Message(
                id: surroundings.id("msg"), accountID: account, appointmentID: nil, kind: kind,
                recipientName: name,
                recipientEmail: email, context: context, createdAt: now), in: transaction)
    }
}
