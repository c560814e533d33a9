import Messaging
import Testing

/// What a server can do to a mail at each stage of RFC 5321, and what Usher makes of it.
@Suite(.enabled(if: Sink.python != nil, "USHER_TEST_PYTHON names no Python to run a server"))
struct `A server that misbehaves` {
    private func failure(_ stage: String, _ action: String, html: String = "<p>Hello</p>") async throws
        -> MessagingError
    {
        let server = try ScriptedServer(stage, action)
        defer { server.stop() }
        let transport = try SMTPTransport(url: server.url, options: .init(timeout: action == "stall" ? 1 : 20))
        var changed = sampleMail()
        changed.html = html
        let mail = changed
        let start = ContinuousClock.now
        let error = try await #require(throws: MessagingError.self) { try await transport.send(mail) }
        // Far from the minute that a mail may take, however busy the machine is.
        #expect(ContinuousClock.now - start < .seconds(30))
        #expect(error.server == "127.0.0.1:\(server.port)")
        return error
    }

    /// More than the buffers between two programs hold.
    private static let long = String(repeating: "<p>A long paragraph of a long mail.</p>\n", count: 200_000)

    @Test(arguments: ["greeting", "ehlo", "mail", "rcpt", "data", "dot"])
    func `a 4xx reply is worth another try, whatever it answers`(stage: String) async throws {
        let error = try await failure(stage, "451 4.7.1 greylisted, come back")
        #expect(error.kind == .deferred(status: 451, text: "4.7.1 greylisted, come back"))
        #expect(!error.isPermanent)
    }

    @Test(arguments: ["greeting", "mail", "rcpt", "data", "dot"])
    func `a server about to close says 421, and the mail is tried again`(stage: String) async throws {
        #expect(
            try await failure(stage, "421 4.3.2 closing").kind == .deferred(status: 421, text: "4.3.2 closing"))
    }

    @Test(arguments: ["mail", "rcpt", "data", "dot"])
    func `a 5xx reply to the mail is final`(stage: String) async throws {
        let error = try await failure(stage, "554 5.7.1 not here")
        #expect(error.kind == .refused(status: 554, text: "5.7.1 not here"))
        #expect(error.isPermanent)
    }

    @Test(arguments: ["greeting", "ehlo"])
    func `a 5xx reply before the mail is the set-up's fault, and no mail is given up for it`(
        stage: String
    ) async throws {
        let error = try await failure(stage, "554 5.7.1 no service for you")
        #expect(error.kind == .setup(text: "554 5.7.1 no service for you"))
        #expect(!error.isPermanent)
    }

    @Test func `a server that wants a login first is a login's fault`() async throws {
        let error = try await failure("mail", "530 5.7.0 authentication required")
        #expect(error.kind == .login(status: 530, text: "5.7.0 authentication required"))
        #expect(!error.isPermanent)
    }

    @Test(arguments: ["greeting", "ehlo", "mail", "rcpt", "data"])
    func `a connection that breaks before the mail was handed over leaves no doubt`(stage: String) async throws {
        guard case .unreachable = try await failure(stage, "drop").kind else {
            Issue.record("at \(stage)")
            return
        }
    }

    @Test(arguments: ["greeting", "ehlo", "mail", "rcpt", "data"])
    func `a server that says nothing is a timeout`(stage: String) async throws {
        #expect(try await failure(stage, "stall").kind == .timeout)
    }

    @Test func `a connection that breaks in the middle of the mail leaves no doubt`() async throws {
        guard case .unreachable = try await failure("body", "drop", html: Self.long).kind else {
            Issue.record("in the middle of the mail")
            return
        }
    }

    @Test func `a server that stops reading in the middle of the mail is a timeout`() async throws {
        #expect(try await failure("body", "stall", html: Self.long).kind == .timeout)
    }

    @Test(arguments: ["drop", "stall"])
    func `a whole mail without an answer is uncertain, and worth another try`(action: String) async throws {
        let error = try await failure("dot", action)
        guard case .uncertain = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(!error.isPermanent)
    }
}

@Suite(.enabled(if: Sink.python != nil, "USHER_TEST_PYTHON names no Python to run a server"))
struct `A connection to a mail server` {
    private func send(_ count: Int, by transport: SMTPTransport) async throws {
        for number in 0..<count {
            var mail = sampleMail()
            mail.messageID = "\(number)@usher.test"
            try await transport.send(mail)
        }
    }

    @Test func `carries one mail after the other`() async throws {
        let server = try ScriptedServer("never", "drop")
        defer { server.stop() }
        try await send(5, by: SMTPTransport(url: server.url))
        #expect(try server.arrivals() == [1, 1, 1, 1, 1])
    }

    @Test func `is replaced when it has carried its share`() async throws {
        let server = try ScriptedServer("never", "drop")
        defer { server.stop() }
        try await send(5, by: SMTPTransport(url: server.url, options: .init(mailsPerConnection: 2)))
        #expect(try server.arrivals() == [1, 1, 2, 2, 3])
        #expect(try await server.hears("QUIT"))
    }

    @Test func `is ended politely when no mail follows`() async throws {
        let server = try ScriptedServer("never", "drop")
        defer { server.stop() }
        let transport = try SMTPTransport(url: server.url, options: .init(idle: 1))
        try await send(2, by: transport)
        #expect(try await server.hears("QUIT"))
        try await send(1, by: transport)
        #expect(try server.arrivals() == [1, 1, 2])
    }

    @Test(arguments: [("after", "drop", 1), ("mail", "drop", 2), ("mail", "421 4.3.2 closing", 2)])
    func `is replaced when the server has ended it, and no mail suffers`(
        stage: String, action: String, mail: Int
    ) async throws {
        let server = try ScriptedServer(stage, action, mail: mail)
        defer { server.stop() }
        try await send(3, by: SMTPTransport(url: server.url))
        #expect(try server.arrivals() == [1, 2, 2])
    }

    @Test func `is given up after a refusal, and the next mail has another`() async throws {
        let server = try ScriptedServer("rcpt", "550 5.1.1 no such mailbox", mail: 2)
        defer { server.stop() }
        let transport = try SMTPTransport(url: server.url)
        try await send(1, by: transport)
        await #expect(throws: MessagingError.self) { try await send(1, by: transport) }
        try await send(2, by: transport)
        #expect(try server.arrivals() == [1, 2, 2])
    }

    @Test func `is one of so many at most`() async throws {
        let server = try ScriptedServer("never", "drop")
        defer { server.stop() }
        let transport = try SMTPTransport(url: server.url, options: .init(concurrency: 3))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<60 { group.addTask { try await transport.send(sampleMail()) } }
            try await group.waitForAll()
        }
        let arrivals = try server.arrivals()
        #expect(arrivals.count == 60)
        #expect(Set(arrivals).count <= 3)
    }

    @Test func `greets a mail's bounces with their own address`() async throws {
        let server = try ScriptedServer("never", "drop")
        defer { server.stop() }
        var mail = sampleMail()
        mail.envelopeSender = "bounces+token@usher.test"
        try await SMTPTransport(url: server.url).send(mail)
        #expect(try await server.hears("MAIL FROM:<bounces+token@usher.test>"))
    }
}
