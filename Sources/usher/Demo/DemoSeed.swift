import Operations
import Scheduling
import Store
import TimeZones
import Zoom
import ZoomSandbox

/// Fills an empty demo: an agency, an account with three hosts and a calendar of every kind, and what is around it.
struct DemoSeed {
    static let account = "harbor"
    static let calendar = "intro"
    /// The page of several calendars.
    static let group = "meet"

    let verbs: Verbs
    let sandbox: SandboxServer

    /// - Returns: a new API key; nil when the demo was filled before.
    func fill() async throws -> String? {
        if try await verbs.store.read({ try $0.account(slug: Self.account) }) != nil { return nil }
        let (account, users) = try await makePeople()
        try await DemoCalendars(verbs: verbs, account: account, hosts: users).make()
        for (person, user) in zip(DemoPeople.all, users) where person.isConnected {
            try await connect(user, person, account)
        }
        let key = try await verbs.createAPIKey(for: account, label: "Demo", ofAgency: true)
        let holder = try await verbs.holder(apiKey: key, for: .writeAgency, from: "127.0.0.1")
        try await DemoAgency(verbs: verbs, authority: holder, hosts: users).make()
        return key
    }

    private func makePeople() async throws -> (Account, [User]) {
        let people = DemoPeople.all
        func new(_ person: DemoPerson) -> NewUser {
            NewUser(name: person.name, email: person.email, password: DemoPeople.password, zone: person.zone)
        }
        let made = try await verbs.createAccount(
            name: "Harbor Consulting", slug: Self.account, zone: DemoPeople.zone, admin: new(people[0]))
        var users = [made.admin]
        for person in people.dropFirst() {
            users.append(
                try await verbs.addUser(new(person), to: made.account, as: person.isAdmin ? .admin : .user))
        }
        for (person, user) in zip(people, users) {
            let hours = OpeningHours(zone: try verbs.zones.zone(person.zone), ranges: person.weekdays)
            try await verbs.saveHours(HoursForm(hours), of: user.id, in: made.account)
        }
        return (made.account, users)
    }

    private func connect(_ user: User, _ person: DemoPerson, _ account: Account) async throws {
        let grant = try await sandbox.issueConnection(email: person.zoom.email)
        let tokens = ZoomTokens(
            accessToken: grant.accessToken, refreshToken: grant.refreshToken, expiresIn: grant.expiresIn,
            scope: grant.scope)
        let zoomUser = ZoomUser(
            id: person.zoom.id, accountID: person.zoom.accountID, email: person.zoom.email,
            type: person.zoom.type)
        try await verbs.store(tokens, of: zoomUser, for: user, accountID: account.id)
    }
}
