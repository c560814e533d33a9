import HTTPTypes
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct `An API key` {
    /// Makes a key on its page and reads it there, once.
    private func make(_ ada: Staff, _ scopes: [String], days: String = "") async throws -> APIClient {
        let answer = try await ada.post(
            "/app/api-keys", [("label", "Website"), ("days", days)] + scopes.map { ("scope", $0) })
        #expect(answer.status == .ok)
        let start = try #require(answer.text.firstRange(of: "value=\"usher_"))
        let key = answer.text[start.lowerBound...].dropFirst(7).prefix { $0 != "\"" }
        #expect(try await !ada.sees("/app/api-keys").contains(key))
        return APIClient(web: ada.web, headers: [.authorization: "Bearer \(key)"])
    }

    @Test func `does what it was made for and nothing else`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let ada = try await Staff(web)
            let reader = try await make(ada, ["calendars:read"])
            #expect(try await reader.get("/calendars").status == .ok)
            let refused = try await reader.post("/calendars", web.calendarJSON("new"))
            #expect(refused.status == .forbidden)
            #expect(try refused.json("code") == "missing_scope")
            #expect(try await reader.get("/appointments").status == .forbidden)
            // Who may change something may read it.
            let writer = try await make(ada, ["appointments:write"])
            #expect(try await writer.get("/appointments").status == .ok)
            #expect(try await writer.get("/users").status == .forbidden)
        }
    }

    @Test func `ends when it expires or is revoked, and shows when it was used last`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let ada = try await Staff(web)
            let short = try await make(ada, ["calendars:read"], days: "30")
            #expect(try await ada.sees("/app/api-keys").contains("never used"))
            #expect(try await short.get("/calendars").status == .ok)
            #expect(try await !ada.sees("/app/api-keys").contains("never used"))
            let id = try #require(
                try await web.house.verbs.store.read { try $0.apiKeys(of: web.practice.account.id).first?.id })
            let long = try await make(ada, ["calendars:read"])
            web.house.clock.advance(minutes: 30 * 1440)
            #expect(try await short.get("/calendars").status == .unauthorized)
            #expect(try await long.get("/calendars").status == .ok)
            let again = try await Staff(web)
            try await again.does("/app/api-keys/\(id)/revoke")
            let other = try #require(
                try await web.house.verbs.store.read { try $0.apiKeys(of: web.practice.account.id).first?.id })
            try await again.does("/app/api-keys/\(other)/revoke")
            #expect(try await long.get("/calendars").status == .unauthorized)
        }
    }

    @Test func `needs a name and something it may do`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let page = try await Staff(web).fails("/app/api-keys", [("label", ""), ("scope", "nonsense")])
            #expect(page.contains("What it is for is missing.") && page.contains("Choose what the key may do."))
        }
    }
}
