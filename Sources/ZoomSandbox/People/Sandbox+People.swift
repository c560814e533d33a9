import Foundation

extension Sandbox {
    /// The owner of an access token that is alive and has the scope.
    func caller(_ token: String?, scope: String) throws -> Person {
        guard let token, let grant = contents.grant(accessToken: token),
            let expires = grant.accessTokens[token],
            expires > now(), let person = contents.people[grant.personID]
        else { throw ZoomError.invalidToken }
        guard grant.scopes.contains(scope) else { throw ZoomError.missingScope(scope) }
        return person
    }

    /// A user-managed app reaches `me`, or its own user by id or e-mail, and nobody else.
    func allow(_ caller: Person, toAddress user: String) throws {
        let name = user.removingPercentEncoding ?? user
        if name == "me" || name == caller.id || name.lowercased() == caller.email.lowercased() { return }
        let isKnown = contents.people[name] != nil || contents.person(email: name) != nil
        throw isKnown ? ZoomError.notPermitted : ZoomError.noUser(name)
    }

    /// A browser session for whoever gave the right password.
    func signIn(email: String, password: String) async throws -> String? {
        guard let person = contents.person(email: email), person.profile.password == password else {
            return nil
        }
        let token = Random.token(24)
        contents.putSession(token, person: person.id)
        note(Change(key: .init(entity: .session, id: token), body: person.id))
        try await commit()
        return token
    }

    func signedIn(_ session: String?) -> Person? {
        session.flatMap { contents.sessions[$0] }.flatMap { contents.people[$0] }
    }

    /// Everybody, for the sign-in page's hint and the console.
    func everybody() -> [Person] {
        contents.people.values.sorted { $0.email < $1.email }
    }
}
