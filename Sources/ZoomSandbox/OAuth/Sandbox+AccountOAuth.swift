import Foundation

extension Sandbox {
    /// `grant_type=account_credentials`: the app itself, for a whole account.
    func grantAccount(_ fields: FormFields) async throws -> JSONValue {
        guard let account = fields["account_id"], !account.isEmpty else { throw OAuthError.missing("account_id") }
        guard contents.people.values.contains(where: { $0.profile.accountID == account }) else {
            throw OAuthError.unknownAccount
        }
        guard !isAccountAppOff else { throw OAuthError.appDisabled }
        var former: [String: Date] = [:]
        if !app.replacesAccountTokens { former = contents.accountGrants[account]?.accessTokens ?? [:] }
        let grant = AccountGrant(
            accountID: account, scopes: app.scopes.map { "\($0):admin" }, beside: former, now: now())
        try keep(grant)
        try await commit()
        return grant.answer(apiURL: base)
    }

    /// An admin of the account switches the app off, which ends its tokens, or on again.
    func switchAccountApp(isOn: Bool) async throws {
        isAccountAppOff = !isOn
        if isOn { return }
        for account in Set(contents.people.values.map(\.profile.accountID)) { dropGrant(ofAccount: account) }
        try await commit()
    }
}
