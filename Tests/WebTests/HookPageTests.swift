import HTTPTypes
import HummingbirdTesting
import Operations
import Store
import TestSupport
import Testing
import TimeZones
import Web

struct `The pages of webhooks` {
    /// Adds one on its page and reads its secret there, once.
    private func add(_ ada: Staff, _ url: String, events: [HookEvent] = HookEvent.choices) async throws -> String {
        let answer = try await ada.post(
            "/app/webhooks", [("url", url)] + events.map { ("event", $0.rawValue) })
        #expect(answer.status == .ok)
        let start = try #require(answer.text.firstRange(of: "value=\"whsec_"))
        let secret = answer.text[start.lowerBound...].dropFirst(7).prefix { $0 != "\"" }
        let accountID = ada.web.practice.account.id
        let hook = try #require(try await ada.web.house.verbs.store.read { try $0.hooks(of: accountID).last })
        #expect(try await !ada.sees("/app/webhooks/\(hook.id)").contains(secret))
        return "/app/webhooks/\(hook.id)"
    }

    @Test func `help where there is none, and say what is wrong with one`() async throws {
        try await WebHouse.with(hosts: 1) { web in
            let ada = try await Staff(web)
            #expect(try await ada.sees("/app/webhooks").contains("Nobody is told yet"))
            let page = try await ada.fails("/app/webhooks", [("url", "nowhere")])
            #expect(page.contains("This is not an address that can be called."))
            #expect(page.contains("Choose what it is told of."))
            #expect(page.contains("value=\"nowhere\""))
        }
    }

    @Test func `show what was told and what came of it, and tell it again`() async throws {
        try await HookReceiver.with { receiver in
            let audit = TagAudit()
            try await WebHouse.with(hosts: 1) { web in
                receiver.forget()
                let ada = try await Staff(web)
                let page = try await add(ada, receiver.url, events: [.booked])
                _ = try await web.house.book("2026-12-08T09:00:00Z")
                receiver.answer(410)
                #expect(try await ada.does("\(page)/pause") == "\(page)?done=paused")
                await web.house.work()
                #expect(try await ada.sees(page).contains("What happens meanwhile waits."))
                try await ada.does("\(page)/resume")
                await web.house.work()
                let off = try await TagAudit.$current.withValue(audit) { try await ada.sees(page) }
                #expect(
                    off.contains("Turned off") && off.contains("It answered 410.") && off.contains("taken as 410"))
                #expect(off.contains("appointment.booked") && off.contains("nora@example.com"))
                #expect(try await ada.sees("/app/notifications").contains("A webhook has been turned off"))
                receiver.answer(204)
                try await ada.does("\(page)/resume")
                let log = try await web.house.verbs.store.read {
                    try $0.hookDeliveries(of: Staff.id(page), limit: 9)
                }
                try await ada.does("\(page)/deliveries/\(log[0].id)/redeliver")
                await web.house.work()
                let on = try await TagAudit.$current.withValue(audit) { try await ada.sees(page) }
                #expect(on.contains("Delivered") && on.contains("Active"))
                #expect(receiver.calls.count == 2)
                _ = try await TagAudit.$current.withValue(audit) { try await ada.sees("/app/webhooks") }
            }
            #expect(audit.unknown.isEmpty)
        }
    }

    @Test func `change it, give it a new secret, try it out, and remove it`() async throws {
        try await HookReceiver.with { receiver in
            try await WebHouse.with(hosts: 1) { web in
                receiver.forget()
                let ada = try await Staff(web)
                let page = try await add(ada, receiver.url)
                try await ada.does(page, [("url", receiver.url + "/new"), ("event", "appointment.moved")])
                #expect(try await ada.sees("/app/webhooks").contains("told of appointment.moved"))
                #expect(try await ada.fails(page, [("url", receiver.url)]).contains("Choose what it is told of."))
                #expect(try await ada.post("\(page)/rotate").text.contains("whsec_"))
                #expect(try await ada.sees(page).contains("The secret before this one is valid until"))
                try await ada.does("\(page)/test")
                await web.house.work()
                #expect(receiver.calls.map(\.path) == ["/hooks/new"])
                #expect(try receiver.types == ["webhook.test"])
                #expect(try await ada.does("\(page)/remove") == "/app/webhooks?done=removed")
                #expect(try await web.get(page, ada.headers).status == .notFound)
                #expect(try await ada.sees("/app/audit").contains("removed the webhook"))
            }
        }
    }
}
