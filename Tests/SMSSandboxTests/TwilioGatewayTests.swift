import Messaging
import SMSSandbox
import Testing

struct `A text message by Twilio` {
    private static let service = "MG0123456789abcdef0123456789abcdef"

    private func message(to number: String = "+15551234567", _ body: String = "See you at 10:00.") throws
        -> TextMessage
    {
        TextMessage(to: try PhoneNumber(number), body: body)
    }

    private func failure(
        of gateway: TwilioGateway, _ message: TextMessage
    ) async throws -> MessagingError {
        try await #require(throws: MessagingError.self) { _ = try await gateway.send(message) }
    }

    @Test func `is taken whole, and has a receipt`() async throws {
        try await RunningSMSSandbox.with { sms in
            let text = "Grüße & bis 100% + später = 会議 👋\nUsher"
            let receipt = try await sms.gateway().send(message(text))
            #expect(receipt.state == .queued)
            #expect(receipt.segments == 1)
            let taken = try #require(try await sms.messages().first)
            #expect(taken.sid == receipt.id)
            #expect(taken.sid.wholeMatch(of: /SM[0-9a-f]{32}/) != nil)
            #expect(taken.body == text)
            #expect(taken.to == "+15551234567" && taken.from == RunningSMSSandbox.number)
        }
    }

    @Test func `of a Messaging Service has no segments until a number is chosen`() async throws {
        var configuration = RunningSMSSandbox.usual
        configuration.services = [Self.service: RunningSMSSandbox.number]
        try await RunningSMSSandbox.with(configuration: configuration) { sms in
            let receipt = try await sms.gateway(sender: .service(Self.service)).send(message())
            #expect(receipt.state == .accepted)
            #expect(receipt.segments == nil)
            #expect(try await sms.messages().first?.from == nil)
            try await sms.advance()
            #expect(try await sms.messages().first?.from == RunningSMSSandbox.number)
        }
    }

    @Test(arguments: [
        ("+15005550001", 21_211), ("+15005550002", 21_612), ("+15005550009", 21_614),
        (RunningSMSSandbox.number, 21_266),
    ])
    func `to a number that cannot have it is refused for good`(number: String, code: Int) async throws {
        try await RunningSMSSandbox.with { sms in
            let error = try await failure(of: sms.gateway(), message(to: number))
            guard case .refused(400, let text) = error.kind else {
                Issue.record("\(error)")
                return
            }
            #expect(text.hasPrefix("\(code) "))
            #expect(error.code == code && error.isPermanent)
            #expect(error.server == sms.base.dropFirst("http://".count))
        }
    }

    @Test func `to who has said stop is told from other refusals`() async throws {
        try await RunningSMSSandbox.with { sms in
            let gateway = try sms.gateway()
            try await sms.answer(from: "+15551234567", "Stop")
            let error = try await failure(of: gateway, message())
            #expect(error.kind == .optedOut(text: "21610 Attempt to send to unsubscribed recipient"))
            #expect(error.isPermanent)
            _ = try await gateway.send(message(to: "+15557654321"))
            try await sms.answer(from: "+15551234567", "start")
            _ = try await gateway.send(message())
        }
    }

    @Test(arguments: [("+15005550007", 21_606), ("+15005550001", 21_212), ("+15557654321", 21_606)])
    func `from a sender that is not the account's is a fault of the set-up`(from: String, code: Int) async throws {
        try await RunningSMSSandbox.with { sms in
            let error = try await failure(of: sms.gateway(sender: .number(from)), message())
            guard case .setup = error.kind else {
                Issue.record("\(error)")
                return
            }
            #expect(error.code == code && !error.isPermanent)
        }
    }

    @Test func `to a region that is not opened, or by a strange service, is one too`() async throws {
        try await RunningSMSSandbox.with { sms in
            let region = try await failure(of: sms.gateway(), message(to: "+15005550003"))
            #expect(region.code == 21_408 && !region.isPermanent)
            let service = try await failure(of: sms.gateway(sender: .service(Self.service)), message())
            #expect(service.code == 21_701 && !service.isPermanent)
        }
    }

    @Test func `with a wrong token is not at fault itself, and the token is never shown`() async throws {
        try await RunningSMSSandbox.with { sms in
            let error = try await failure(of: sms.gateway(token: "wr0ng"), message())
            #expect(error.kind == .login(status: 401, text: "20003 Authenticate"))
            #expect(!error.isPermanent && !error.description.contains("wr0ng"))
        }
    }

    @Test(arguments: [("too_many", 429, 20_429), ("server_error", 500, 20_500)])
    func `that Twilio says it cannot take now is worth another try`(kind: String, status: Int, code: Int)
        async throws
    {
        try await RunningSMSSandbox.with { sms in
            let gateway = try sms.gateway()
            try await sms.fault(#"{"kind":"\#(kind)","count":1}"#)
            let error = try await failure(of: gateway, message())
            guard case .deferred(status, _) = error.kind else {
                Issue.record("\(error)")
                return
            }
            #expect(error.code == code && !error.isPermanent)
            #expect(try await gateway.send(message()).state == .queued)
            #expect(try await sms.messages().count == 1)
        }
    }

    @Test(arguments: [("lose_answer", 1), ("reset", 0)])
    func `whose answer is lost may have gone or not`(kind: String, taken: Int) async throws {
        try await RunningSMSSandbox.with { sms in
            try await sms.fault(#"{"kind":"\#(kind)","count":1}"#)
            let error = try await failure(of: sms.gateway(), message())
            guard case .uncertain = error.kind else {
                Issue.record("\(error)")
                return
            }
            #expect(!error.isPermanent)
            #expect(try await sms.messages().count == taken)
        }
    }

    @Test func `that is not answered in time may have gone or not`() async throws {
        try await RunningSMSSandbox.with { sms in
            try await sms.fault(#"{"kind":"latency","count":1,"delay_ms":1500}"#)
            let error = try await failure(of: sms.gateway(timeout: .seconds(1)), message())
            #expect(error.kind == .uncertain(text: "no answer in time"))
        }
    }

    @Test func `to a Twilio that is not there has not gone`() async throws {
        let stopped = try await RunningSMSSandbox.with { $0 }
        try await RunningSMSSandbox.with { sms in
            let gone = RunningSMSSandbox(base: stopped.base, http: sms.http, clock: sms.clock)
            let error = try await failure(of: gone.gateway(timeout: .milliseconds(200)), message())
            switch error.kind {
            case .timeout, .unreachable: #expect(!error.isPermanent)
            default: Issue.record("\(error)")
            }
        }
    }

    @Test func `is finished although its task is cancelled`() async throws {
        try await RunningSMSSandbox.with { sms in
            try await sms.fault(#"{"kind":"latency","count":1,"delay_ms":300}"#)
            let gateway = try sms.gateway()
            let text = try message()
            let sending = Task { try await gateway.send(text) }
            sending.cancel()
            #expect(try await sending.value.state == .queued)
            #expect(try await sms.messages().count == 1)
        }
    }

    @Test(arguments: ["", " \n", String(repeating: "x", count: 1601)])
    func `that cannot be sent costs no request`(body: String) async throws {
        try await RunningSMSSandbox.with { sms in
            let error = try await failure(of: sms.gateway(token: "wr0ng"), message(body))
            guard case .invalid("text", _) = error.kind else {
                Issue.record("\(error)")
                return
            }
            #expect(error.description.hasPrefix("The text message cannot be sent: text "))
        }
    }
}

extension `A text message by Twilio` {
    fileprivate func message(_ body: String) throws -> TextMessage { try message(to: "+15551234567", body) }
}
