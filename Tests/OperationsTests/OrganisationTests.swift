import Foundation
import Operations
import Store
import TestDatabases
import TestSupport
import Testing
import TimeZones
import Zoom
import ZoomSandbox

/// One server-to-server app that serves all hosts of an account.
struct `An organisation's Zoom account` {
    private let form = OrganisationForm(zoomAccountID: "zoom-account", clientID: "client", clientSecret: "secret")
    private let tokens = "POST /oauth/token"
    private let nine = "2026-12-08T09:00:00Z"

    @discardableResult
    private func connect(_ practice: Practice, _ house: TestHouse) async throws -> OrganisationMatch {
        let ada = try await house.asker("ada@harbor.example")
        return try await house.verbs.connectOrganisation(form, of: practice.account.id, by: ada)
    }

    private func organisation(_ practice: Practice, _ house: TestHouse) async throws -> Organisation? {
        try await house.verbs.store.read { try $0.organisation(of: practice.account.id) }
    }

    private func connection(_ user: User, _ house: TestHouse) async throws -> Connection? {
        try await house.verbs.store.read { try $0.connection(of: user.id) }
    }

    /// Switches the app off or on in Zoom.
    private func switchApp(_ state: String, _ house: TestHouse) async throws {
        let answer = try await house.zoom.call(
            "POST", "/sandbox/account-app", json: #"{"state":"\#(state)"}"#)
        try #require(answer.status == 200)
    }

    @Test func `serves every host whose address it has, each on their own Zoom user`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            let match = try await connect(practice, house)
            #expect(Set(match.served.map(\.id)) == Set(practice.hosts.map(\.id)))
            #expect(match.own.isEmpty && match.unknown.isEmpty && match.taken.isEmpty)
            let booked = [
                try await house.book(nine, guest: "nora"), try await house.book(nine, guest: "omar"),
            ]
            await house.work()
            for view in booked {
                let now = try await house.current(view)
                #expect(now.room?.state == .ready, "\(now.room?.problem ?? "-")")
                let held = try await house.zoomMeetings().first { String($0.id) == now.room?.zoomID }
                #expect(held?.hostEmail == view.host?.email)
            }
            let served = try #require(try await connection(practice.hosts[1], house))
            #expect(served.organisationID == practice.account.id && served.canRegister)
            #expect(served.sealedRefreshToken.isEmpty)
            let stored = try #require(try await organisation(practice, house))
            #expect(!stored.sealedClientSecret.contains("secret"))
        }
    }

    @Test func `is refused beside the field that is wrong, and nothing is kept`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let ada = try await house.asker("ada@harbor.example")
            var wrong = form
            wrong.clientSecret = "another"
            for (tried, fields) in [
                (wrong, ["client_secret zoom_refused"]),
                (
                    OrganisationForm(),
                    ["zoom_account_id missing", "client_id missing", "client_secret missing"]
                ),
            ] {
                let error = await #expect(throws: OperationError.self) {
                    try await house.verbs.connectOrganisation(tried, of: practice.account.id, by: ada)
                }
                #expect(error?.fields.map { "\($0.name) \($0.code)" } == fields)
            }
            #expect(try await organisation(practice, house) == nil)
            #expect(try await connection(practice.hosts[0], house) == nil)
        }
    }

    @Test func `names the scope that its app lacks`() async throws {
        try await TestDatabases.each { database in
            let clock = TestClock(TestClock.usual)
            var configuration = RunningSandbox.usual
            configuration.scopes = SandboxConfiguration.usualScopes.filter { $0 != "meeting:update:meeting" }
            try await RunningSandbox.with(clock: clock, configuration: configuration) { zoom in
                _ = try await UsherStore.migrate(database)
                let house = TestHouse(database: database, clock: clock, zoom: zoom)
                let practice = try await house.practice(hosts: 1, connected: false)
                let error = await #expect(throws: OperationError.self) { try await connect(practice, house) }
                #expect(error?.code == "missing_scope")
                #expect(error?.message.contains("meeting:update:meeting:admin") == true)
                #expect(try await organisation(practice, house) == nil)
            }
        }
    }

    @Test func `leaves who has connected Zoom themself alone, and ends with those whom it serves`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            let (ada, milo) = (practice.hosts[0], practice.hosts[1])
            try await house.connect(ada, in: practice.account)
            let match = try await connect(practice, house)
            #expect(match.own.map(\.id) == [ada.id] && match.served.map(\.id) == [milo.id])
            #expect(try await connection(ada, house)?.organisationID == nil)
            let verbs = house.verbs
            let user = try await house.asker("milo@harbor.example")
            let refused = try await code {
                try await verbs.disconnectOrganisation(of: practice.account.id, by: user)
            }
            #expect(refused == "not_admin")
            let admin = try await house.asker("ada@harbor.example")
            let since = try await connection(milo, house)?.connectedAt
            house.clock.advance(minutes: 1441)
            await house.work()
            #expect(try await connection(milo, house)?.connectedAt == since)
            let account = practice.account.id
            let handedOver = try await code {
                try await verbs.transferZoom(from: milo.id, to: ada.id, in: account, by: admin)
            }
            let ended = try await code { try await verbs.disconnectZoom(of: milo.id, in: account, by: admin) }
            #expect([handedOver, ended] == ["served", "served"])
            try await verbs.disconnectOrganisation(of: practice.account.id, by: admin)
            #expect(try await organisation(practice, house) == nil)
            #expect(try await connection(ada, house)?.state == .active)
            #expect(try await connection(milo, house) == nil)
        }
    }

    @Test func `does not find whom nobody there is, nor takes a Zoom user from who has it`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            let (ada, milo) = (practice.hosts[0], practice.hosts[1])
            let stranger = try await house.verbs.addUser(
                NewUser(name: "Sven", email: "sven@harbor.example", password: "a long password", zone: "UTC"),
                to: practice.account, as: .user)
            let grant = try await house.zoom.server.issueConnection(email: milo.email)
            let granted = ZoomTokens(
                accessToken: grant.accessToken, refreshToken: grant.refreshToken, expiresIn: grant.expiresIn,
                scope: grant.scope)
            try await house.verbs.store(
                granted, of: ZoomUser(id: "zoom-milo", accountID: "zoom-account", email: milo.email), for: ada,
                accountID: practice.account.id)
            let match = try await connect(practice, house)
            #expect(match.unknown.map(\.id) == [stranger.id] && match.taken.map(\.id) == [milo.id])
            #expect(try await connection(milo, house) == nil)
        }
    }

    @Test func `has a token that is renewed once, however many ask`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 3, connected: false)
            try await connect(practice, house)
            await house.work()
            let before = try await house.zoom.calls(tokens)
            house.clock.advance(minutes: 70)
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        try await house.verbs.matchOrganisation(of: practice.account.id).served.count
                    }
                }
                for try await served in group { #expect(served == 3) }
            }
            #expect(try await house.zoom.calls(tokens) == before + 1)
        }
    }

    @Test func `goes on when another program with the same app has ended its token`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            try await connect(practice, house)
            await house.work()
            let app = ZoomCredentials(clientID: form.clientID, clientSecret: form.clientSecret)
            _ = try await house.zoom.client.accountToken(form.zoomAccountID, as: app)
            let before = try await house.zoom.calls(tokens)
            let booked = try await house.book(nine)
            await house.work()
            #expect(try await house.current(booked).room?.state == .ready)
            #expect(try await house.zoom.calls(tokens) == before + 1)
        }
    }

    @Test
    func `is broken when its app is switched off, tells admins once, and goes on once it is connected again`()
        async throws
    {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            try await connect(practice, house)
            await house.work()
            try await switchApp("off", house)
            let booked = [
                try await house.book(nine, guest: "nora"), try await house.book(nine, guest: "omar"),
            ]
            await house.work()
            #expect(try await organisation(practice, house)?.state == .broken)
            for host in practice.hosts { #expect(try await connection(host, house)?.state == .broken) }
            for view in booked {
                #expect(try await house.current(view).room?.problemCode == Room.connectionBroken)
            }
            func told(_ email: String) -> Int {
                house.subjects(to: email).count { $0.hasPrefix("Zoom is disconnected for") }
            }
            #expect(told("ada@harbor.example") == 1 && told("milo@harbor.example") == 0)
            try await switchApp("on", house)
            try await connect(practice, house)
            await house.work()
            #expect(try await organisation(practice, house)?.state == .active)
            for view in booked { #expect(try await house.current(view).room?.state == .ready) }
        }
    }

    @Test func `serves whoever joins the account, as soon as they have`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            try await connect(practice, house)
            let rhea = try await house.verbs.addUser(
                NewUser(name: "Rhea", email: "rhea@harbor.example", password: "a long password", zone: "UTC"),
                to: practice.account, as: .user)
            await house.work()
            let served = try #require(try await connection(rhea, house))
            #expect(served.zoomUserID == "zoom-rhea" && served.organisationID == practice.account.id)
        }
    }
}
