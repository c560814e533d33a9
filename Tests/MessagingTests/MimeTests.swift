import Foundation
import Messaging
import Testing

@Suite(.enabled(if: Sink.python != nil, "USHER_TEST_PYTHON names no Python with aiosmtpd"))
struct `A mail on the wire` {
    private func taken(_ mail: MailMessage) async throws -> TakenMail {
        let sink = try Sink()
        defer { sink.stop() }
        try await SMTPTransport(url: "smtp://127.0.0.1:\(sink.port)/usher.test").send(mail)
        let mails = try sink.mails()
        #expect(mails.count == 1)
        return try #require(mails.first)
    }

    @Test func `headers and bodies arrive as given`() async throws {
        var mail = sampleMail()
        mail.replyTo = MailAddress(email: "host@example.com")
        mail.headers = ["List-Unsubscribe": "<https://usher.test/u?a=b>", "X-Usher": "1"]
        let got = try await taken(mail)
        #expect(got.mailFrom == "usher@usher.test")
        #expect(got.recipients == ["ann@example.com"])
        #expect(got.helo == "usher.test")
        #expect(got.header("From") == "Usher <usher@usher.test>")
        #expect(got.header("To") == "Ann <ann@example.com>")
        #expect(got.header("Reply-To") == "host@example.com")
        #expect(got.header("Subject") == "Your meeting")
        #expect(got.header("Date") == "Fri, 20 Nov 2026 10:00:00 +0000")
        #expect(got.header("Message-ID") == "<booking-1.0@usher.test>")
        #expect(got.header("MIME-Version") == "1.0")
        #expect(got.header("List-Unsubscribe") == "<https://usher.test/u?a=b>")
        #expect(
            got.parts.map(\.type) == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html"])
        #expect(got.parts.last?.text == "<p>Hello</p>")
        #expect(got.defects.isEmpty)
    }

    @Test func `subjects and names in any script arrive whole`() async throws {
        let subject = String(repeating: "Zoë’s Gespräch – 会議 👩‍👩‍👧 ", count: 6) + "end"
        var mail = sampleMail()
        mail.subject = subject
        mail.to.name = "Łukasz \"Ł\" Żółć, Dr."
        mail.from.name = "O'Neil, \"Bob\" \\ Sons"
        let got = try await taken(mail)
        #expect(got.header("Subject") == subject)
        #expect(got.header("To")?.contains("Łukasz \\\"Ł\\\" Żółć, Dr.") == true)
        #expect(got.header("From") == "\"O'Neil, \\\"Bob\\\" \\\\ Sons\" <usher@usher.test>")
        #expect(got.longestLine <= 78)
        #expect(got.defects.isEmpty)
    }

    @Test func `an invitation is both an alternative with its method and a file`() async throws {
        var mail = sampleMail()
        let ics = "BEGIN:VCALENDAR\r\nSUMMARY:Gespräch 👋\r\nEND:VCALENDAR\r\n"
        mail.calendar = CalendarPart(method: "REQUEST", ics: ics)
        let got = try await taken(mail)
        #expect(
            got.parts.map(\.type) == [
                "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/calendar",
                "application/ics",
            ])
        let calendar = try #require(got.parts.first { $0.type == "text/calendar" })
        #expect(calendar.parameters == ["method": "REQUEST", "charset": "UTF-8"])
        #expect(calendar.text == ics)
        #expect(calendar.disposition == "")
        let file = try #require(got.parts.last)
        #expect(file.disposition == "attachment")
        #expect(file.filename == "invite.ics")
        #expect(file.text == ics)
        #expect(got.defects.isEmpty)
    }

    @Test func `long lines, dots and line breaks of all kinds survive`() async throws {
        var mail = sampleMail()
        mail.text = ".\n..dots\r\nback\rend " + String(repeating: "é", count: 3000) + "\n.\n"
        mail.html = "<p>" + String(repeating: "x = y ", count: 2000) + "</p>"
        let got = try await taken(mail)
        let text = try #require(got.parts.first { $0.type == "text/plain" }).text
        let lines = ".\r\n..dots\r\nback\r\nend " + String(repeating: "é", count: 3000) + "\r\n.\r\n"
        #expect(text == lines)
        #expect(got.parts.last?.text == mail.html)
        #expect(got.longestLine <= 78)
    }

    @Test func `many mails at once all arrive`() async throws {
        let sink = try Sink()
        defer { sink.stop() }
        let transport = try SMTPTransport(url: "smtp://127.0.0.1:\(sink.port)")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<40 {
                var mail = sampleMail()
                mail.messageID = "\(number)@usher.test"
                group.addTask { [mail] in try await transport.send(mail) }
            }
            try await group.waitForAll()
        }
        #expect(Set(try sink.mails().compactMap { $0.header("Message-ID") }).count == 40)
    }
}
