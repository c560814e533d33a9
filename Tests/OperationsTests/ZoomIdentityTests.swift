import Messaging
import Operations
import Store
import TestSupport
import Testing
import TimeZones
import Zoom
import ZoomSandbox

/// A Zoom account belongs to one user, not to an address.
struct `Whose Zoom account it is` {
    private func connection(_ user: User, _ house: TestHouse) async throws -> Connection? {
        try await house.verbs.store.read { try $0.connection(of: user.id) }
    }

    private func audit(_ practice: Practice, _ house: TestHouse) async throws -> [String] {
        let agency = try #require(
            try await house.verbs.store.read { try $0.agency(ofAccount: practice.account.id) })
        return try await house.verbs.store.read { try $0.audit(AuditFilter(.agency(agency.id))).map(\.event) }
    }

    @Test func `stays with an active user, whose connection goes on when somebody else signs in to it`()
        async throws
    {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            let (ada, milo) = (practice.hosts[0], practice.hosts[1])
            try await house.connect(ada, in: practice.account)
            // Milo signs in to Ada's Zoom account: by that, Zoom ends the tokens that she had.
            let grant = try await house.zoom.server.issueConnection(email: ada.email)
            let tokens = ZoomTokens(
                accessToken: grant.accessToken, refreshToken: grant.refreshToken, expiresIn: 3600,
                scope: grant.scope)
            let zoomUser = ZoomUser(id: "zoom-ada", accountID: "zoom-account", email: ada.email)
            let error = await #expect(throws: OperationError.self) {
                try await house.verbs.store(tokens, of: zoomUser, for: milo, accountID: practice.account.id)
            }
            #expect(error?.code == "zoom_taken")
            #expect(error?.message.contains("Ada Test") == true)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            #expect(try await house.current(booked).room?.state == .ready)
            #expect(try await connection(milo, house) == nil)
        }
    }

    @Test func `comes with a user who was deleted and restored, once they prove it, meetings and all`()
        async throws
    {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2)
            let milo = practice.hosts[1]
            let ada = try await house.asker("ada@harbor.example")
            _ = try await house.change(practice) { $0.hosts = [HostForm(userID: milo.id)] }
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            try await house.verbs.deleteUser(milo.id, by: ada)
            let restored = try await house.verbs.restoreUser(milo.id, by: ada)
            #expect(restored.id != milo.id)
            try await house.connect(restored, in: practice.account)
            #expect(try await connection(restored, house)?.zoomUserID == "zoom-milo")
            #expect(try await connection(milo, house) == nil)
            #expect(try await audit(practice, house).contains("zoom_taken_over"))
            // What the former id hosts is kept right with the connection of who they are now.
            _ = try await house.cancel(booked)
            await house.work()
            #expect(try await house.zoom.meetings().filter { !$0.deleted }.isEmpty)
        }
    }

    @Test func `is handed over by an admin, and ended by one, both written down`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            let (ada, milo) = (practice.hosts[0], practice.hosts[1])
            try await house.connect(ada, in: practice.account)
            let asker = try await house.asker("ada@harbor.example")
            let verbs = house.verbs
            try await verbs.transferZoom(from: ada.id, to: milo.id, in: practice.account.id, by: asker)
            #expect(try await connection(ada, house) == nil)
            _ = try await house.change(practice) { $0.hosts = [HostForm(userID: milo.id)] }
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            #expect(try await house.current(booked).room?.state == .ready)
            let user = try await house.asker("milo@harbor.example")
            let refused = try await code {
                try await verbs.disconnectZoom(of: milo.id, in: practice.account.id, by: user)
            }
            #expect(refused == "not_admin")
            try await verbs.disconnectZoom(of: milo.id, in: practice.account.id, by: asker)
            #expect(try await connection(milo, house) == nil)
            let events = try await audit(practice, house)
            #expect(events.contains("zoom_transferred") && events.contains("zoom_disconnected"))
        }
    }

    @Test func `lacks permissions by their names`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1, connected: false)
            let ada = practice.hosts[0]
            let grant = try await house.zoom.server.issueConnection(email: ada.email)
            let scopes = "user:read:user meeting:write meeting:read:meeting:admin"
            let tokens = ZoomTokens(
                accessToken: grant.accessToken, refreshToken: grant.refreshToken, expiresIn: 3600, scope: scopes)
            let zoomUser = ZoomUser(id: "zoom-ada", accountID: "zoom-account", email: ada.email)
            try await house.verbs.store(tokens, of: zoomUser, for: ada, accountID: practice.account.id)
            let missing = try await connection(ada, house)?.missingPermissions.map(\.name)
            #expect(missing == ["meeting:read:list_meetings"])
        }
    }

    @Test func `is refreshed when it has rested for days, and told broken with what is at stake`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            _ = try await house.book("2026-12-28T09:00:00Z")
            await house.work()
            house.clock.advance(minutes: 6 * 1440)
            let before = try await house.zoom.calls("POST /oauth/token")
            await Housekeeping(verbs: house.verbs).sweep()
            #expect(try await house.zoom.calls("POST /oauth/token") == before + 1)
            try await house.zoom.revoke("ada@harbor.example")
            house.clock.advance(minutes: 6 * 1440)
            await Housekeeping(verbs: house.verbs).sweep()
            await house.work()
            let mail = house.mail.to("ada@harbor.example").last
            #expect(mail?.subject.contains("Zoom is disconnected") == true)
            #expect(mail?.text.contains("Introductory call") == true)
        }
    }
}

struct `Zoom's events` {
    private func deleted(_ view: AppointmentView, at time: Int64 = 1) -> [UInt8] {
        let id = view.room?.zoomID ?? ""
        return Array(#"{"event":"meeting.deleted","event_ts":\#(time),"payload":{"object":{"id":"\#(id)"}}}"#.utf8)
    }

    @Test func `are taken once, however often they come, and with either secret`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let view = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            let body = deleted(try await house.current(view))
            let before = try await house.zoom.calls("GET /v2/meetings/{id}")
            try await house.tell(body, requestID: "one")
            await house.work()
            try await house.tell(body, requestID: "one", secret: "former-secret")
            await house.work()
            #expect(try await house.zoom.calls("GET /v2/meetings/{id}") == before + 1)
        }
    }

    @Test func `that nobody knows are kept, and what is no event is refused`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            try await house.tell(Array(#"{"event":"meeting.sung","event_ts":5,"payload":{}}"#.utf8))
            await house.work()
            #expect(try await house.verbs.store.read { try $0.waitingEvents(about: "meeting.sung") }.isEmpty)
            #expect(try await code { try await house.tell(Array("[1]".utf8)) } == "bad_json")
            #expect(try await code { try await house.tell([], secret: "another") } == "bad_signature")
        }
    }
}
