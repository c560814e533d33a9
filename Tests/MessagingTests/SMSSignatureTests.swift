import Messaging
import Testing

struct `A signature of Twilio's` {
    // The example of Twilio's own documentation and libraries: token, address, fields and signature.
    private static let verifier = TwilioSignature(authToken: "12345")
    private static let url = "https://mycompany.com/myapp.php?foo=1&bar=2"
    private static let signature = "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    private static let body =
        "CallSid=CA1234567890ABCDE&Digits=1234&From=%2B14158675309&To=%2B18005551212&Caller=%2B14158675309"

    private static func accepts(
        _ signature: String = signature, url: String = url, body: String = body, token: String = "12345"
    ) -> Bool {
        TwilioSignature(authToken: token).accepts(signature, url: url, form: TwilioForm(body: Array(body.utf8)))
    }

    @Test func `is right for the published example, in whatever order its fields come`() {
        #expect(Self.accepts())
        #expect(Self.accepts(body: Self.body.split(separator: "&").reversed().joined(separator: "&")))
        #expect(Self.accepts(body: Self.body + "&Digits=1234"))
    }

    @Test func `is right with the scheme's port in the address or without`() {
        #expect(Self.accepts(url: "https://mycompany.com:443/myapp.php?foo=1&bar=2"))
        #expect(Self.accepts(url: "https://mycompany.com:8443/myapp.php?foo=1&bar=2"))
        // openssl's HMAC-SHA1 of the address with port 443 and the fields.
        #expect(Self.accepts("kvajT1Ptam85bY51eRf/AJRuM3w="))
    }

    @Test(arguments: ["", "=", "RSOYDt4T1cUTdK1PDd93/VVr8B8", "RSOYDt4T1cUTdK1PDd93/VVr8C8=", "AAAA", "nonsense!"])
    func `that is another is not`(signature: String) {
        #expect(!Self.accepts(signature))
    }

    @Test func `is wrong for another address, form or token`() {
        #expect(!Self.accepts(url: "https://mycompany.com/myapp.php?foo=1&bar=3"))
        #expect(!Self.accepts(url: "http://mycompany.com/myapp.php?foo=1&bar=2"))
        #expect(!Self.accepts(url: ""))
        #expect(!Self.accepts(body: Self.body + "&Extra=1"))
        #expect(!Self.accepts(body: Self.body.replacing("1234&", with: "1235&")))
        #expect(!Self.accepts(body: ""))
        #expect(!Self.accepts(token: "12346"))
    }
}

struct `A form of Twilio's` {
    @Test func `is read with its plus signs, escapes and whatever is none`() {
        let form = TwilioForm(
            body: Array("Body=Gr%C3%BC%C3%9Fe+aus%20Wien%21&Empty=&Bare&Odd=100%&a=b=c&Odd=2".utf8))
        #expect(form["Body"] == "Grüße aus Wien!")
        #expect(form["Empty"] == "")
        #expect(form["Bare"] == "")
        #expect(form["Odd"] == "100%")
        #expect(form["a"] == "b=c")
        #expect(form["Missing"] == nil)
    }
}
