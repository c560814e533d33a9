import Crypto
import Foundation
import Operations
import Store
import TestSupport
import Testing
import TimeZones
import Zoom
import ZoomSandbox

struct ConnectionTests {
    @Test func `tokens are sealed at rest`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let stored = try #require(
                try await house.verbs.store.read { try $0.connection(of: practice.hosts[0].id) })
            let grant = try await house.zoom.server.issueConnection(email: "ada@harbor.example")
            #expect(stored.sealedAccessToken.count > grant.accessToken.count)
            #expect(stored.sealedAccessToken != grant.accessToken)
            #expect(!stored.sealedRefreshToken.contains("."))
        }
    }

    @Test func `a Zoom account of another user is refused with the reason`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            try await house.connect(practice.hosts[0], in: practice.account)
            let taken = User(
                id: practice.hosts[1].id, name: "Milo", email: "ada@harbor.example", zone: "Europe/Berlin")
            let error = await #expect(throws: OperationError.self) {
                try await house.connect(taken, in: practice.account)
            }
            #expect(error?.code == "zoom_taken")
        }
    }

    @Test func `an answer of Zoom's without a request of this user's is refused`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 2, connected: false)
            let address = try await house.verbs.beginConnecting(practice.hosts[0])
            let state = try #require(address.split(separator: "state=").last?.split(separator: "&").first)
            for user in [practice.hosts[1], practice.hosts[0]] {
                let error = await #expect(throws: OperationError.self) {
                    try await house.verbs.finishConnecting(
                        user, accountID: practice.account.id, code: "x", state: String(state))
                }
                // The first attempt, of another user, has used the state up.
                #expect(error?.code == "state")
            }
        }
    }

    @Test func `links are for one purpose and cannot be changed`() {
        let vault = Vault(secret: "a secret for tests, long enough to be one")
        let guest = "gst_01a1fb4ca9c27b6398cda40f0a0671ae"
        let token = vault.linkToken(.join, guestID: guest)
        #expect(vault.guestID(.join, token: token) == guest)
        #expect(vault.guestID(.manage, token: token) == nil)
        #expect(Vault(secret: "another secret, just as long as that").guestID(.join, token: token) == nil)
        for index in token.indices {
            var changed = token
            changed.replaceSubrange(index...index, with: token[index] == "A" ? "B" : "A")
            #expect(vault.guestID(.join, token: changed) == nil)
        }
    }

    @Test func `events of Zoom's are taken only with their signature`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let body = Array(#"{"event":"app_deauthorized","payload":{"user_id":"zoom-ada"}}"#.utf8)
            await #expect(throws: OperationError.self) {
                try await house.verbs.receive(
                    ZoomDelivery(body: body, signature: "v0=" + String(repeating: "0", count: 64), timestamp: "1"))
            }
            try await house.tell(body)
            await house.work()
            let stored = try await house.verbs.store.read { try $0.connection(of: practice.hosts[0].id) }
            #expect(stored?.state == .broken)
        }
    }

    @Test func `an event from before the present connection does not break it`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let before = house.clock.now.adding(minutes: -5).milliseconds
            let body = Array(
                #"{"event":"app_deauthorized","event_ts":\#(before),"payload":{"user_id":"zoom-ada"}}"#.utf8)
            try await house.tell(body)
            await house.work()
            let stored = try await house.verbs.store.read { try $0.connection(of: practice.hosts[0].id) }
            #expect(stored?.state == .active)
        }
    }

    @Test func `connecting another Zoom account makes the rooms anew there`() async throws {
        try await TestHouse.with { house in
            let practice = try await house.practice(hosts: 1)
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            let grant = try await house.zoom.server.issueConnection(email: "milo@harbor.example")
            try await house.verbs.store(
                ZoomTokens(
                    accessToken: grant.accessToken, refreshToken: grant.refreshToken, expiresIn: 3600, scope: ""),
                of: ZoomUser(id: "zoom-milo", accountID: "zoom-account", email: "milo@harbor.example"),
                for: practice.hosts[0], accountID: practice.account.id)
            await house.work()
            #expect(try await house.current(booked).room?.state == .ready)
            #expect(try await house.zoom.meetings().last?.hostEmail == "milo@harbor.example")
        }
    }

    @Test func `a password opens a session and a wrong one does not`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            let session = try await house.signIn(email: " Ada@Harbor.example")
            #expect(try await house.verbs.person(token: session.token)?.person.user.email == "ada@harbor.example")
            for (email, password) in [
                ("ada@harbor.example", "wrong"), ("nobody@harbor.example", "a long password"),
            ] {
                let error = await #expect(throws: OperationError.self) {
                    try await house.signIn(email: email, password: password)
                }
                #expect(error?.code == "sign_in")
            }
            house.clock.advance(minutes: 15 * 1440)
            #expect(try await house.verbs.person(token: session.token) == nil)
        }
    }
}
