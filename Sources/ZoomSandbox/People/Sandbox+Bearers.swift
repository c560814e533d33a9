import Foundation

extension Sandbox {
    /// Whose an access token is, while it lives.
    func bearer(_ token: String?) -> Bearer? {
        guard let token else { return nil }
        if let grant = contents.accountGrants.grant(accessToken: token) {
            return isAhead(grant.accessTokens[token]) ? Bearer(grant) : nil
        }
        guard let grant = contents.grant(accessToken: token), isAhead(grant.accessTokens[token]),
            let owner = contents.people[grant.personID]
        else { return nil }
        return Bearer(owner, scopes: grant.scopes)
    }

    /// Who asks by a token that is alive and has the scope.
    func bearer(_ token: String?, scope: String) throws -> Bearer {
        guard let bearer = self.bearer(token) else { throw ZoomError.invalidToken }
        try bearer.require(scope)
        return bearer
    }

    /// Whom a path below `/users` means. A user-managed app reaches `me`, or its own user by id or e-mail; an
    /// account's reaches everybody of the account by these, and for it nobody is `me`.
    func user(_ path: String, token: String?, scope: String) throws -> Person {
        let asking = try bearer(token, scope: scope)
        let name = path.removingPercentEncoding ?? path
        let found = person(named: name)
        guard let owner = asking.person else {
            if name == "me" { throw ZoomError.invalidToken }
            guard let found, found.profile.accountID == asking.accountID else { throw ZoomError.noUser(name) }
            return found
        }
        if name == "me" || found?.id == owner.id { return owner }
        throw found == nil ? ZoomError.noUser(name) : ZoomError.notPermitted
    }

    /// For whom something is asked of a meeting: the token's owner. An account's app asks for the meeting's host or,
    /// when that is nobody of the account, for the first of the account, whose meeting it is not.
    func caller(_ token: String?, scope: String, meeting path: String) throws -> Person {
        let asking = try bearer(token, scope: scope)
        if let owner = asking.person { return owner }
        let members = contents.people.values.filter { $0.profile.accountID == asking.accountID }
        let host = hostID(ofMeeting: path)
        let found = members.first { $0.id == host } ?? members.min { $0.id < $1.id }
        guard let found else { throw ZoomError.invalidToken }
        return found
    }

    /// Somebody by id or e-mail.
    func person(named name: String) -> Person? {
        contents.people[name] ?? contents.person(email: name)
    }

    /// A meeting is named by its number, or by the uuid of one of its sessions.
    private func hostID(ofMeeting path: String) -> String? {
        if let number = Int64(path) { return contents.meetings[number]?.hostID }
        guard let uuid = Self.uuid(in: path) else { return nil }
        let held = contents.meetings.values.first { meeting in
            meeting.room?.sessions.contains { $0.uuid == uuid } ?? false
        }
        return held?.hostID
    }

    private func isAhead(_ moment: Date?) -> Bool { moment.map { $0 > now() } ?? false }
}
