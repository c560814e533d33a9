import HTTPTypes
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct `The agency's API` {
    private func program(_ web: WebHouse) async throws -> APIClient {
        let key = try await web.house.verbs.createAPIKey(
            for: web.practice.account, label: "agency", ofAgency: true)
        return APIClient(web: web, headers: [.authorization: "Bearer \(key)"])
    }

    @Test func `opens accounts, puts people into them and says who is what`() async throws {
        try await WebHouse.with(hosts: 2) { web in
            let agency = try await program(web)
            let made = try await agency.post(
                "/agency/accounts", #"{"name":"Second","slug":"second","timezone":"Europe/Lisbon"}"#)
            #expect(made.status == .created, "\(made.text)")
            let account = try #require(try made.json("id"))
            let milo = web.practice.hosts[1].id
            let placed = try await agency.send(
                .put, "/agency/people/\(milo)/accounts/\(account)", #"{"role":"admin"}"#)
            #expect(try placed.json("accounts.1.account") == account)
            #expect(try placed.json("accounts.1.role") == "admin")
            let renamed = try await agency.patch("/agency/accounts/\(account)", #"{"name":"Renamed"}"#)
            #expect(try renamed.json("name") == "Renamed")
            #expect(try renamed.json("timezone") == "Europe/Lisbon")
            let role = try await agency.patch("/agency/people/\(milo)", #"{"agency_role":"user"}"#)
            #expect(try role.json("agency_role") == "user")
            #expect(try await agency.delete("/agency/people/\(milo)/accounts/\(account)").status == .noContent)
            let people = try await agency.get("/agency/people")
            #expect(people.text.contains(milo))
            #expect(!people.text.contains(account))
        }
    }

    @Test func `deletes somebody and brings them back as a new user`() async throws {
        try await WebHouse.with(hosts: 2) { web in
            let agency = try await program(web)
            let milo = web.practice.hosts[1].id
            #expect(try await agency.delete("/agency/people/\(milo)").status == .noContent)
            #expect(try await agency.get("/agency/people/\(milo)").json("deleted_at")?.hasPrefix("2026") == true)
            let restored = try await agency.post("/agency/people/\(milo)/restore", "{}")
            #expect(restored.status == .created, "\(restored.text)")
            #expect(try restored.json("id") != milo)
            let audit = try await agency.get("/audit?event=user_restored")
            #expect(audit.status == .ok)
        }
    }

    @Test func `invites to the agency and to any of its accounts`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let agency = try await program(web)
            let invited = try await agency.post(
                "/agency/invitations", #"{"email":"zoe@harbor.example","agency_role":"user"}"#)
            #expect(invited.status == .created, "\(invited.text)")
            #expect(try await agency.get("/agency/invitations").text.contains("zoe@harbor.example"))
            let id = try #require(try invited.json("id"))
            #expect(try await agency.delete("/agency/invitations/\(id)").status == .noContent)
            let nowhere = try await agency.post("/agency/invitations", #"{"email":"zoe@harbor.example"}"#)
            #expect(try nowhere.json("fields.0.field") == "account")
        }
    }

    @Test func `is closed to a key of an account, and only an admin of the agency gives one that opens it`()
        async throws
    {
        try await WebHouse.with(hosts: 2) { web in
            let plain = try await web.program()
            #expect(try await plain.get("/agency/people").json("code") == "missing_scope")
            let ada = try await Staff(web)
            let isOfAgency = try await ada.sees("/app/api-keys").contains("The agency")
            let made = try await ada.post("/app/api-keys", [("label", "x"), ("scope", "agency:write")])
            #expect((made.status == .ok) == isOfAgency)
            _ = try await web.house.verbs.addUser(
                NewUser(
                    name: "Adam", email: "adam@harbor.example", password: "a long password", zone: "UTC"),
                to: web.practice.account, as: .admin)
            let other = try await Staff(web, "adam")
            #expect(try await !other.sees("/app/api-keys").contains("The agency"))
            let refused = try await other.post("/app/api-keys", [("label", "x"), ("scope", "agency:write")])
            #expect(refused.status == .forbidden)
        }
    }

    @Test func `knows nothing of another agency`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            _ = try await web.stranger()
            let other = try #require(
                try await web.house.verbs.store.read { try $0.account(slug: "other") })
            let agency = try await program(web)
            #expect(try await agency.get("/agency/accounts/\(other.id)").status == .notFound)
            #expect(
                try await agency.patch("/agency/accounts/\(other.id)", #"{"name":"Mine"}"#).status == .notFound)
            let ada = web.practice.hosts[0].id
            let placed = try await agency.send(.put, "/agency/people/\(ada)/accounts/\(other.id)", "{}")
            #expect(placed.status == .notFound)
            let invited = try await agency.post(
                "/agency/invitations", #"{"email":"zoe@harbor.example","account":"\#(other.id)"}"#)
            #expect(invited.status == .notFound)
        }
    }
}
