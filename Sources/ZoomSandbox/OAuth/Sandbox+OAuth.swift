import Foundation

extension Sandbox {
    /// The code that goes back to the app once the person said yes.
    func allow(_ request: AuthorizationRequest, by person: Person) async throws -> String {
        let code = AuthorizationCode(personID: person.id, request: request, now: now())
        try keep(code)
        try await commit()
        return code.code
    }

    /// `grant_type=authorization_code`. A code is spent by the first try, whatever comes of it.
    func exchange(_ fields: FormFields) async throws -> SandboxTokens {
        guard let given = fields["code"], !given.isEmpty else { throw OAuthError.missing("code") }
        guard let code = takeCode(given) else { throw OAuthError.invalidCode }
        guard code.expires > now() else { throw OAuthError.invalidCode }
        guard fields["redirect_uri"] == code.redirectURI else { throw OAuthError.redirectMismatch }
        guard code.isProved(by: fields["code_verifier"]) else { throw OAuthError.invalidVerifier }
        return try await connect(code.personID)
    }

    /// `grant_type=refresh_token`.
    func refresh(_ fields: FormFields) async throws -> SandboxTokens {
        guard let token = fields["refresh_token"], !token.isEmpty else {
            throw OAuthError.missing("refresh_token")
        }
        guard let grant = contents.grant(refreshToken: token), grant.refreshExpires > now() else {
            throw OAuthError.invalidToken
        }
        return try await rotate(grant)
    }

    /// A new grant; an older one of the same person dies.
    func connect(_ person: String) async throws -> SandboxTokens {
        try await rotate(Grant(personID: person, scopes: app.scopes, now: now()))
    }

    func connect(email: String) async throws -> SandboxTokens {
        guard let person = contents.person(email: email) else { throw SandboxError.unknownPerson(email) }
        return try await connect(person.id)
    }

    /// Ends the grant a token belongs to. A token nobody knows is fine too.
    func revoke(token: String) async throws {
        if let grant = contents.accountGrants.grant(accessToken: token) {
            dropGrant(ofAccount: grant.accountID)
        } else if let grant = contents.grant(accessToken: token) ?? contents.grant(refreshToken: token) {
            dropGrant(of: grant.personID)
        }
        try await commit()
    }

    /// Ends a person's grant behind the app's back; false when nobody has the address.
    func revoke(email: String) async throws -> Bool {
        guard let person = contents.person(email: email) else { return false }
        if contents.grants[person.id] != nil { tellDeauthorized(person) }
        dropGrant(of: person.id)
        try await commit()
        return true
    }

    private func rotate(_ old: Grant) async throws -> SandboxTokens {
        var grant = old
        let access = grant.rotate(now: now())
        try keep(grant)
        try await commit()
        return SandboxTokens(
            accessToken: access, refreshToken: grant.refreshToken, tokenType: "bearer",
            expiresIn: Int(Grant.accessLife), scope: grant.scopes.joined(separator: " "), apiURL: base)
    }
}
