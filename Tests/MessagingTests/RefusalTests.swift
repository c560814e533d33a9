import Foundation
import Messaging
import Testing

@Suite(.enabled(if: Sink.python != nil, "USHER_TEST_PYTHON names no Python with aiosmtpd"))
struct `A mail that does not go` {
    private func failure(
        to email: String = "ann@example.com", login: String = "", query: String = "", timeout: Int = 20
    ) async throws -> MessagingError? {
        let sink = try Sink()
        defer { sink.stop() }
        let transport = try SMTPTransport(
            url: "smtp://\(login)127.0.0.1:\(sink.port)\(query)", options: .init(timeout: timeout))
        do throws(MessagingError) {
            try await transport.send(sampleMail(to: email))
            return nil
        } catch {
            #expect(try sink.mails().isEmpty)
            #expect(error.server == "127.0.0.1:\(sink.port)")
            return error
        }
    }

    @Test func `a 5xx answer is permanent and carries the server's words`() async throws {
        let error = try await failure(to: "refused@example.com")
        #expect(error?.kind == .refused(status: 550, text: "5.1.1 no such mailbox"))
        #expect(error?.isPermanent == true)
        #expect(error?.description.contains("550 5.1.1 no such mailbox") == true)
    }

    @Test func `a 4xx answer is worth another try`() async throws {
        let error = try await failure(to: "later@example.com")
        #expect(error?.kind == .deferred(status: 451, text: "4.7.1 greylisted, come back"))
        #expect(error?.isPermanent == false)
    }

    @Test func `a silent server is a timeout`() async throws {
        let error = try await failure(to: "slow@example.com", timeout: 1)
        #expect(error?.kind == .timeout)
    }

    @Test func `a server silent at QUIT does not hold up a mail it has taken`() async throws {
        let start = ContinuousClock.now
        #expect(try await failure(to: "slowquit@example.com", timeout: 60) == nil)
        // Far from the timeout, however busy the machine is.
        #expect(ContinuousClock.now - start < .seconds(60))
    }

    @Test func `a wrong password is a login fault, not the mail's, and is never shown`() async throws {
        let error = try #require(try await failure(login: "ann:wr0ng@"))
        guard case .login(535, _) = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(!error.isPermanent)
        #expect(!"\(error) \(String(reflecting: error))".contains("wr0ng"))
    }

    @Test func `required TLS that the server does not offer is refused`() async throws {
        let error = try #require(try await failure(query: "?tls=required"))
        guard case .tls = error.kind else {
            Issue.record("\(error)")
            return
        }
    }
}

struct `A dead port` {
    @Test func `is unreachable and not permanent`() async throws {
        let transport = try SMTPTransport(url: "smtp://127.0.0.1:1")
        let error = try await #require(throws: MessagingError.self) { try await transport.send(sampleMail()) }
        guard case .unreachable = error.kind else {
            Issue.record("\(error)")
            return
        }
        #expect(!error.isPermanent)
        #expect(error.description.contains("127.0.0.1:1"))
    }
}
