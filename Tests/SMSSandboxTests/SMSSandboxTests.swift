import Foundation
import Messaging
import SMSSandbox
import Testing

struct `The SMS sandbox` {
    private static let login = "\(RunningSMSSandbox.usual.accountSID):\(RunningSMSSandbox.token)"
    private static let path = "/2010-04-01/Accounts/\(RunningSMSSandbox.usual.accountSID)/Messages.json"

    private func message(reportURL: String? = nil) throws -> TextMessage {
        TextMessage(to: try PhoneNumber("+15551234567"), body: "See you at 10:00.", reportURL: reportURL)
    }

    @Test func `reports each state of a message, signed`() async throws {
        try await CallbackReceiver.with { receiver in
            try await RunningSMSSandbox.with { sms in
                let receipt = try await sms.gateway().send(message(reportURL: receiver.url))
                for state in [TextState.sent, .delivered] {
                    try await sms.advance()
                    let callback = try #require(await receiver.next())
                    #expect(callback.isSigned)
                    let status = try #require(TwilioStatus(callback.form))
                    #expect(status.id == receipt.id && status.state == state && status.errorCode == nil)
                }
                try await sms.advance()
                #expect(try await sms.messages().map(\.status) == ["delivered"])
            }
        }
    }

    @Test(arguments: [("undelivered", TextState.undelivered, 2), ("failed", .failed, 1)])
    func `lets a message end badly, with the code it is told`(kind: String, end: TextState, steps: Int)
        async throws
    {
        try await CallbackReceiver.with { receiver in
            try await RunningSMSSandbox.with { sms in
                try await sms.fault(#"{"kind":"\#(kind)","count":1,"code":30007}"#)
                _ = try await sms.gateway().send(message(reportURL: receiver.url))
                var last: TwilioStatus?
                for _ in 0..<steps {
                    try await sms.advance()
                    last = await receiver.next().flatMap { TwilioStatus($0.form) }
                }
                #expect(last?.state == end && last?.errorCode == 30_007)
                #expect(try await sms.messages().first?.errorCode == 30_007)
            }
        }
    }

    @Test func `carries messages on by its clock when it is told a pace`() async throws {
        var configuration = RunningSMSSandbox.usual
        configuration.stepDelay = .milliseconds(20)
        try await CallbackReceiver.with { receiver in
            try await RunningSMSSandbox.with(configuration: configuration) { sms in
                _ = try await sms.gateway().send(message(reportURL: receiver.url))
                for state in [TextState.sent, .delivered] {
                    sms.clock.advance(seconds: 1)
                    let callback = try #require(await receiver.next())
                    #expect(TwilioStatus(callback.form)?.state == state)
                }
            }
        }
    }

    @Test func `tells of answers, signed, and what their keywords ask for`() async throws {
        try await CallbackReceiver.with { receiver in
            var configuration = RunningSMSSandbox.usual
            configuration.inboundURL = receiver.url
            try await RunningSMSSandbox.with(configuration: configuration) { sms in
                for (body, keyword) in [
                    ("I'll be late + sorry", nil), ("Unsubscribe", TextKeyword.stop), ("yes", .start),
                ] {
                    try await sms.answer(from: "+15551234567", body)
                    let callback = try #require(await receiver.next())
                    #expect(callback.isSigned)
                    let reply = try #require(TwilioReply(callback.form))
                    #expect(reply.from.e164 == "+15551234567" && reply.to == RunningSMSSandbox.number)
                    #expect(reply.body == body && reply.keyword == keyword)
                    #expect(callback.form["OptOutType"] == keyword?.rawValue)
                }
                let kept = try await sms.messages().map(\.direction)
                #expect(kept == ["inbound", "inbound", "outbound-reply", "inbound", "outbound-reply"])
            }
        }
    }

    @Test(arguments: [
        ("", 21_603), ("From=%2B15005550006", 21_604), ("From=%2B15005550006&To=%2B15551234567", 21_602),
        ("From=%2B15005550006&To=5551234567&Body=x", 21_211),
        ("From=%2B15005550006&To=%2B15551234567&Body=x&StatusCallback=nowhere", 21_609),
        ("From=%2B1&To=%2B15551234567&Body=x", 21_212),
    ])
    func `refuses in Twilio's words`(form: String, code: Int) async throws {
        struct Problem: Decodable {
            let code: Int
            let message: String
            let more_info: String
            let status: Int
        }
        try await RunningSMSSandbox.with { sms in
            let answer = try await sms.call("POST", Self.path, form: form, login: Self.login)
            let problem = try JSONDecoder().decode(Problem.self, from: Data(answer.text.utf8))
            #expect(answer.status == 400 && problem.status == 400)
            #expect(problem.code == code && !problem.message.isEmpty)
            #expect(problem.more_info == "https://www.twilio.com/docs/errors/\(code)")
        }
    }

    @Test func `lets nobody in without the account's token`() async throws {
        try await RunningSMSSandbox.with { sms in
            for login in [nil, "x:y", Self.login + "x"] {
                let answer = try await sms.call("POST", Self.path, form: "", login: login)
                #expect(answer.status == 401 && answer.text.contains("20003"))
            }
            let gone = try await sms.call("GET", "/2010-04-01/Nothing.json", login: Self.login)
            #expect(gone.status == 404 && gone.text.contains("20404"))
        }
    }

    @Test func `keeps the newest messages only`() async throws {
        var configuration = RunningSMSSandbox.usual
        configuration.kept = 3
        try await RunningSMSSandbox.with(configuration: configuration) { sms in
            let gateway = try sms.gateway()
            var ids: [String] = []
            for _ in 0..<5 { ids.append(try await gateway.send(message()).id) }
            #expect(try await sms.messages().map(\.sid) == ids.suffix(3))
        }
    }

    @Test func `answers as the documentation shows, and to a look at one message`() async throws {
        try await RunningSMSSandbox.with { sms in
            let receipt = try await sms.gateway().send(message())
            let path = Self.path.replacing(".json", with: "/\(receipt.id).json")
            let answer = try await sms.call("GET", path, login: Self.login)
            #expect(answer.status == 200)
            for part in [
                #""api_version":"2010-04-01""#, #""direction":"outbound-api""#, #""error_code":null"#,
                #""price":null"#,
                #""num_segments":"1""#, #""date_created":"Mon, 30 Nov 2026 06:00:00 +0000""#, #""date_sent":null"#,
            ] {
                #expect(answer.text.contains(part), "\(part) in \(answer.text)")
            }
        }
    }

    @Test(arguments: [
        (160, "x", "1"), (161, "x", "2"), (306, "x", "2"), (307, "x", "3"), (80, "€", "1"), (81, "€", "2"),
        (70, "ł", "1"),
        (71, "ł", "2"), (35, "👋", "1"), (36, "👋", "2"),
    ])
    func `charges segments as networks do`(count: Int, character: String, segments: String) async throws {
        try await RunningSMSSandbox.with { sms in
            var long = try message()
            long.body = String(repeating: character, count: count)
            _ = try await sms.gateway().send(long)
            #expect(try await sms.messages().first?.numSegments == segments)
        }
    }

    @Test func `shows the phones`() async throws {
        try await RunningSMSSandbox.with { sms in
            #expect(try await sms.call("GET", "/").text.contains("No message has been sent yet"))
            _ = try await sms.gateway().send(message())
            try await sms.answer(from: "+15551234567", "<b>stop</b>")
            try await sms.answer(from: "+15551234567", "STOP")
            let page = try await sms.call("GET", "/")
            #expect(page.status == 200)
            for part in [
                "See you at 10:00.", "&lt;b&gt;stop", "has said STOP", "You have successfully been unsubscribed",
            ] {
                #expect(page.text.contains(part), "\(part)")
            }
        }
    }

    @Test func `refuses levers that make no sense`() async throws {
        try await RunningSMSSandbox.with { sms in
            for json in ["{}", #"{"kind":"reset","count":0}"#, #"{"kind":"reset","share":"x"}"#, "[]"] {
                let answer = try await sms.call("POST", "/sandbox/faults", json: json)
                #expect(answer.status == 400)
            }
            let stranger = #"{"from":"+15551234567","to":"+15557654321","body":"x"}"#
            let answer = try await sms.call("POST", "/sandbox/inbound", json: stranger)
            #expect(answer.status == 400)
        }
    }
}
