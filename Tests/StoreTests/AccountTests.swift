import Store
import Testing
import TimeZones

struct `Accounts, users and their sessions` {
    private func session(_ store: UsherStore, at minute: Int, _ token: String = "token") async throws -> Session? {
        try await store.read { try $0.person(tokenHash: token, at: now.adding(minutes: minute))?.session }
    }

    private func signIn(_ user: String, _ store: UsherStore, account: String = "north") async throws {
        try await store.write {
            let session = SessionRecord(
                id: "session", tokenHash: "token", userID: user, accountID: account, csrf: "csrf", browser: "",
                address: "", expiresAt: now.adding(minutes: 60))
            try $0.insert(session, at: now)
        }
    }

    @Test func `a session serves until it expires`() async throws {
        try await withStore { store in
            try await signIn("ann", store)
            let found = try #require(try await session(store, at: 59))
            #expect(found.member.user.id == "ann")
            #expect(found.account.id == "north")
            #expect(found.csrf == "csrf")
            #expect(try await session(store, at: 60) == nil)
            #expect(try await session(store, at: 0, "another token") == nil)
        }
    }

    @Test func `expired sessions are cleared away, and no others`() async throws {
        try await withStore { store in
            try await signIn("ann", store)
            try await store.write { try $0.deleteExpiredSessions(at: now.adding(minutes: 59)) }
            #expect(try await session(store, at: 0) != nil)
            try await store.write { try $0.deleteExpiredSessions(at: now.adding(minutes: 60)) }
            #expect(try await session(store, at: 0) == nil)
        }
    }

    @Test func `a session ends by signing out`() async throws {
        try await withStore { store in
            try await signIn("ann", store)
            try await store.write { try $0.deleteSession(id: "session", of: "ann") }
            #expect(try await session(store, at: 0) == nil)
        }
    }

    @Test func `a session of someone who is not of the account is none`() async throws {
        try await withStore { store in
            try await signIn("eve", store, account: "north")
            #expect(try await session(store, at: 0) == nil)
        }
    }

    @Test func `an account's slug and a user's address are theirs alone`() async throws {
        try await withStore { store in
            let twin = Account(id: "other", slug: "north", name: "Other", zone: "UTC")
            let slug = await #expect(throws: StoreError.self) {
                try await store.write { try $0.insert(twin, agency: "agency", at: now) }
            }
            #expect(slug?.isTaken == true)
            let user = User(id: "ann2", name: "Ann", email: "ann@example.com", zone: "UTC")
            let address = await #expect(throws: StoreError.self) {
                try await store.write { try $0.insert(user, passwordHash: "", at: now) }
            }
            #expect(address?.isTaken == true)
        }
    }

    @Test func `an account knows its own members only`() async throws {
        try await withStore { store in
            let north = try await store.read { try $0.members(of: "north").map(\.user.id) }
            #expect(north == ["ann", "bob"])
            #expect(try await store.read { try $0.membership(of: "eve", in: "north") } == nil)
            #expect(try await store.read { try $0.accountIDs(of: "eve") } == ["south"])
        }
    }

    @Test func `an API key speaks for its account`() async throws {
        try await withStore { store in
            try await store.write {
                let key = APIKey(
                    id: "key", accountID: "south", label: "test", scopes: [.readPeople], createdBy: "ann",
                    createdAt: now, expiresAt: now.adding(minutes: 60))
                try $0.insert(key, hash: "hash")
            }
            #expect(try await store.read { try $0.apiKey(hash: "hash", at: now)?.account.id } == "south")
            #expect(try await store.read { try $0.apiKey(hash: "other", at: now) } == nil)
            #expect(try await store.read { try $0.apiKey(hash: "hash", at: now.adding(minutes: 60)) } == nil)
        }
    }

    @Test func `one Zoom user is connected to one of ours`() async throws {
        try await withStore { store in
            try await store.write { try $0.save(exampleConnection(of: "ann", zoom: "zoom1")) }
            let error = await #expect(throws: StoreError.self) {
                try await store.write { try $0.save(exampleConnection(of: "bob", zoom: "zoom1")) }
            }
            #expect(error?.isTaken == true)
            try await store.write { try $0.save(exampleConnection(of: "ann", zoom: "zoom2")) }
            try await store.write { try $0.save(exampleConnection(of: "bob", zoom: "zoom1")) }
            #expect(try await store.read { try $0.connection(zoomUserID: "zoom1")?.userID } == "bob")
            #expect(try await store.read { try $0.connections(of: "north").keys.sorted() } == ["ann", "bob"])
            #expect(try await store.read { try $0.connections(of: "south").isEmpty })
        }
    }

    @Test func `a pending consent serves once`() async throws {
        try await withStore { store in
            try await store.write {
                try $0.insertAuthorization(
                    stateHash: "state", user: "ann", sealedVerifier: "sealed", returnPath: "/app/profile", at: now)
            }
            let first = try await store.write { try $0.takeAuthorization(stateHash: "state") }
            let second = try await store.write { try $0.takeAuthorization(stateHash: "state") }
            #expect(first?.userID == "ann")
            #expect(first?.returnPath == "/app/profile")
            #expect(second == nil)
        }
    }
}

extension StoreError {
    var isTaken: Bool {
        if case .taken = self { true } else { false }
    }
}

private func exampleConnection(of user: String, zoom: String) -> Connection {
    Connection(
        userID: user, zoomUserID: zoom, zoomAccountID: "account", zoomEmail: "\(user)@zoom.example",
        sealedAccessToken: "access", sealedRefreshToken: "refresh", tokenExpiresAt: now, scopes: "a b",
        connectedAt: now)
}
