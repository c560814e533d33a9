import Foundation
import Messaging
import Testing

struct `A mail that cannot be written` {
    private static let changes: [@Sendable (inout MailMessage) -> Void] = [
        { $0.subject = "Hello\r\nBcc: all@example.com" },
        { $0.subject = "Hello\nBcc: all@example.com" },
        { $0.to.name = "Ann\r\nBcc: all@example.com" },
        { $0.from.name = "Usher\u{0}" },
        { $0.to.email = "ann@example.com>\r\nRCPT TO:<all@example.com" },
        { $0.to.email = "ann@example.com, bob@example.com" },
        { $0.to.email = "ann" },
        { $0.to.email = "anñ@example.com" },
        { $0.replyTo = MailAddress(email: "<ann@example.com>") },
        { $0.envelopeSender = "bounces@example.com> BODY=8BITMIME" },
        { $0.messageID = "a@b>\r\nBcc: c@d" },
        { $0.headers = ["X-A": "1\r\nBcc: all@example.com"] },
        { $0.headers = ["X-A: 1\r\nBcc": "all@example.com"] },
        { $0.headers = ["Bcc": "all@example.com"] },
        { $0.headers = ["content-type": "text/html"] },
        { $0.calendar = CalendarPart(method: "REQUEST\r\nX: y", ics: "") },
    ]

    @Test(arguments: changes.indices)
    func `is refused before any connection is made`(index: Int) async throws {
        var changed = sampleMail()
        Self.changes[index](&changed)
        let mail = changed
        // Port 1 is dead: had a connection been tried, the error would be another.
        let transport = try SMTPTransport(url: "smtp://127.0.0.1:1")
        let error = try await #require(throws: MessagingError.self) { try await transport.send(mail) }
        guard case .invalid = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(error.isPermanent)
    }
}

struct `A mail server URL` {
    @Test(arguments: [
        "smtp://localhost", "smtp://127.0.0.1:2525", "smtp://[::1]:25/usher.test", "smtps://mail.example.com",
        "smtp://ann:p%40ss@mail.example.com:587", "smtp://ann:pw@mail.example.com?tls=required",
        "smtp://relay:25?tls=none", "smtp://relay?tls=try", "smtp://ann:pw@127.0.0.1?tls=none",
    ])
    func `is taken`(url: String) throws {
        _ = try SMTPTransport(url: url)
    }

    @Test(arguments: [
        "", "mail.example.com", "http://mail.example.com", "smtp://", "smtp://mail.example.com:0",
        "smtp://mail.example.com:99999", "smtp://mail.example.com/a/b", "smtp://mail.example.com?tls=maybe",
        "smtp://mail.example.com?ssl=required", "smtps://mail.example.com?tls=none",
        "smtp://ann:s3cret@mail.example.com?tls=try", "smtp://ann:s3cret@mail.example.com?tls=none",
        "smtp://ann:s3cret%00@mail.example.com", "smtp://mail.example.com/a%0d%0ab",
    ])
    func `is refused without being repeated`(url: String) {
        let error = #expect(throws: MessagingError.self) { try SMTPTransport(url: url) }
        #expect(error.map { "\($0)".contains("s3cret") } == false)
    }

    @Test func `keeps its password out of descriptions`() throws {
        let transport = try SMTPTransport(url: "smtp://ann:s3cret@mail.example.com:587")
        var dumped = ""
        dump(transport, to: &dumped)
        for text in [dumped, "\(transport)", String(reflecting: transport)] {
            #expect(!text.contains("s3cret"))
            #expect(text.contains("smtp://mail.example.com:587"))
        }
    }
}
