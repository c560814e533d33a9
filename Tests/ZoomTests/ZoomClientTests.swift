import Foundation
import TestSupport
import Testing
import Zoom
import ZoomSandbox

struct ZoomClientTests {
    @Test func `a meeting is made, read, changed, listed and deleted`() async throws {
        try await RunningSandbox.with { zoom in
            let token = try await zoom.server.issueConnection(email: "ada@harbor.example").accessToken
            let made = try await zoom.client.createMeeting(draft("First"), token: ZoomToken(token))
            let read = try await zoom.client.meeting(made.id, token: ZoomToken(token))
            #expect(read.startTime == "2026-12-08T09:00:00Z")
            #expect(read.settings?.waitingRoom == false)
            #expect(read.joinURL?.contains("/j/\(made.id)") == true)
            try await zoom.client.updateMeeting(made.id, ZoomMeetingChange(duration: 45), token: ZoomToken(token))
            #expect(try await zoom.client.meeting(made.id, token: ZoomToken(token)).duration == 45)
            #expect(try await zoom.client.scheduledMeetings(token: ZoomToken(token)).map(\.id) == [made.id])
            try await zoom.client.deleteMeeting(made.id, token: ZoomToken(token))
            #expect(try await zoom.client.scheduledMeetings(token: ZoomToken(token)).isEmpty)
        }
    }

    @Test func `deleting what is gone already succeeds`() async throws {
        try await RunningSandbox.with { zoom in
            let token = try await zoom.server.issueConnection(email: "ada@harbor.example").accessToken
            try await zoom.client.deleteMeeting("84500000000", token: ZoomToken(token))
        }
    }

    @Test func `a list is read to its last page`() async throws {
        var unlimited = RunningSandbox.usual
        unlimited.dailyWrites = nil
        try await RunningSandbox.with(configuration: unlimited) { zoom in
            let token = try await zoom.server.issueConnection(email: "ada@harbor.example").accessToken
            for number in 0..<305 {
                _ = try await zoom.client.createMeeting(draft("Meeting \(number)"), token: ZoomToken(token))
            }
            let listed = try await zoom.client.scheduledMeetings(token: ZoomToken(token))
            #expect(Set(listed.map(\.id)).count == 305)
        }
    }

    @Test func `a refresh gives a new pair and ends the old one`() async throws {
        try await RunningSandbox.with { zoom in
            let first = try await zoom.server.issueConnection(email: "ada@harbor.example")
            let second = try await zoom.client.refresh(first.refreshToken)
            #expect(second.refreshToken != first.refreshToken)
            #expect(try await zoom.client.me(token: ZoomToken(second.accessToken)).email == "ada@harbor.example")
            let error = await #expect(throws: ZoomError.self) { try await zoom.client.refresh(first.refreshToken) }
            #expect(error?.kind == .invalidGrant)
        }
    }

    @Test func `a token that is none is refused as such`() async throws {
        try await RunningSandbox.with { zoom in
            let error = await #expect(throws: ZoomError.self) {
                try await zoom.client.me(token: ZoomToken("nonsense"))
            }
            #expect(error?.kind == .invalidToken)
            #expect(error?.code == 124)
        }
    }

    @Test(
        arguments: [
            ("status", 503, ZoomError.Kind.server), ("nonsense", nil, .nonsense), ("xml", nil, .nonsense),
            ("empty", nil, .nonsense), ("qps", nil, .tooFast), ("quota", nil, .dailyLimit(resumesAt: nil)),
            ("status", 401, .invalidToken), ("drop", nil, .server),
        ] as [(String, Int?, ZoomError.Kind)])
    func `each bad answer becomes its own kind of error`(
        kind: String, status: Int?, expected: ZoomError.Kind
    ) async throws {
        try await RunningSandbox.with { zoom in
            let token = try await zoom.server.issueConnection(email: "ada@harbor.example").accessToken
            try await zoom.fault("POST /v2/users/me/meetings", kind: kind, status: status)
            let error = await #expect(throws: ZoomError.self) {
                try await zoom.client.createMeeting(draft("x"), token: ZoomToken(token))
            }
            #expect(error?.kind == expected)
        }
    }

    @Test func `an answer that begins and does not go on is given up in time`() async throws {
        try await RunningSandbox.with(timeoutSeconds: 1) { zoom in
            let token = try await zoom.server.issueConnection(email: "ada@harbor.example").accessToken
            try await zoom.fault("GET /v2/users/me", kind: "stall", count: 1)
            let error = await #expect(throws: ZoomError.self) { try await zoom.client.me(token: ZoomToken(token)) }
            #expect(error?.kind == .unreachable)
            #expect(try await zoom.client.me(token: ZoomToken(token)).email == "ada@harbor.example")
        }
    }

    @Test func `a Zoom that is not there has not been asked`() async throws {
        let stopped = try await RunningSandbox.with { $0.base }
        try await RunningSandbox.with { zoom in
            let app = ZoomApp(clientID: "a", clientSecret: "b", oauthBase: stopped, apiBase: stopped)
            let client = ZoomClient(app: app, http: zoom.http, logger: .quiet)
            let error = await #expect(throws: ZoomError.self) { try await client.me(token: ZoomToken("x")) }
            #expect(error?.kind == .unconnected)
        }
    }

    private func draft(_ topic: String) -> ZoomMeetingDraft {
        ZoomMeetingDraft(
            topic: topic, agenda: "Usher \(topic)", startTime: "2026-12-08T09:00:00Z", duration: 30,
            timezone: "Europe/Berlin",
            settings: ZoomMeetingSettings(
                waitingRoom: false, joinBeforeHost: true, meetingAuthentication: false, approvalType: 2))
    }
}

struct ZoomLinkTests {
    private let link = ZoomLink(app: ZoomApp(clientID: "", clientSecret: "", oauthBase: "http://127.0.0.1:8090"))

    @Test(arguments: [
        "https://zoom.us/j/1?pwd=x", "https://us02web.zoom.us/s/1", "http://127.0.0.1:8090/j/1?pwd=x",
    ])
    func `an address of Zoom's is let through`(address: String) {
        #expect(link.checked(address) == address)
    }

    @Test(arguments: [
        "http://zoom.us/j/1", "https://zoom.us.evil.example/j/1", "https://evilzoom.us/j/1",
        "https://user@zoom.us/j/1", "javascript:alert(1)", "http://127.0.0.1:8091/j/1", "//zoom.us/j/1", "",
        "https://zoom.us:444/j/1",
    ])
    func `any other address is not`(address: String) {
        #expect(link.checked(address) == nil)
    }
}

struct WebhookTests {
    private let verifier = WebhookVerifier(secret: "webhook-secret")

    @Test func `a signature holds for its own bytes and time alone`() {
        let body = Array(#"{"event":"meeting.started"}"#.utf8)
        // HMAC-SHA256 of `v0:1796018400:` and the body, as openssl computes it.
        let signature = "v0=b060879f8fb77dddf24d55d4fd86fe0f1f93dd173df6f906a7e4e4334bffcb12"
        #expect(verifier.accepts(body, signature: signature, timestamp: "1796018400"))
        #expect(!verifier.accepts(body + [32], signature: signature, timestamp: "1796018400"))
        #expect(!verifier.accepts(body, signature: signature, timestamp: "1796018401"))
        for bad in ["", "v0=", String(signature.dropLast()), signature.replacing("v0", with: "v1")] {
            #expect(!verifier.accepts(body, signature: bad, timestamp: "1796018400"))
        }
    }

    @Test func `the validation is answered with the token's own code`() {
        let expected = "29028b8188bd03f0bf099caa55913ea6b0cd6745dc258d67c1246072d7788406"
        #expect(verifier.answer(to: "qgg8") == expected)
    }

    @Test func `events are read with numbers or strings as ids`() throws {
        for id in ["84500000001", "\"84500000001\""] {
            let body = #"{"event":"meeting.deleted","event_ts":1,"payload":{"object":{"id":\#(id),"x":1}}}"#
            #expect(try ZoomEvent(body: Array(body.utf8)).content == .meetingChanged(zoomID: "84500000001"))
        }
        #expect(throws: ZoomError.self) { try ZoomEvent(body: Array("[]".utf8)) }
    }
}
