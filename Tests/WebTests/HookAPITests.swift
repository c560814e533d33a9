import HTTPTypes
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import Web

struct `The API of webhooks` {
    @Test func `adds one, tells its secret once, changes it, and removes it`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let program = try await web.program(of: web.practice.account)
            let made = try await program.post("/webhooks", #"{"url":"https://example.com/hooks"}"#)
            #expect(made.status == .created)
            #expect(try made.json("secret")?.hasPrefix("whsec_") == true)
            #expect(try made.count("events") == HookEvent.choices.count)
            let path = "/webhooks/\(try #require(try made.json("id")))"
            let read = try await program.get(path)
            #expect(try read.json("secret") == nil)
            #expect(try read.json("state") == "active")
            // What was read can be sent back.
            #expect(try await program.patch(path, read.text).text == read.text)
            let changed = try await program.patch(path, #"{"events":["appointment.moved"],"state":"paused"}"#)
            #expect(try changed.json("events.0") == "appointment.moved")
            #expect(try changed.json("state") == "paused")
            #expect(try changed.json("url") == "https://example.com/hooks")
            #expect(try await program.patch(path, #"{"state":"active"}"#).json("state") == "active")
            let rotated = try await program.post("\(path)/rotate", "")
            #expect(try rotated.json("secret") != made.json("secret"))
            #expect(try !rotated.isNull("former_secret_until"))
            #expect(try await program.get("/webhooks").count("webhooks") == 1)
            #expect(try await program.delete(path).status == .noContent)
            #expect(try await program.get(path).status == .notFound)
        }
    }

    @Test func `says what is wrong, at its field`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let program = try await web.program(of: web.practice.account)
            #expect(try await program.post("/webhooks", "{}").fault == "missing url")
            #expect(try await program.post("/webhooks", #"{"url":"ftp://example.com"}"#).fault == "bad_url url")
            let unknown = #"{"url":"https://example.com","events":["appointment.booked","webhook.test"]}"#
            #expect(try await program.post("/webhooks", unknown).fault == "unknown_choice events.1")
            let none = #"{"url":"https://example.com","events":[]}"#
            #expect(try await program.post("/webhooks", none).fault == "missing events")
            let state = #"{"url":"https://example.com","state":"paused"}"#
            #expect(try await program.post("/webhooks", state).fault == "read_only state")
            let made = try await program.post("/webhooks", #"{"url":"https://example.com"}"#)
            let path = "/webhooks/\(try #require(try made.json("id")))"
            #expect(try await program.patch(path, #"{"state":"disabled"}"#).fault == "read_only state")
            #expect(try await program.patch(path, #"{"id":"whk_other"}"#).fault == "read_only id")
            #expect(try await program.get("\(path)/deliveries?limit=0").fault == "out_of_range limit")
        }
    }

    @Test func `tries one out, shows its log page by page, and sends again`() async throws {
        try await HookReceiver.with { receiver in
            try await WebHouse.with(hosts: 1) { web in
                receiver.forget()
                let program = try await web.program(of: web.practice.account)
                let made = try await program.post("/webhooks", #"{"url":"\#(receiver.url)"}"#)
                let path = "/webhooks/\(try #require(try made.json("id")))"
                for _ in 0..<3 { #expect(try await program.post("\(path)/test", "").status == .created) }
                await web.house.work()
                #expect(receiver.calls.count == 3)
                let first = try await program.get("\(path)/deliveries?limit=2")
                #expect(try first.texts("deliveries", "state") == ["delivered", "delivered"])
                #expect(try first.json("deliveries.0.body.type") == "webhook.test")
                #expect(try first.json("deliveries.0.status") == "204")
                let cursor = try #require(try first.json("next_cursor"))
                let rest = try await program.get("\(path)/deliveries?limit=2&cursor=\(cursor)")
                #expect(try rest.count("deliveries") == 1)
                #expect(try rest.isNull("next_cursor"))
                let id = try #require(try rest.json("deliveries.0.id"))
                let again = try await program.post("\(path)/deliveries/\(id)/redeliver", "")
                #expect(try again.json("state") == "queued")
                await web.house.work()
                #expect(receiver.calls.count == 4)
                #expect(Set(receiver.calls.map { $0.headers["webhook-id"] }).count == 3)
                let stranger = try await web.stranger()
                #expect(try await stranger.get(path).status == .notFound)
                #expect(try await stranger.get("\(path)/deliveries").status == .notFound)
                #expect(try await stranger.post("\(path)/deliveries/\(id)/redeliver", "").status == .notFound)
            }
        }
    }
}
