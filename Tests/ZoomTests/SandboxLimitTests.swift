import TestSupport
import Testing
import ZoomSandbox

struct `The sandbox's limits` {
    private static let path = "/v2/users/me/meetings"
    private static let quota =
        "You have exceeded the daily rate limit (100) of Meeting Create/Update API requests permitted for this "
        + "particular user. You may resume these requests at GMT 00:00:00."

    private struct Problem: Decodable {
        let code: Int
        let message: String
    }

    private struct State: Decodable {
        struct Person: Decodable {
            let email: String
            let writesToday: Int
        }

        let people: [Person]
    }

    private struct Made: Decodable {
        let id: Int64
    }

    private func writes(_ zoom: RunningSandbox, of email: String = "ada@harbor.example") async throws -> Int? {
        let state = try await zoom.call("GET", "/sandbox/state").decoded(State.self)
        return state.people.first { $0.email == email }?.writesToday
    }

    private func use(_ count: Int, _ zoom: RunningSandbox) async throws -> SandboxAnswer {
        try await zoom.call(
            "POST", "/sandbox/writes", json: #"{"email":"ada@harbor.example","count":\#(count)}"#)
    }

    @Test func `refuse the hundred and first create or update of a day, and of the next day none`() async throws {
        let clock = TestClock(TestClock.usual)
        try await RunningSandbox.with(clock: clock) { zoom in
            let token = try await zoom.token()
            #expect(try await use(98, zoom).status == 200)
            let made = try await zoom.call("POST", Self.path, token: token, json: "{}").decoded(Made.self)
            let meeting = "/v2/meetings/\(made.id)"
            #expect(try await zoom.call("PATCH", meeting, token: token, json: #"{"duration":45}"#).status == 204)
            for method in ["POST", "PATCH"] {
                let path = method == "POST" ? Self.path : meeting
                let refused = try await zoom.call(method, path, token: token, json: "{}")
                #expect(refused.status == 429)
                #expect(try refused.decoded(Problem.self).message == Self.quota)
                #expect(refused.header("X-RateLimit-Limit") == "6000")
                #expect(refused.header("Retry-After") == nil)
            }
            #expect(try await writes(zoom) == 100)
            clock.advance(minutes: 18 * 60)
            let fresh = try await zoom.token()
            #expect(try await writes(zoom) == 0)
            #expect(try await zoom.call("POST", Self.path, token: fresh, json: "{}").status == 201)
            #expect(try await writes(zoom) == 1)
        }
    }

    @Test func `let who wrote too much read, end and delete, and leave others alone`() async throws {
        try await RunningSandbox.with { zoom in
            let token = try await zoom.token()
            let made = try await zoom.call("POST", Self.path, token: token, json: "{}").decoded(Made.self)
            #expect(try await use(1000, zoom).status == 200)
            let meeting = "/v2/meetings/\(made.id)"
            #expect(try await zoom.call("GET", meeting, token: token).status == 200)
            let end = try await zoom.call("PUT", "\(meeting)/status", token: token, json: #"{"action":"end"}"#)
            #expect(end.status == 204)
            #expect(try await zoom.call("DELETE", meeting, token: token).status == 204)
            let milo = try await zoom.token("milo@harbor.example")
            #expect(try await zoom.call("POST", Self.path, token: milo, json: "{}").status == 201)
            #expect(try await writes(zoom, of: "milo@harbor.example") == 1)
        }
    }

    @Test func `count what is accepted, be it wrong or not`() async throws {
        try await RunningSandbox.with { zoom in
            let token = try await zoom.token()
            #expect(try await zoom.call("POST", Self.path, token: token, json: "[]").status == 400)
            #expect(try await writes(zoom) == 1)
            #expect(try await zoom.call("POST", Self.path, token: "nonsense", json: "{}").status == 401)
            #expect(try await writes(zoom) == 1)
            #expect(try await zoom.call("POST", "/sandbox/reset", json: "{}").status == 200)
            #expect(try await writes(zoom) == 0)
        }
    }

    @Test func `know nobody by a strange address, and no count below one`() async throws {
        try await RunningSandbox.with { zoom in
            let stranger = #"{"email":"nobody@example.com","count":1}"#
            let unknown = try await zoom.call("POST", "/sandbox/writes", json: stranger)
            #expect(unknown.status == 404)
            #expect(try await use(0, zoom).status == 400)
        }
    }

    @Test func `give a free account four light and two medium requests a second`() async throws {
        let clock = TestClock(TestClock.usual)
        var free = RunningSandbox.usual
        free.plan = .free
        try await RunningSandbox.with(clock: clock, configuration: free) { zoom in
            let token = try await zoom.token()
            let other = try await zoom.token("milo@harbor.example")
            for (path, most, category) in [("/v2/users/me", 4, "Light"), ("/v2/users/me/settings", 2, "Medium")] {
                for _ in 0..<most { #expect(try await zoom.call("GET", path, token: token).status == 200) }
                // The account is everybody's who is in it.
                let refused = try await zoom.call("GET", path, token: other)
                #expect(refused.status == 429)
                #expect(refused.header("X-RateLimit-Category") == category)
                #expect(refused.header("X-RateLimit-Type") == "QPS")
                #expect(try refused.decoded(Problem.self).message.contains("per-second"))
            }
            clock.advance(seconds: 1)
            #expect(try await zoom.call("GET", "/v2/users/me", token: token).status == 200)
        }
    }

    @Test func `give a free account two thousand medium requests a day`() async throws {
        let clock = TestClock(TestClock.usual)
        var free = RunningSandbox.usual
        free.plan = .free
        try await RunningSandbox.with(clock: clock, configuration: free) { zoom in
            let token = try await zoom.token()
            let path = "/v2/users/me/settings"
            for _ in 0..<1000 {
                for _ in 0..<2 { #expect(try await zoom.call("GET", path, token: token).status == 200) }
                clock.advance(seconds: 1)
            }
            let refused = try await zoom.call("GET", path, token: token)
            #expect(refused.status == 429)
            #expect(refused.header("X-RateLimit-Type") == "Daily-limit")
            #expect(refused.header("X-RateLimit-Limit") == "2000")
            #expect(refused.header("X-RateLimit-Remaining") == "0")
            #expect(refused.header("Retry-After") == "2026-12-01T00:00:00Z")
            #expect(try refused.decoded(Problem.self).message.contains("maximum daily rate limit"))
        }
    }

    @Test func `refuse one request more than may be at work at once`() async throws {
        var narrow = RunningSandbox.usual
        narrow.concurrency = 1
        try await RunningSandbox.with(configuration: narrow) { zoom in
            let token = try await zoom.token()
            try await zoom.fault("GET /v2/users/me", kind: "delay", count: 1, delayMilliseconds: 1000)
            async let slow = zoom.call("GET", "/v2/users/me", token: token)
            try await Task.sleep(for: .milliseconds(300))
            let refused = try await zoom.call("GET", "/v2/users/me", token: token)
            #expect(refused.status == 429)
            #expect(try refused.decoded(Problem.self).message.hasPrefix("Too many concurrent requests"))
            let late = try await slow
            #expect(late.status == 200)
            #expect(try await zoom.call("GET", "/v2/users/me", token: token).status == 200)
        }
    }
}
