/// Who asks, by an access token that is alive.
struct Bearer: Sendable {
    let accountID: String
    /// Who allowed the app; nil when it asks by itself, for the whole account.
    let person: Person?
    private let scopes: [String]

    init(_ person: Person, scopes: [String]) {
        accountID = person.profile.accountID
        self.person = person
        self.scopes = scopes
    }

    init(_ grant: AccountGrant) {
        accountID = grant.accountID
        person = nil
        scopes = grant.scopes
    }

    /// Whose requests at work are counted together.
    var id: String { person?.id ?? accountID }

    /// Throws when the scope was not granted; an account's scopes have names of their own.
    func require(_ scope: String) throws {
        let name = person == nil ? "\(scope):admin" : scope
        guard scopes.contains(name) else { throw ZoomError.missingScope(name) }
    }
}
