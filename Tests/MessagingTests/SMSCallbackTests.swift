import Messaging
import Testing

struct `A callback of Twilio's` {
    private func form(_ text: String) -> TwilioForm { TwilioForm(body: Array(text.utf8)) }

    @Test func `tells how far a message is`() {
        let status = TwilioStatus(form("MessageSid=SM1&MessageStatus=undelivered&ErrorCode=30003&SmsStatus=sent"))
        #expect(status?.id == "SM1")
        #expect(status?.state == .undelivered)
        #expect(status?.errorCode == 30_003)
        #expect(TwilioStatus(form("SmsSid=SM2&SmsStatus=delivered"))?.state == .delivered)
    }

    @Test(arguments: ["", "MessageSid=SM1", "MessageStatus=sent", "MessageSid=SM1&MessageStatus=shining"])
    func `that tells nothing is none`(text: String) {
        #expect(TwilioStatus(form(text)) == nil)
    }

    @Test func `brings an answer`() {
        let reply = TwilioReply(form("MessageSid=SM1&From=%2B15551234567&To=%2B15005550006&Body=See+you%21"))
        #expect(reply?.from.e164 == "+15551234567")
        #expect(reply?.to == "+15005550006")
        #expect(reply?.body == "See you!")
        #expect(reply?.keyword == nil)
    }

    @Test func `says by itself what a keyword in another language asks for`() {
        let fields = "MessageSid=SM1&From=%2B33612345678&To=%2B15005550006&Body=ARRET"
        #expect(TwilioReply(form(fields))?.keyword == nil)
        #expect(TwilioReply(form(fields + "&OptOutType=STOP"))?.keyword == .stop)
    }

    @Test(arguments: ["", "MessageSid=SM1&From=12345&To=%2B15005550006&Body=x", "MessageSid=SM1&To=1&Body=x"])
    func `from no ordinary number is no answer`(text: String) {
        #expect(TwilioReply(form(text)) == nil)
    }
}

struct `A keyword` {
    @Test(arguments: [
        ("STOP", TextKeyword.stop), (" stop\n", .stop), ("StopAll", .stop), ("unsubscribe", .stop),
        ("Cancel", .stop),
        ("END", .stop), ("quit", .stop), ("START", .start), ("yes", .start), ("Unstop", .start), ("help", .help),
        ("INFO", .help),
    ])
    func `is known by itself`(body: String, keyword: TextKeyword) {
        #expect(TextKeyword(body: body) == keyword)
    }

    @Test(arguments: ["", "stop please", "don't stop", "STOP.", "yes!", "no", "ok, yes"])
    func `within other words is none`(body: String) {
        #expect(TextKeyword(body: body) == nil)
    }
}

struct `The state of a text message` {
    @Test func `goes one way, whatever order reports come in`() {
        #expect(TextState.delivered.comes(after: .sent))
        #expect(!TextState.sent.comes(after: .delivered))
        #expect(!TextState.sent.comes(after: .sent))
        #expect(!TextState.undelivered.comes(after: .delivered))
        #expect(TextState.read.comes(after: .delivered))
    }

    @Test func `is final once it arrived or cannot any more`() {
        let final = TextState.allCases.filter(\.isFinal)
        #expect(final == [.delivered, .undelivered, .failed, .canceled, .read])
        #expect(TextState.allCases.filter(\.isFailure) == [.undelivered, .failed, .canceled])
    }
}

struct `A Twilio account` {
    private static let sid = "AC0123456789abcdef0123456789abcdef"

    @Test(arguments: [
        "https://api.twilio.com", "https://api.twilio.com/", "http://127.0.0.1:8091", "http://localhost:1",
    ])
    func `is at an address where the token is safe`(base: String) throws {
        _ = try TwilioAccount(sid: Self.sid, authToken: "t0ken", sender: .name("Usher"), base: base)
    }

    @Test(arguments: [
        ("AC1", "t0ken", TwilioAccount.twilio), (sid, "", TwilioAccount.twilio),
        (sid, "t0ken\r\nx", TwilioAccount.twilio),
        (sid, "t0ken", "http://api.twilio.com"), (sid, "t0ken", "api.twilio.com"),
        (sid, "t0ken", "https://a.example/x"),
        (sid, "t0ken", "https://a:b@a.example"), (sid, "t0ken", "ftp://127.0.0.1"),
    ])
    func `that cannot be one is refused, without its token`(sid: String, token: String, base: String) throws {
        let error = try #require(throws: MessagingError.self) {
            try TwilioAccount(sid: sid, authToken: token, sender: .name("Usher"), base: base)
        }
        #expect(!"\(error)".contains("t0ken"))
    }

    @Test func `keeps its token out of descriptions`() throws {
        let account = try TwilioAccount(sid: Self.sid, authToken: "t0ken", sender: .name("Usher"))
        var dumped = ""
        dump(account, to: &dumped)
        for text in [dumped, "\(account)", String(reflecting: account)] {
            #expect(text.contains(Self.sid) && !text.contains("t0ken"))
        }
    }

    @Test func `knows its sender by its look`() throws {
        let service = "MG0123456789abcdef0123456789abcdef"
        #expect(try TwilioSender("+1 555 123 4567") == .number("+15551234567"))
        #expect(try TwilioSender("12345") == .number("12345"))
        #expect(try TwilioSender(service) == .service(service))
        #expect(try TwilioSender("Harbor 24") == .name("Harbor 24"))
        for text in ["", "0123456789", "Harbor & Sons", "A name too long", "+1"] {
            #expect(throws: MessagingError.self) { try TwilioSender(text) }
        }
    }
}
