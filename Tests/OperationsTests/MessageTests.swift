import Messaging
import Operations
import Store
import TestSupport
import Testing
import TimeZones

struct MessageTests {
    @Test func `a mail server that is away is tried again and the mail goes once`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice()
            house.mail.refuse(with: MessagingError(.unreachable(text: "connection refused"), server: "mail"))
            _ = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            #expect(house.mail.taken.isEmpty)
            house.mail.refuse(with: nil)
            house.clock.advance(minutes: 5)
            await house.work()
            house.clock.advance(minutes: 60)
            await house.work()
            #expect(house.mail.to("nora@example.com").count == 1)
        }
    }

    @Test func `a mail refused for good is kept as not sent, with the reason`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice()
            house.mail.refuse(with: MessagingError(.refused(status: 550, text: "no such user"), server: "mail"))
            let booked = try await house.book("2026-12-08T09:00:00Z")
            await house.work()
            let messages = try await house.verbs.store.read { try $0.messages(of: booked.appointment.id) }
            #expect(messages.allSatisfy { $0.state == .failed && ($0.problem ?? "").contains("550") })
        }
    }

    @Test func `a confirmation that a move has overtaken says the new time`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice()
            let booked = try await house.book("2026-12-08T09:00:00Z")
            let later = try #require(Instant(rfc3339: "2026-12-09T09:00:00Z"))
            _ = try await house.verbs.move(booked, to: later, zone: "Europe/Berlin", by: "guest")
            await house.work()
            #expect(house.mail.to("nora@example.com").allSatisfy { $0.text.contains("9 December 2026") })
        }
    }

    @Test func `what a guest typed cannot become part of a mail's own markup`() async throws {
        try await TestHouse.with { house in
            _ = try await house.practice(hosts: 1)
            var request = try house.request("2026-12-08T09:00:00Z")
            request.name = "<script>alert(1)</script> & \"Söhne\" 山田"
            request.notes = "Line one\n<b>bold</b>"
            _ = try await house.verbs.book(request)
            await house.work()
            let mail = try #require(house.mail.to("ada@harbor.example").first)
            #expect(!mail.html.contains("<script>"))
            #expect(!mail.html.contains("<b>bold"))
            #expect(mail.text.contains("山田"))
        }
    }
}
