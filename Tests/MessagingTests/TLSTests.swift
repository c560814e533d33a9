import Foundation
import Messaging
import Testing

@Suite(.enabled(if: Sink.python != nil, "USHER_TEST_PYTHON names no Python with aiosmtpd"))
struct `An encrypted connection` {
    @Test(arguments: [
        ("--tls", "smtps", ""), ("--starttls", "smtp", "?tls=required"), ("--starttls", "smtp", "?tls=try"),
    ])
    func `carries a login and a mail once its authority is trusted`(
        flag: String, scheme: String, query: String
    ) async throws {
        let sink = try Sink(flag)
        defer { sink.stop() }
        let url = "\(scheme)://ann:p%40ss%3Aword@localhost:\(sink.port)\(query)"
        let transport = try SMTPTransport(url: url, options: .init(caFile: sink.caFile))
        try await transport.probe()
        #expect(try sink.mails().isEmpty)
        try await transport.send(sampleMail())
        let mail = try #require(try sink.mails().first)
        #expect(mail.tls)
        #expect(mail.login == "ann")
    }

    @Test(arguments: [("--tls", "smtps", ""), ("--starttls", "smtp", "?tls=required")])
    func `is refused when its authority is unknown`(flag: String, scheme: String, query: String) async throws {
        let sink = try Sink(flag)
        defer { sink.stop() }
        let transport = try SMTPTransport(url: "\(scheme)://localhost:\(sink.port)\(query)")
        let error = try await #require(throws: MessagingError.self) { try await transport.probe() }
        guard case .tls = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(!error.isPermanent)
    }

    @Test func `is not asked of a loopback host by default`() async throws {
        let sink = try Sink("--starttls")
        defer { sink.stop() }
        try await SMTPTransport(url: "smtp://127.0.0.1:\(sink.port)").probe()
    }
}
